/** What must still hold after whatever a monkey did. Each check returns what is wrong, in words. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { letTimePass } from '../e2e/support/page-clock.ts';
import { canary } from './actions.ts';
import { visibleWindows } from './x-windows.ts';

/** Only the faces of these seats are seen, each on its own page, filling its screen; no debugger is open; nothing else has a window. */
export async function windowsAsTheyMustBe(app: ElectronApplication, faces: readonly string[]): Promise<string[]> {
	const { seen, others, size } = await app.evaluate(({ BrowserWindow, webContents, screen }) => {
		const windows = BrowserWindow.getAllWindows();
		return {
			seen: windows
				.filter((window) => window.isVisible())
				.map((window) => ({
					address: window.webContents.getURL(),
					kiosk: window.isKiosk(),
					crashed: window.webContents.isCrashed(),
					bounds: window.getContentBounds(),
					menu: window.isMenuBarVisible(),
				})),
			others: webContents
				.getAllWebContents()
				.filter((one) => one.isDevToolsOpened() || !windows.some(({ webContents: own }) => own.id === one.id))
				.map((one) => one.getURL()),
			size: screen.getPrimaryDisplay().bounds,
		};
	});
	const wrong = others.map((address) => `contents that belong to no window, or a debugger: ${address}`);
	const wanted = faces.map((face) => `app://tidehall/${face}.html`).sort();
	const addresses = seen.map(({ address }) => address).sort();
	if (JSON.stringify(addresses) !== JSON.stringify(wanted)) wrong.push(`windows on ${addresses.join(', ')}, not on ${wanted.join(', ')}`);
	for (const { address, kiosk, crashed, bounds, menu } of seen) {
		if (!kiosk) wrong.push(`${address} is not in kiosk mode any more`);
		if (crashed) wrong.push(`${address} has crashed`);
		if (menu) wrong.push(`${address} shows a menu`);
		if (bounds.width < size.width || bounds.height < size.height)
			wrong.push(`${address} is ${bounds.width} × ${bounds.height}, the screen ${size.width} × ${size.height}`);
	}
	return wrong;
}

/** Windows that X shows on this display, whoever made them: no dialog of the system, no menu, no tip. */
export async function nothingElseOnScreen(display: string, faces: number): Promise<string[]> {
	const windows = await visibleWindows(display);
	if (windows.length <= faces) return [];
	return [`X shows ${windows.length} windows: ${windows.map(({ width, height, x, y }) => `${width}×${height} at ${x},${y}`).join('; ')}`];
}

/** What libraries of the system keep for themselves when sound is played or something is drawn; nothing of the app is in it. */
const ofTheSystem = /(^|\/)(pulse|mesa_shader_cache|dconf|fontconfig)\//;

/** Paths below the folder that were not there before, apart from the app's own data. */
export function filesBelow(folder: string, own: string): Set<string> {
	const found = new Set<string>();
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		if (!entry.isDirectory() && !path.startsWith(own) && !ofTheSystem.test(path)) found.add(relative(folder, path));
	}
	return found;
}

/** The page answers, and has its look. */
export async function pageIsAlive(page: Page): Promise<string[]> {
	const answer = await Promise.race([
		page
			.evaluate(`document.querySelector('#root, main, .terminal')?.childElementCount ?? 0`)
			.catch((error: Error) => error.message.slice(0, 100)),
		new Promise<string>((go) => setTimeout(() => go('no answer within 30 s'), 30_000)),
	]);
	return typeof answer === 'number' && answer > 0 ? [] : [`the page is not alive: ${answer}`];
}

/** Whoever was there has gone: after a while the terminal greets the next one in its plain look, and has forgotten what he typed. */
export async function terminalForgets(page: Page): Promise<string[]> {
	const greeting = page.locator('.terminal[data-elder="false"][lang="zh-CN"] .frame[data-screen="welcome"]');
	for (let tries = 0; tries < 20; tries += 1) {
		await letTimePass(page, 91_000);
		if (
			await greeting.waitFor({ timeout: 3_000 }).then(
				() => true,
				() => false,
			)
		) {
			const kept = await page.evaluate(
				`[document.documentElement.outerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
				...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value)].some((text) => text.includes('${canary}'))`,
			);
			return kept ? ['the terminal still holds what the one before has typed'] : [];
		}
	}
	const stands = await page.evaluate(
		`[document.querySelector('.terminal')?.outerHTML.slice(0, 120), document.querySelector('.frame')?.dataset.screen, document.querySelector('dialog[open]')?.textContent, document.body.innerText.slice(0, 300)].join(' | ')`,
	);
	return [`the terminal does not go back to its greeting: ${stands}`];
}
