/** A monkey at the real app in kiosk mode: batches of actions, and after each batch everything that must still hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { type Action, canary, kindOf, nextAction, randomFrom } from './actions.ts';
import {
	filesBelow,
	type Glance,
	glance,
	growsWithEverybody,
	leadsOn,
	nothingElseOnScreen,
	pageIsAlive,
	terminalForgets,
	windowsAsTheyMustBe,
} from './checks.ts';
import { carryOut } from './dispatch.ts';
import { type Kept, PageEye } from './page-eye.ts';

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
	/** Lays a card on the reader, or takes it away; returns what of its owner must be forgotten with him. */
	card?(person: number | null): readonly string[];
	told?(line: string): void;
}

export interface MonkeyReport {
	actions: number;
	/** How often what was done. */
	kinds: Record<string, number>;
	/** What was on the screen, looked at after every twentieth action. */
	screens: Record<string, number>;
	/** From where the terminal went back to its greeting, left alone. */
	homeFrom: Record<string, number>;
	seconds: number;
	/** While acting, without the checks. */
	perSecond: number;
	checks: number;
	resets: number;
	/** Of the page, megabytes. */
	memory: { first: number; most: number; last: number };
	/** What the page held on to each time it greeted the next one. */
	kept: Kept[];
	/** How often the debugger was connected. */
	sessions: number;
	/** Ways out that were tried and shut, by the machine's own log. */
	denied: Record<string, number>;
	/** What does not hold, with the action after which it was seen. Empty = nothing got out. */
	wrong: { after: number; what: string; last: Action[] }[];
}

/** So many at once, then the page is let breathe and looked at: more than a hundred strokes in one held breath no hands can do. */
const together = 20;
const breathMs = 20;
/** A debugger is used for so many actions, then connected anew. */
const perSession = 5_000;
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
	'child-process-crashed',
]);

export async function runMonkey(parts: MonkeyParts): Promise<MonkeyReport> {
	const { app, page, faces, seed, actions, batch = 500, atMostMs = Number.POSITIVE_INFINITY, forgetEvery = 5, told = () => {} } = parts;
	const { data, home, file, display } = parts;
	const random = randomFrom(seed);
	const eye = new PageEye(page);
	const thrown: string[] = [];
	page.on('crash', () => thrown.push('the page crashed'));
	page.on('pageerror', (error) => thrown.push(`the page threw ${(error.stack ?? error.message).slice(0, 1_500)}`));
	page.on('dialog', (dialog) => {
		thrown.push(`a dialog of the page: ${dialog.type()}`);
		void dialog.dismiss().catch(() => {});
	});
	page.on('filechooser', () => thrown.push('the page asked for a file'));
	app.on('window', (window) => thrown.push(`a window was opened: ${window.url()}`));
	const { width, height } = await eye.ask<{ width: number; height: number }>('({ width: innerWidth, height: innerHeight })');
	const before = filesBelow(home, data);
	const codesBefore = codesOf(data);
	const report: MonkeyReport = {
		...{ actions: 0, kinds: {}, screens: {}, homeFrom: {}, seconds: 0, perSecond: 0 },
		...{ checks: 0, resets: 0, sessions: 0, kept: [], memory: { first: 0, most: 0, last: 0 }, denied: {}, wrong: [] },
	};
	const more = (counts: Record<string, number>, name: string) => {
		counts[name] = (counts[name] ?? 0) + 1;
	};
	/** Of whoever was here since the terminal forgot last. */
	let traces = new Set([canary]);
	let seen = await eye.ask<Glance>(glance);
	const card = (person: number | null) => {
		for (const trace of parts.card?.(person) ?? []) traces.add(trace);
	};
	let acting = 0;
	let last: Action[] = [];
	const start = performance.now();
	const timeIsUp = () => performance.now() - start > atMostMs;

	/** What is wrong after these; a page or program that does not answer is wrong as well. */
	async function act(coming: readonly Action[]): Promise<string[]> {
		for (let at = 0; at < coming.length; at += together) {
			const now = coming.slice(at, at + together);
			const session = await eye.session();
			const around = { file, keys: seen.keys, card };
			await Promise.all(now.map((action) => carryOut(session, action, around).catch(() => {})));
			for (const action of now) more(report.kinds, kindOf(action));
			await new Promise((go) => setTimeout(go, breathMs));
			seen = await eye.ask<Glance>(glance);
			more(report.screens, seen.screen);
		}
		return [];
	}
	const noteMemory = (megabytes: number) => {
		report.memory.first ||= megabytes;
		report.memory.most = Math.max(report.memory.most, megabytes);
		report.memory.last = megabytes;
	};
	async function look(): Promise<string[]> {
		return [
			...thrown.splice(0),
			...(await windowsAsTheyMustBe(app, faces, noteMemory)),
			...(display === null ? [] : await nothingElseOnScreen(display, faces.length)),
			...(await pageIsAlive(eye)),
			...(faces[0] === 'terminal' ? leadsOn(seen) : []),
			...[...filesBelow(home, data)].filter((path) => !before.has(path)).map((path) => `a file was written: ${path}`),
			...doneToPage(codesBefore, codesOf(data)),
		];
	}
	const heard = (work: Promise<string[]>) => work.catch((error: Error) => [`no answer: ${error.message.slice(0, 300)}`]);

	while (report.actions < actions && report.wrong.length === 0 && !timeIsUp()) {
		const began = performance.now();
		const coming = Array.from({ length: Math.min(batch, actions - report.actions) }, () => nextAction(random, { width, height }));
		const wrong = await heard(act(coming));
		acting += performance.now() - began;
		if (Math.floor((report.actions + coming.length) / perSession) > Math.floor(report.actions / perSession)) await eye.renew();
		report.actions += coming.length;
		last = coming.slice(-20);
		report.checks += 1;
		wrong.push(...(await heard(look())));
		if (wrong.length === 0 && faces[0] === 'terminal' && (report.checks % forgetEvery === 0 || report.actions >= actions || timeIsUp())) {
			const from = seen.screen;
			card(null);
			wrong.push(...(await heard(terminalForgets(eye, [...traces]))));
			if (wrong.length === 0) {
				more(report.homeFrom, from);
				await eye.kept().then(
					(kept) => report.kept.push(kept),
					() => {},
				);
				wrong.push(...growsWithEverybody(report.kept));
			}
			report.resets += 1;
			traces = new Set([canary]);
		}
		report.wrong.push(...wrong.map((what) => ({ after: report.actions, what, last })));
		if (report.checks % 10 === 0)
			told(
				`${report.actions} actions, ${Math.round((report.actions / acting) * 1000)} a second, ${report.memory.last} MB; at the greeting ${JSON.stringify(report.kept.at(-1) ?? {})}`,
			);
	}
	report.sessions = eye.connected;
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
		for (const [, code, rest] of readFileSync(join(data, 'logs', name), 'utf8').matchAll(/"code":"([a-z-]+)"([^\n]*)/g)) {
			// Helpers of Chromium that nobody needs any more end by themselves.
			const told = code === 'child-process-gone' && !rest!.includes('clean-exit') ? 'child-process-crashed' : code!;
			counts[told] = (counts[told] ?? 0) + 1;
		}
	return counts;
}
