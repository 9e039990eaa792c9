import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeIsAsked, axeProblems, comeToRest, layoutProblems } from './screen-checks.ts';
import { limits } from './terminal-limits.ts';

/** A staff face as it stands, in Chinese and in English: axe finds nothing, and all of it can be read and seen whole. */
export async function staffFaceIsSound(page: Page): Promise<void> {
	for (const other of ['English', '中文']) {
		await comeToRest(page);
		expect({ axe: (await axeIsAsked(page)) ? await axeProblems(page) : [], layout: await layoutProblems(page, limits.staff) }).toEqual({
			axe: [],
			layout: [],
		});
		await page.getByRole('button', { name: other, exact: true }).click();
	}
}
