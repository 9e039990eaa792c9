/** Moves the monotonic clock of one page forward, and nothing else: the engine and its link know nothing of it. */
import type { Page } from 'playwright-core';

export async function letTimePass(page: Page, ms: number): Promise<void> {
	await page.evaluate((by) => {
		const before = performance.now.bind(performance);
		performance.now = () => before() + by;
	}, ms);
}
