/** What the design language asks of each face, and a screen of the terminal held to all of it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeIsAsked, axeProblems, comeToRest, type Limits, layoutProblems, reachProblems } from './screen-checks.ts';

/** Smallest sizes of the design language, CSS px at the size each face is drawn for. */
export const limits = {
	terminal: { text: 28, target: 72 },
	elder: { text: 40, target: 160 },
	staff: { text: 14, target: null },
	board: { text: 36, target: null },
} satisfies Record<string, Limits>;

/** The theme that 高对比 shows; pressed for real in a test of its own. */
export async function inTheme<T>(terminal: Page, theme: string, look: () => Promise<T>): Promise<T> {
	const before = await terminal.evaluate((wanted) => {
		const { dataset } = document.documentElement;
		const now = dataset.theme;
		dataset.theme = wanted;
		return now;
	}, theme);
	try {
		await comeToRest(terminal);
		return await look();
	} finally {
		await terminal.evaluate((wanted) => {
			document.documentElement.dataset.theme = wanted;
		}, before);
	}
}

/**
 * Fails with every place of the terminal's screen that is not as it must be, in its own colours and in those of 高对比.
 * `alsoInChinese`: the same screen is looked at in Chinese too.
 */
export async function terminalIsSound(terminal: Page, elder: boolean, { alsoInChinese = false } = {}): Promise<void> {
	await comeToRest(terminal);
	const size = elder ? limits.elder : limits.terminal;
	const layout = [...(await layoutProblems(terminal, size)), ...(await reachProblems(terminal))];
	if (alsoInChinese && !(await axeIsAsked(terminal))) return expect(layout).toEqual([]);
	const axe = await axeProblems(terminal);
	const contrast = await inTheme(terminal, 'contrast', async () => [
		...(await axeProblems(terminal, ['color-contrast'])),
		...(await layoutProblems(terminal, size)),
	]);
	expect({ layout, axe, contrast }).toEqual({ layout: [], axe: [], contrast: [] });
}
