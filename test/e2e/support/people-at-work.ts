/** What a citizen and a clerk do at the faces, by the names they read there. */
import type { Page } from 'playwright-core';
import type { DecodedPaper } from '../../../drivers/printer/paper-decoder.ts';

/** From the services screen to the ticket; returns the number on the screen. */
export async function takeNumberFor(terminal: Page, item: RegExp): Promise<string> {
	await terminal.getByRole('button', { name: item }).first().click();
	await terminal.getByRole('button', { name: /^办这一项/ }).click();
	await terminal.getByRole('button', { name: '取号', exact: true }).click();
	return numberOnScreen(terminal);
}

export async function numberOnScreen(terminal: Page): Promise<string> {
	const number = terminal.locator('.ticket .number');
	await number.waitFor({ timeout: 20_000 });
	return (await number.innerText()).trim();
}

export async function signInAtWindow(window: Page, staff: string, pin: string): Promise<void> {
	await window.getByLabel('工号').fill(staff);
	await window.getByLabel('口令').fill(pin);
	await window.keyboard.press('Enter');
}

/** All the words on a paper, in one text. */
export function wordsOn(paper: DecodedPaper): string {
	return paper.lines.map((line) => line.text).join('\n');
}
