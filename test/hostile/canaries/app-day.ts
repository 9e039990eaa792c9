/**
 * The same people as in `day.ts`, through the real app: its windows, its profile folder, its caches and whatever it writes at home or into the folder for
 * passing files, none of which the parts of a station in Node have. Each lays a card with a picture on it, searches in his own words, fills in and signs
 * a form at the real terminal, hands it in or leaves it lying, takes a number, books, asks after his matters; a clerk serves some at the window. At the
 * end the page and then the main process are broken by SIGSEGV, and the machine is started again.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { secretFileVariable } from '../../../electron/keys/custody.ts';
import { newBackupKey } from '../../../platform/backup/sealed-archive.ts';
import { takeBackup } from '../../../platform/backup/take-backup.ts';
import { collect } from '../../../scripts/diagnostics/collect.ts';
import { faceOf, launchApp } from '../../../scripts/electron/launch-app.ts';
import { resolveElectron } from '../../../scripts/electron/resolve.ts';
import { openScreen } from '../../../scripts/packages/prove/virtual-screen.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { hallFolder } from '../../e2e/support/hall-folder.ts';
import { walkAway } from '../../e2e/support/page-clock.ts';
import { signInAtWindow } from '../../e2e/support/people-at-work.ts';
import { simulatedDevices } from '../../e2e/support/simulated-devices.ts';
import { until } from '../../e2e/support/until.ts';
import { cardOf } from './card.ts';
import { type CanaryPerson, canaryPerson } from './people.ts';
import type { Searched } from './search-day.ts';
import { openPort, sayAtTerminal, sayAtWindow } from './through-bridge.ts';

/** New identity card: its form asks for name, number, address and phone. */
const wanted = '换领身份证';
const formItem = 'GA-003';

/** What lies on the disk of the machine after its main process broke in the middle of the work, and again after it was started anew and closed in order: `look` is called at both. */
export async function liveCanaryDayInApp(
	people: number,
	/** How many of them touch the screen for everything; the others' deeds are said by the page itself (`through-bridge.ts`), their cards lie on the same reader. */
	atScreen: number,
	/** Of the others, how many lay their card on the reader; each takes seconds. */
	cards: number,
	look: (day: Searched, when: string) => void,
	say: (words: string) => void = () => {},
): Promise<Record<string, number>> {
	const outside = mkdtempSync(join(tmpdir(), 'tidehall-canaries-app-'));
	const [home, safe, lines] = ['home', 'safe', 'lines'].map((name) => join(outside, name)) as [string, string, string];
	const data = join(home, 'data');
	const passed = join(home, 'passed');
	for (const folder of [safe, lines, data, passed]) mkdirSync(folder, { recursive: true });
	const secret = randomBytes(32);
	const secretFile = join(safe, 'station-secret');
	writeFileSync(secretFile, secret.toString('base64'), { mode: 0o400 });
	const did: Record<string, number> = {};
	const count = (what: string) => {
		did[what] = (did[what] ?? 0) + 1;
	};
	const devices = await simulatedDevices(lines);
	const hall = hallFolder(join(outside, 'hall'), [
		{ id: 'T2-reader', station: 'T2', kind: 'id-reader', path: devices.lines.reader.host },
		{ id: 'T2-printer', station: 'T2', kind: 'printer', path: devices.lines.printer.host },
	]);
	const platformData = join(outside, 'platform');
	const platform = await startPlatform({ hall, data: platformData, port: 0, more: ['--key-file', join(safe, 'application-key')] });
	const screen = await openScreen(join(outside, 'screen'), { width: 1080, height: 1920 });
	const electron = await resolveElectron({ log: () => {} });
	Object.assign(process.env, {
		ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.path),
		DISPLAY: screen.display,
		HOME: home,
		TMPDIR: passed,
		XDG_CONFIG_HOME: join(home, 'config'),
		XDG_CACHE_HOME: join(home, 'cache'),
		[secretFileVariable]: secretFile,
	});
	const start = () => launchApp({ platformUrl: platform.url, stations: 'T2,W18', hall, data });
	let app = await start();
	let child = app.process();
	const told = join(outside, 'told');
	mkdirSync(told);
	const folders = { 'home of the app': home, 'data of the platform': platformData, 'backup and bundle': told };
	const printed: string[] = [];
	const listen = () => {
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => printed.push(String(text)));
	};
	listen();
	const lookedAt = async (when: string) => {
		const texts: Record<string, string> = { 'what the app printed': printed.join('') };
		for (const path of ['/healthz', '/metrics', '/api/hall-keys', '/api/openapi.json'])
			texts[path] = await (await fetch(platform.url + path)).text();
		const logs = [join(data, 'logs')];
		writeFileSync(
			join(told, 'diagnostics.json'),
			JSON.stringify(await collect({ hall, data: platformData, url: platform.url, logs, now: Date.now() })),
		);
		const recipients = [(await newBackupKey()).recipient];
		const keyFile = join(safe, 'application-key');
		await takeBackup({
			folder: platformData,
			keyFile,
			seal: { recipients },
			to: join(told, `${Date.now()}.age`),
			now: Date.now(),
			program: 'canaries',
		});
		const dumps = [home, process.cwd()].flatMap((folder) =>
			readdirSync(folder, folder === home ? { recursive: true, encoding: 'utf8' } : { encoding: 'utf8' }).filter((name) =>
				/(^|\/)core(\.\d+)?$|\.dmp$/.test(name),
			),
		);
		did[`crash dumps ${when}`] = dumps.length;
		look({ folders, texts, secrets: { 'secret of the station': secret }, keyless: ['home of the app'] }, when);
	};
	try {
		const terminal = await faceOf(app, 'terminal');
		const window = await faceOf(app, 'window');
		const pictures = async (name: string) => {
			for (const [face, page] of Object.entries({ terminal, window }))
				await page.screenshot({ path: join(process.cwd(), 'test/artifacts/canaries', `${name}-${face}.png`) }).catch(() => {});
		};
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 60_000 });
		await signInAtWindow(window, '0381', '2580');
		await window
			.getByRole('button', { name: /打开 18 号窗口/ })
			.first()
			.click();
		const [lay, take] = [(person: CanaryPerson) => devices.reader.lay(cardOf(person)), () => devices.reader.takeCard()];
		for (let n = 0; n < Math.min(atScreen, people - 1); n++) {
			const person = canaryPerson(n);
			try {
				await visit({ terminal, window, person, n, count, lay: () => lay(person), take });
				count('people at the screen');
			} catch (error) {
				await pictures(`person-${n}`);
				throw error;
			}
			say(`${n + 1} people, by touches`);
		}
		await openPort(terminal);
		await openPort(window);
		/** Their words cross while the reader is at the cards, a few at once: citizens at other terminals would not wait for each other either. */
		const busy = new Set<Promise<void>>();
		for (let n = Math.min(atScreen, people - 1); n < people - 1; n++) {
			const person = canaryPerson(n);
			const withCard = n < atScreen + cards;
			if (withCard) lay(person);
			const spoken = sayAtTerminal(terminal, 'T2', formItem, person, n).then(async (said) => {
				for (const what of said.did) count(`page: ${what}`);
				if (n % 10 === 0 && said.ticket && said.application)
					for (const what of await sayAtWindow(window, 'W18', person, said)) count(`window: ${what}`);
				count('people by the page');
			});
			busy.add(spoken);
			void spoken.finally(() => busy.delete(spoken));
			if (withCard) {
				await terminal
					.locator('.frame[data-screen="services"], .frame[data-screen="card-note"]')
					.first()
					.waitFor({ timeout: 8_000 })
					.then(
						() => count('card read'),
						() => count('card not read in time'),
					);
				take();
			}
			while (busy.size >= 8) await Promise.race(busy);
			// Whoever goes, or is gone for whoever comes next; what is open at this seat is let go of with them.
			if (withCard) {
				await Promise.all(busy);
				await walkAway(terminal, 90_000);
			}
			if (n % 10 === 9) say(`${n + 1} people`);
		}
		await Promise.all(busy);
		// Of whoever comes last everything is open on the page while it breaks.
		const last = canaryPerson(people - 1);
		await openForm(
			terminal,
			last,
			() => devices.reader.lay(cardOf(last)),
			() => devices.reader.takeCard(),
		).catch(async (error) => {
			await pictures('last');
			throw error;
		});
		const pageProcess = await app.evaluate(({ webContents }) => {
			const page = webContents.getAllWebContents().find((each) => each.getURL().endsWith('/terminal.html'));
			return page?.getOSProcessId() ?? 0;
		});
		process.kill(pageProcess, 'SIGSEGV');
		count('page broken by SIGSEGV');
		devices.reader.takeCard();
		// The debugger's own view of the page broke with it: the app itself is asked. Scripts in a page that comes back may never answer.
		await until(
			'the terminal’s page to be back',
			() =>
				app.evaluate(({ webContents }) => {
					const page = webContents.getAllWebContents().find((each) => each.getURL().endsWith('/terminal.html'));
					return page !== undefined && !page.isCrashed() && !page.isLoading();
				}),
			60_000,
		);
		await new Promise((go) => setTimeout(go, 8_000));
		const ended = new Promise((go) => child.once('exit', go));
		child.kill('SIGSEGV');
		await ended;
		count('main process broken by SIGSEGV');
		await lookedAt('after its main process broke');
		app = await start();
		child = app.process();
		listen();
		await (await faceOf(app, 'terminal')).getByText('您好，今天想怎么开始？').waitFor({ timeout: 60_000 });
		await app.close();
		await lookedAt('after it was started again and closed');
		return did;
	} finally {
		await Promise.race([app.close().catch(() => {}), new Promise((go) => setTimeout(go, 10_000))]);
		child.kill('SIGKILL');
		platform.child.kill('SIGTERM');
		// A line whose other end is gone may never drain.
		await Promise.race([devices.close().catch(() => {}), new Promise((go) => setTimeout(go, 5_000))]);
		screen.stop();
		rmSync(outside, { recursive: true, force: true });
	}
}

interface Visit {
	terminal: Page;
	window: Page;
	person: CanaryPerson;
	n: number;
	count(what: string): void;
	lay(): void;
	take(): void;
}

const at = (page: Page, screen: string) => page.locator(`.frame[data-screen="${screen}"]`).waitFor({ timeout: 30_000 });
const press = (page: Page, name: string | RegExp) =>
	page
		.getByRole('button', { name, exact: typeof name === 'string' })
		.first()
		.click({ timeout: 30_000 });

/** Lays the card until the terminal shows what it leads to; again, as a citizen does, where a busy machine has missed it. */
async function layUntil(wanted: Locator, lay: () => void, take: () => void): Promise<void> {
	for (let tries = 0; ; tries++) {
		lay();
		try {
			return await wanted.waitFor({ timeout: 12_000 });
		} catch (error) {
			if (tries === 4) throw error;
			take();
			await new Promise((go) => setTimeout(go, 3_000));
		}
	}
}

/** From the card to the first page of the form, with a search in own words on the way. */
async function openForm(terminal: Page, person: CanaryPerson, lay: () => void, take: () => void): Promise<void> {
	await layUntil(terminal.locator('.frame[data-screen="services"], .frame[data-screen="card-note"]').first(), lay, take);
	if (await terminal.locator('.frame[data-screen="card-note"]').isVisible()) await press(terminal, '继续取号');
	await at(terminal, 'services');
	await terminal.locator('.find-key').click();
	await terminal.locator('main .field-input').fill(person.words);
	await terminal.locator('main .field-input').fill(wanted);
	await terminal
		.getByRole('button', { name: /居民身份证换领、补领/ })
		.first()
		.click();
	await at(terminal, 'notice');
	await terminal.locator('.foot .primary').click();
	await at(terminal, 'confirm');
	await press(terminal, /^先填表/);
	await at(terminal, 'form-start');
	await terminal.locator('.foot .primary').click();
	await at(terminal, 'form');
}

async function visit({ terminal, window, person, n, count, lay, take }: Visit): Promise<void> {
	await openForm(terminal, person, lay, take);
	const own: Record<string, string> = { name: person.name, idNumber: person.idNumber, phone: person.phone, hukouAddress: person.address };
	// Whose card it is is asked before it fills anything.
	await terminal.getByText('这是谁的身份证？').waitFor({ timeout: 30_000 });
	await terminal.locator('main .two button').first().click();
	for (let pages = 0; pages < 12; pages++) {
		await at(terminal, 'form');
		for (const key of await terminal.locator('main [data-field]').evaluateAll((all) => all.map((one) => one.getAttribute('data-field')!))) {
			const field = terminal.locator(`[data-field="${key}"]`);
			const input = field.locator('.field-input');
			if (own[key] !== undefined && (await input.count())) await input.fill(own[key]);
			else if ((await field.locator('button.option').count()) && !(await field.locator('.from-card').count()))
				await field.locator('button.option').first().click();
		}
		const canvas = terminal.locator('.sign canvas');
		if (await canvas.count()) {
			const box = (await canvas.boundingBox())!;
			await terminal.mouse.move(box.x + 80, box.y + 80);
			await terminal.mouse.down();
			for (let turn = 1; turn < 10; turn++) await terminal.mouse.move(box.x + 80 + turn * 50, box.y + 80 + (turn % 2) * 120);
			await terminal.mouse.up();
			await press(terminal, /^签好了$/);
			count('signed');
		}
		if (n % 4 === 3 && pages === 0) {
			await press(terminal, /先离开/);
			await at(terminal, 'kept');
			count('draft');
			break;
		}
		await press(terminal, /^(下一页|先空着，往下填)$/);
		if (!(await terminal.locator('.frame[data-screen="form"]').isVisible())) break;
	}
	if (n % 4 !== 3) {
		if (await terminal.locator('.frame[data-screen="materials"]').isVisible()) await press(terminal, /^去核对$/);
		await at(terminal, 'check');
		const wrong = await terminal.locator('.checked[data-wrong="true"] dt').allInnerTexts();
		if (wrong.length > 0) throw new Error(`not filled in: ${wrong.join(', ')}`);
		await press(terminal, /^没错，交上去$/);
		await at(terminal, 'handed-in');
		count('form handed in');
		await press(terminal, /^去取号$/);
		await at(terminal, 'confirm');
		await press(terminal, '取号');
		await at(terminal, 'ticket');
		count('ticket');
	}
	take();
	await walkAway(terminal, 90_000);
	if (n % 3 === 0) await attached(terminal, person, count);
	if (n % 5 === 0) await booked(terminal, lay, take, count);
	if (n % 5 === 2) await askedAfter(terminal, lay, take, count);
	if (n % 4 === 0) await served(window, count);
}

/** A draft with a picture of somebody in it, left lying. */
async function attached(terminal: Page, { name, idNumber, address }: CanaryPerson, count: (what: string) => void): Promise<void> {
	const told = await terminal.evaluate(
		async ([item, text, typed]) => {
			const ask = globalThis.window.tidehall!.applications;
			const opened = await ask({ do: 'begin', items: [item!] });
			if (opened.do !== 'opened') return opened.do;
			const { grip } = opened;
			const data = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(text!.repeat(20)), 0xff, 0xd9]);
			const kept = await ask({ do: 'attach', grip, material: 'M-HUKOU', mediaType: 'image/jpeg', data });
			await ask({ do: 'save', grip, form: { fields: { name: typed! }, materials: { 'M-HUKOU': 'attached' } } });
			await ask({ do: 'close', grip });
			return kept.do;
		},
		[formItem, `${name}${idNumber}${address}`, name] as const,
	);
	count(`picture: ${told}`);
}

async function booked(terminal: Page, lay: () => void, take: () => void, count: (what: string) => void): Promise<void> {
	await press(terminal, /^预约、改约/);
	await press(terminal, /^新约一个时间/);
	await terminal.locator('.booking-queues button').first().click();
	await terminal.locator('.booking-slot:not([disabled])').first().click({ timeout: 30_000 });
	await terminal.getByText('请放上身份证，约好这个时间').waitFor();
	await layUntil(terminal.locator('.booking-code, .frame .notice[data-tone="wait"]').first(), lay, take);
	count((await terminal.locator('.booking-code').count()) > 0 ? 'booking' : 'booking refused');
	take();
	await walkAway(terminal, 90_000);
}

async function askedAfter(terminal: Page, lay: () => void, take: () => void, count: (what: string) => void): Promise<void> {
	await press(terminal, /^我的办件到哪了/);
	await at(terminal, 'progress');
	await layUntil(terminal.locator('.summary').first(), lay, take);
	count('own matters');
	take();
	await walkAway(terminal, 90_000);
}

/** Called, looked at and served by the keys that a clerk presses. */
async function served(window: Page, count: (what: string) => void): Promise<void> {
	await window.keyboard.press('F1');
	await window.getByText('等人来').first().waitFor({ timeout: 30_000 });
	await window.keyboard.press('F2');
	await window.getByText('正在办理').first().waitFor({ timeout: 30_000 });
	await window.keyboard.press('F3');
	await window.getByText('正在办理').first().waitFor({ state: 'hidden', timeout: 30_000 });
	count('served');
}
