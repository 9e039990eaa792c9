/** A monkey at the real app in kiosk mode: batches of actions, and after each batch everything that must still hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { type Action, nextAction, randomFrom } from './actions.ts';
import { filesBelow, nothingElseOnScreen, pageIsAlive, terminalForgets, windowsAsTheyMustBe } from './checks.ts';
import { carryOut } from './dispatch.ts';

export interface MonkeyParts {
	app: ElectronApplication;
	page: Page;
	/** Faces that are seen, e.g. `terminal`. */
	faces: readonly string[];
	seed: number;
	actions: number;
	/** Ends in order after so long, however many were done. */
	atMostMs?: number;
	/** Between two checks. */
	batch?: number;
	/** Idle reset is looked at after so many checks. */
	forgetEvery?: number;
	/** Data folder of the machine; the log in it is read too. */
	data: string;
	/** Home and temporary folder of the app: nothing is written there but `data`. */
	home: string;
	/** A file to drop onto the page. */
	file: string;
	/** Of a screen on which nothing else runs: X is asked what it shows there. `null` = others are on it too. */
	display: string | null;
	told?(line: string): void;
}

export interface MonkeyReport {
	actions: number;
	seconds: number;
	/** While acting, without the checks. */
	perSecond: number;
	checks: number;
	resets: number;
	/** Ways out that were tried and shut, by the machine's own log. */
	denied: Record<string, number>;
	/** What does not hold, with the action after which it was seen. Empty = nothing got out. */
	wrong: { after: number; what: string; last: Action[] }[];
}

/** So many at once, then the page is let breathe: more than a hundred strokes in one held breath no hands can do. */
const together = 20;
const breath = 'new Promise((go) => requestAnimationFrame(() => setTimeout(go)))';
/** Codes of the machine's log that a monkey must not cause. */
const faults = new Set([
	'page-gone',
	'page-given-up',
	'page-unresponsive',
	'main-process-failed',
	'promise-failed',
	'preload-failed',
	'page-not-loaded',
	'face-failed',
]);

export async function runMonkey(parts: MonkeyParts): Promise<MonkeyReport> {
	const {
		app,
		page,
		faces,
		seed,
		actions,
		batch = 500,
		atMostMs = Number.POSITIVE_INFINITY,
		forgetEvery = 10,
		data,
		home,
		file,
		display,
		told = () => {},
	} = parts;
	const random = randomFrom(seed);
	const session = await page.context().newCDPSession(page);
	const thrown: string[] = [];
	page.on('pageerror', (error) => thrown.push(`the page threw ${(error.stack ?? error.message).slice(0, 1_500)}`));
	page.on('dialog', (dialog) => {
		thrown.push(`a dialog of the page: ${dialog.type()}`);
		void dialog.dismiss().catch(() => {});
	});
	page.on('filechooser', () => thrown.push('the page asked for a file'));
	app.on('window', (window) => thrown.push(`a window was opened: ${window.url()}`));
	const { width, height } = await page.evaluate<{ width: number; height: number }>('({ width: innerWidth, height: innerHeight })');
	const before = filesBelow(home, data);
	const codesBefore = codesOf(data);
	const report: MonkeyReport = { actions: 0, seconds: 0, perSecond: 0, checks: 0, resets: 0, denied: {}, wrong: [] };
	let acting = 0;
	let last: Action[] = [];
	const start = performance.now();
	const timeIsUp = () => performance.now() - start > atMostMs;
	while (report.actions < actions && report.wrong.length === 0 && !timeIsUp()) {
		const began = performance.now();
		const coming = Array.from({ length: Math.min(batch, actions - report.actions) }, () => nextAction(random, { width, height }));
		for (let at = 0; at < coming.length; at += together) {
			await Promise.all(coming.slice(at, at + together).map((action) => carryOut(session, action, file).catch(() => {})));
			await page.evaluate(breath).catch(() => {});
		}
		acting += performance.now() - began;
		report.actions += coming.length;
		last = coming.slice(-20);
		report.checks += 1;
		const wrong = [
			...thrown.splice(0),
			...(await windowsAsTheyMustBe(app, faces)),
			...(display === null ? [] : await nothingElseOnScreen(display, faces.length)),
			...(await pageIsAlive(page)),
			...[...filesBelow(home, data)].filter((path) => !before.has(path)).map((path) => `a file was written: ${path}`),
			...doneToPage(codesBefore, codesOf(data)),
		];
		if (wrong.length === 0 && faces[0] === 'terminal' && (report.checks % forgetEvery === 0 || report.actions >= actions || timeIsUp())) {
			wrong.push(...(await terminalForgets(page)));
			report.resets += 1;
		}
		report.wrong.push(...wrong.map((what) => ({ after: report.actions, what, last })));
		if (report.checks % 10 === 0) told(`${report.actions} actions, ${Math.round((report.actions / acting) * 1000)} a second`);
	}
	report.seconds = Math.round(acting / 100) / 10;
	report.perSecond = Math.round((report.actions / acting) * 1000);
	for (const [code, count] of Object.entries(codesOf(data)))
		if (code.endsWith('-denied')) report.denied[code] = count - (codesBefore[code] ?? 0);
	return report;
}

/** What the log says of pages and processes that came to harm since. */
export function doneToPage(before: Record<string, number>, now: Record<string, number>): string[] {
	return Object.entries(now).flatMap(([code, count]) =>
		faults.has(code) && count > (before[code] ?? 0) ? [`the machine’s log says ${code}`] : [],
	);
}

function codesOf(data: string): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const name of readdirSync(join(data, 'logs')))
		for (const [, code] of readFileSync(join(data, 'logs', name), 'utf8').matchAll(/"code":"([a-z-]+)"/g))
			counts[code!] = (counts[code!] ?? 0) + 1;
	return counts;
}
