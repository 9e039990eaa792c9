/** What must still hold after whatever a monkey did. Each check returns what is wrong, in words. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { type Kept, type PageEye, within } from './page-eye.ts';
import { visibleWindows } from './x-windows.ts';

/** A page that runs for days has no more; a machine of a hall has 4 GB. */
const mostMegabytes = 1_200;

/** Only the faces of these seats are seen, each on its own page, filling its screen; no debugger is open; nothing else has a window. */
export async function windowsAsTheyMustBe(
	app: ElectronApplication,
	faces: readonly string[],
	memory: (megabytes: number) => void,
): Promise<string[]> {
	const ask = () =>
		app.evaluate(({ app: own, BrowserWindow, webContents, screen }) => {
			const windows = BrowserWindow.getAllWindows();
			const pages = windows.filter((window) => window.isVisible()).map((window) => window.webContents.getOSProcessId());
			return {
				kilobytes: own.getAppMetrics().flatMap(({ pid, memory: used }) => (pages.includes(pid) ? [used.workingSetSize] : [])),
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
	// Now and then the debugger lets go of a promise of the main process before it is kept: it is asked again.
	const { seen, others, size, kilobytes } = await within('the main process', ask())
		.catch(() => within('the main process', ask()))
		.catch(() => within('the main process', ask()));
	const megabytes = Math.round(Math.max(0, ...kilobytes) / 1_024);
	memory(megabytes);
	const wrong = megabytes > mostMegabytes ? [`a page has grown to ${megabytes} MB`] : [];
	wrong.push(...others.map((address) => `contents that belong to no window, or a debugger: ${address}`));
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
export async function pageIsAlive(eye: PageEye): Promise<string[]> {
	const answer = await eye
		.ask<number>(`document.querySelector('#root, main, .terminal')?.childElementCount ?? 0`)
		.catch((error: Error) => error.message.slice(0, 100));
	return typeof answer === 'number' && answer > 0 ? [] : [`the page is not alive: ${answer}`];
}

/** What a page may hold on to at its greeting beyond what it held there at first: screens of the one before that nothing lets go of would pass it soon. */
const moreAtMost = { nodes: 2_000, listeners: 1_000, documents: 2, heap: 60 } as const satisfies Kept;

/** A page that grows with every citizen, by what it holds on to each time it greets the next one. */
export function growsWithEverybody(kept: readonly Kept[]): string[] {
	const [first, last] = [kept[0], kept.at(-1)];
	if (!first || !last) return [];
	return (Object.keys(moreAtMost) as (keyof Kept)[])
		.filter((what) => last[what] > first[what] + moreAtMost[what])
		.map((what) => `at its greeting the page holds ${last[what]} ${what}, and held ${first[what]} at first`);
}

/** What is to be seen at a glance: the screen, and where its keys are. */
export interface Glance {
	screen: string;
	keys: { x: number; y: number }[];
}
export const glance = `(() => {
	const seen = [...document.querySelectorAll('dialog[open] button, button, [role="button"], input, textarea, canvas')];
	const open = document.querySelector('dialog[open]');
	const keys = (open ? seen.filter((one) => open.contains(one)) : seen).filter((one) => !one.disabled).map((one) => one.getBoundingClientRect())
		.map(({ x, y, width, height }) => ({ x: Math.round(x + width / 2), y: Math.round(y + height / 2), width }))
		.filter(({ x, y, width }) => width > 0 && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight).map(({ x, y }) => ({ x, y }));
	return { screen: (document.querySelector('.frame')?.dataset.screen ?? 'no screen') + (open ? ', asked' : ''), keys };
})()`;

/** Screens on which the machine itself is at work, each for a limited time; everywhere else there is a key that leads on or back. */
const atWork = new Set(['taking', 'reading']);
export function leadsOn({ screen, keys }: Glance): string[] {
	return keys.length > 0 || atWork.has(screen) ? [] : [`the screen ${screen} has no key at all`];
}

const later = `(() => {
	if (performance.now.ahead === undefined) {
		const own = performance.now.bind(performance);
		const moved = () => own() + moved.ahead;
		moved.ahead = 0;
		performance.now = moved;
	}
	performance.now.ahead += 91_000;
})()`;
const greets = `document.querySelector('.terminal[data-elder="false"][lang="zh-CN"] .frame[data-screen="welcome"]') !== null`;
const everything = `[document.documentElement.outerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie,
	...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value)].join(' ')`;

/** Whoever was there has gone: after a while the terminal greets the next one in its plain look, and has forgotten what he typed and whose card lay there. */
export async function terminalForgets(eye: PageEye, traces: readonly string[]): Promise<string[]> {
	for (let tries = 0; tries < 20; tries += 1) {
		await eye.ask(later);
		for (let looks = 0; looks < 30; looks += 1) {
			if (!(await eye.ask<boolean>(greets))) {
				await new Promise((go) => setTimeout(go, 100));
				continue;
			}
			const left = await eye.ask<string>(everything);
			const found = traces.flatMap((trace, at) => (left.includes(trace) ? [`trace ${at}`] : []));
			return found.length === 0 ? [] : [`the terminal still holds what was of the one before: ${found.join(', ')}`];
		}
	}
	const stands = await eye.ask<string>(
		`[document.querySelector('.terminal')?.outerHTML.slice(0, 120), document.querySelector('.frame')?.dataset.screen, document.querySelector('dialog[open]')?.textContent, document.body.innerText.slice(0, 300)].join(' | ')`,
	);
	return [`the terminal does not go back to its greeting: ${stands}`];
}
