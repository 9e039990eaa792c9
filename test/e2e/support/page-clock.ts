/** Moves the monotonic clock of one page forward, and nothing else: the engine and its link know nothing of it. */
import type { Page } from 'playwright-core';
import { until } from './until.ts';

export async function letTimePass(page: Page, ms: number): Promise<void> {
	await page.evaluate((by) => {
		const before = performance.now.bind(performance);
		performance.now = () => before() + by;
	}, ms);
}

/**
 * As if whoever stood at the terminal had walked away: everybody's time passes until it greets the next one, in the plain look. Once more where
 * an answer or a paper came meanwhile, because the terminal gives its time to read from then on.
 */
export async function walkAway(terminal: Page, withinMs = 40_000): Promise<void> {
	await until(
		'the terminal to greet the next one',
		async () => {
			await letTimePass(terminal, 91_000);
			await terminal.locator('.terminal[data-elder="false"][lang="zh-CN"] .frame[data-screen="welcome"]').waitFor({ timeout: 3_000 });
			return true;
		},
		withinMs,
	);
}
