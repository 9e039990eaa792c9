/** Pictures of states that are no place of `every-screen`: what went wrong, and how the screens say so. For `npm run gallery` alone; `npm test` pays nothing. */
import type { Page } from 'playwright-core';
import { axeProblems, comeToRest } from './screen-checks.ts';
import { inTheme } from './terminal-limits.ts';

const asked = () => process.env.TIDEHALL_GALLERY !== undefined;

/** A screen as it stands, with what axe says of it. */
export async function pictured(page: Page): Promise<void> {
	if (!asked()) return;
	await comeToRest(page);
	await axeProblems(page);
}

/** A screen of the terminal, also in the colours of 高对比. */
export async function picturedAtTerminal(terminal: Page): Promise<void> {
	if (!asked()) return;
	await pictured(terminal);
	await inTheme(terminal, 'contrast', () => axeProblems(terminal));
}

/** A staff face, in Chinese and in English; it stays in Chinese. */
export async function picturedInBoth(page: Page): Promise<void> {
	if (!asked()) return;
	await pictured(page);
	await page.getByRole('button', { name: 'English', exact: true }).click();
	await pictured(page);
	await page.getByRole('button', { name: '中文', exact: true }).click();
}
