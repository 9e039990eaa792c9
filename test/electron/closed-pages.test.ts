/** The fences are put up at every page there ever is; and what would take one down stands nowhere in the machine's code. */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { closeContents } from '../../electron/lock-down/contents.ts';
import { pagePreferences } from '../../electron/lock-down/page-preferences.ts';

const own = 'app://tidehall/terminal.html';

function page() {
	const app = new EventEmitter();
	const alarms: string[] = [];
	closeContents(app as never, (code) => alarms.push(code));
	let opened: (() => { action: string }) | null = null;
	const contents = Object.assign(new EventEmitter(), {
		getURL: () => own,
		setWindowOpenHandler: (handler: () => { action: string }) => {
			opened = handler;
		},
	});
	app.emit('web-contents-created', {}, contents);
	/** Whether it was stopped. */
	const tries = (name: string, url?: string): boolean => {
		let stopped = false;
		contents.emit(name, { url, preventDefault: () => (stopped = true) });
		return stopped;
	};
	return { tries, opens: () => opened!().action, alarms };
}

describe('a page that was made, by whomever', () => {
	test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s: is stopped elsewhere and told, a reload is not', (name) => {
		const { tries, alarms } = page();
		expect(tries(name, own)).toBe(false);
		for (const to of ['https://example.org/', 'file:///etc/passwd', 'app://tidehall/manager.html', 'about:blank', 'javascript:1'])
			expect(tries(name, to), to).toBe(true);
		expect(alarms).toEqual(Array(5).fill('navigation-denied'));
	});

	test('opens no window, holds no webview and has no menu', () => {
		const { tries, opens, alarms } = page();
		expect(opens()).toBe('deny');
		expect(alarms).toEqual(['window-open-denied']);
		expect(tries('will-attach-webview')).toBe(true);
		expect(tries('context-menu')).toBe(true);
	});

	test('has nothing of Node, is in the sandbox, and in a kiosk without tools of developers', () => {
		const made = pagePreferences({ preload: '', session: {} as never, kiosk: true });
		expect(made).toMatchObject({
			...{ sandbox: true, contextIsolation: true, webSecurity: true, devTools: false, webviewTag: false, disableDialogs: true },
			...{ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, navigateOnDragDrop: false },
		});
	});
});

test('nothing of the machine names what would open it: items 6, 8, 9, 10, 12 and 15', () => {
	const folder = fileURLToPath(new URL('../../electron', import.meta.url));
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
	expect(files.length).toBeGreaterThan(80);
	const forbidden = [
		...['openExternal', 'openPath', 'showItemInFolder', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'],
		...['webviewTag: true', 'webSecurity: false', 'sandbox: false', 'contextIsolation: false', 'nodeIntegration: true'],
		...['ignore-certificate-errors', 'disable-web-security', 'remote-debugging', 'setCertificateVerifyProc(null', 'loadFile('],
	];
	const found: string[] = [];
	for (const name of files) {
		const text = readFileSync(join(folder, name), 'utf8');
		// The list of refused switches is where two of them must stand.
		for (const each of forbidden) if (text.includes(each) && name !== 'station-arguments.ts') found.push(`${name}: ${each}`);
		for (const [, word] of text.matchAll(/appendSwitch\('([^']+)'/g))
			if (word !== 'use-fake-device-for-media-stream') found.push(`${name}: appendSwitch ${word}`);
	}
	expect(found).toEqual([]);
});
