import type { Page } from 'playwright-core';
import type { Machine } from './machine.ts';

/** A page of the platform as a phone of 390 × 844 opens it. */
export async function onAPhone(machine: Machine, url: string): Promise<Page> {
	const opened = machine.app.waitForEvent('window');
	await machine.app.evaluate(async ({ BrowserWindow }, wanted) => {
		const view = new BrowserWindow({ width: 390, height: 844, webPreferences: { partition: 'a-phone', sandbox: true } });
		await view.loadURL(wanted).catch(() => {});
	}, url);
	const page = await opened;
	await page.waitForLoadState();
	return page;
}
