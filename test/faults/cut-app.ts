/**
 * Power cuts of the real app: its whole folder (profile with IndexedDB, journal, logs) lies on a file system that is shut down while events arrive
 * or while it gives out its own numbers. It starts again alone (the platform stands still) and must show and owe what it did; then the
 * platform goes on, and nothing may be missing anywhere.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { readSqlite } from '../../platform/storage/sqlite.ts';
import { startPlatform } from '../../scripts/platform-process.ts';
import { createRandom } from '../box/random.ts';
import { demoHallWith } from '../e2e/support/hall-folder.ts';
import { type Machine, startMachine } from '../e2e/support/machine.ts';
import { descendants } from '../e2e/support/machine-parts.ts';
import { takeNumberFor } from '../e2e/support/people-at-work.ts';
import { until } from '../e2e/support/until.ts';
import { type Damage, damageRows, damages } from './damage-rows.ts';
import { journalIn, type KeptDay, rowsIn, watchRows } from './kept-in-page.ts';
import { LoopDisk } from './loop-disk.ts';
import { passersBy } from './passers-by.ts';

export interface AppCuts {
	cuts: number;
	/** Of these: while the app was still starting; while it gave out own numbers without a platform; the rest while events arrived. */
	whileStarting: number;
	whileCutOff: number;
	/** Rows of IndexedDB that were called complete before their cut. */
	rowsAcknowledged: number;
	/** Rows that were there again when the app started alone. */
	rowsFound: number;
	/** Own numbers that people had been told. */
	numbersTold: number;
	/** Reports the journal owed before a cut. */
	reportsOwed: number;
	/** Stores that were damaged on the disk after a cut, and said so in the machine's log when the app started. */
	damaged: Partial<Record<Damage, number>>;
	/** In words, each with the cut it happened at. */
	losses: string[];
	milliseconds: number;
}

export interface AppCutPlan {
	cuts: number;
	seed: number;
	/**
	 * `relaxed`: what IndexedDB does by default. `end lost`: after each cut the end of its log is taken off the disk, as when it had never been synced. With
	 * both the cuts stop at the first loss seen: the proof that a loss is seen.
	 */
	durability: 'as it is' | 'relaxed' | 'end lost';
	/** Hears after each cut what was found so far: thirty of them take many minutes. */
	after?(soFar: AppCuts): void;
}

const megabytes = 700;
const home = '您好，今天想怎么开始？';
/** Of a machine that lost the day, and starts alone. */
const notOpen = '还没开始取号';
const item = /快办/;
/** What the machine's log says of a store that was lost or damaged. */
const said = ['page-store-end-cut', 'store-lost', 'store-damaged', 'store-open-failed', 'store-in-memory', 'store-write-failed'];

export async function cutAppPower({ cuts, seed, durability, after }: AppCutPlan): Promise<AppCuts> {
	const began = performance.now();
	const random = createRandom(seed);
	const result: AppCuts = {
		...{ cuts: 0, whileStarting: 0, whileCutOff: 0, rowsAcknowledged: 0, rowsFound: 0, numbersTold: 0, reportsOwed: 0 },
		...{ damaged: {}, losses: [], milliseconds: 0 },
	};
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-app-cuts-'));
	const hall = demoHallWith(join(folder, 'hall'), []);
	openEveryDay(hall);
	const data = join(folder, 'platform');
	const platform = await startPlatform({ hall, data, port: 0 });
	const disk = await LoopDisk.make(megabytes);
	const passers = await passersBy(platform.url);
	const machineFolder = join(disk.folder, 'machine');
	const choice = { platformUrl: platform.url, stations: 'T2,B1', hall, data: machineFolder, more: ['--stop-below-mb', '10'] };
	const standStill = (still: boolean) => void platform.child.kill(still ? 'SIGSTOP' : 'SIGCONT');
	const lose = (what: string) => void result.losses.push(`cut ${result.cuts}: ${what}`);
	let machine: Machine | null = null;
	let root: number | null = null;
	const startApp = async () => {
		const started = await startMachine(choice);
		root = started.app.process().pid ?? null;
		return started;
	};
	/** Numbers people went away with, of all lives. */
	const told = new Set<string>();
	try {
		machine = await startApp();
		await ready(machine);
		while (result.cuts < cuts && (durability === 'as it is' || result.losses.length === 0)) {
			const engine = await machine.face('engine.html');
			/** Highest position of the day that IndexedDB has called complete in this life. */
			let acknowledged = 0;
			await watchRows(
				engine,
				(positions) => {
					result.rowsAcknowledged += positions.length;
					acknowledged = Math.max(acknowledged, ...positions);
				},
				durability === 'relaxed' ? 'relaxed' : 'as it is',
			);
			const before = (await rowsIn(engine))?.events.length ?? 0;
			passers.go(15);
			await until('events arrive', () => acknowledged > before, 20_000);
			const kind = durability !== 'as it is' ? 'events' : random.pick(['events', 'events', 'cut off', 'cut off', 'starting'] as const);
			let owed: Awaited<ReturnType<typeof journalIn>> = [];
			if (kind === 'cut off') {
				result.whileCutOff += 1;
				await passers.stop();
				standStill(true);
				const terminal = await machine.face('terminal');
				await terminal.getByRole('button', { name: /不用身份证/ }).click();
				const number = await takeNumberFor(terminal, item);
				if (told.has(number)) lose(`${number} was given a second time`);
				told.add(number);
				result.numbersTold += 1;
				owed = await journalIn(engine);
				result.reportsOwed += owed.reduce((sum, seat) => sum + seat.owed.length, 0);
				await wait(random.between(0, 200));
			} else await wait(random.between(50, 900));
			if (kind === 'starting') {
				result.whileStarting += 1;
				// It is ended as power ends it, and the next start is what the cut comes into.
				await cut(disk, machine.app.process().pid!);
				result.cuts += 1;
				const starting = startMachine(choice);
				starting.catch(() => {});
				await wait(random.between(400, 4_000));
				const first = descendants(process.pid).find((pid) => commandLine(pid).includes(machineFolder) && parentOf(pid) === process.pid);
				if (first === undefined) throw new Error('the app that was starting is not there');
				await cut(disk, first);
				await starting
					.then(
						(late) => late.stop(),
						() => {},
					)
					.catch(() => {});
			} else await cut(disk, machine.app.process().pid!);
			result.cuts += 1;
			await passers.stop();
			standStill(true);
			const lastly = acknowledged;
			const damage = durability === 'as it is' && random.chance(0.25) ? random.pick(damages) : null;
			// Behind the back of what is compared below.
			if (durability === 'end lost') damageRows(join(machineFolder, 'profile'), 'log cut off', random);
			const damagedNow = damage !== null && damageRows(join(machineFolder, 'profile'), damage, random);

			const logged = logLines(machineFolder).length;
			machine = await startApp();
			const knowsTheDay = await shows(machine);
			if (!knowsTheDay && !damagedNow) lose('the terminal no longer knows that the day was opened');
			const page = await machine.face('engine.html');
			const alone = await rowsIn(page);
			const log = await logOf(data);
			if (damagedNow) {
				result.damaged[damage] = (result.damaged[damage] ?? 0) + 1;
				const lines = logLines(machineFolder).slice(logged);
				const whole = (alone?.events.length ?? 0) >= lastly && sameAs(alone, log);
				if (!whole && !lines.some((line) => said.some((code) => line.includes(`"${code}"`))))
					lose(`the store was damaged (${damage}), and nothing in the machine's log says so`);
			} else {
				result.rowsFound += alone?.events.length ?? 0;
				if ((alone?.events.length ?? 0) < lastly) lose(`IndexedDB had acknowledged ${lastly} rows and holds ${alone?.events.length ?? 0}`);
				if (alone && alone.events.length > 0 && !sameAs(alone, log)) lose('what IndexedDB holds is not what the platform said');
			}
			const owes = await journalIn(page);
			for (const seat of owed)
				for (const command of seat.owed)
					if (!owes.some((now) => now.station === seat.station && now.owed.some((kept) => isDeepStrictEqual(kept, command))))
						lose(`${seat.station} no longer owes ${command.name} ${command.n}`);

			// The platform goes on: everything is there in the end.
			standStill(false);
			await until(
				'the app holds the whole day and owes nothing',
				async () => {
					const [rows, seats, head] = [await rowsIn(page), await journalIn(page), (await logOf(data)).length];
					const inMemory = logLines(machineFolder)
						.slice(logged)
						.some((line) => line.includes('"store-in-memory"'));
					return (
						(inMemory || (rows?.events.length ?? 0) >= head) && seats.every((seat) => seat.owed.length === 0 && seat.openAsks.length === 0)
					);
				},
				60_000,
			).catch((cause) => lose(String(cause.message)));
			const now = await logOf(data);
			const issued = new Set(now.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : [])));
			for (const number of told) if (!issued.has(number)) lose(`${number} was told and is in no log`);
			const rows = await rowsIn(page);
			if (rows && rows.events.length > 0 && !sameAs(rows, await logOf(data))) lose('after the platform came back the rows are not its log');
			after?.(result);
		}
		await passers.close();
		await machine.stop().catch(() => {});
		machine = null;
		await checkDays(data, lose);
	} finally {
		standStill(false);
		await passers.close().catch(() => {});
		// Of an app that is gone nothing can be asked any more; why it went is told by what was thrown.
		if (machine && root !== null) for (const pid of [root, ...descendants(root)]) end(pid);
		platform.child.kill('SIGKILL');
		await until('nothing works on the disk any more', () => disk.remove().then(() => true), 20_000).catch(() => {});
		rmSync(folder, { recursive: true, force: true });
	}
	result.milliseconds = performance.now() - began;
	return result;
}

/** A machine that lost the day and starts alone goes by the hall's hours: on a Sunday it says that it is closed, and rightly so. */
function openEveryDay(hall: string): void {
	const text = readFileSync(hall, 'utf8');
	const open = text
		.replace(/^ +- \{ days: \[ sat \].*\n/m, '')
		.replace('days: [ mon, tue, wed, thu, fri ]', 'days: [ mon, tue, wed, thu, fri, sat, sun ]');
	if (!open.includes('sat, sun ]')) throw new Error('the hours of the demo hall are written otherwise');
	writeFileSync(hall, open);
}

/** After a cut: whether the terminal gives out numbers as before. */
async function shows(machine: Machine): Promise<boolean> {
	const terminal = await machine.face('terminal');
	await terminal.getByText(home).or(terminal.getByText(notOpen)).first().waitFor({ timeout: 60_000 });
	// What it read of the day may come a moment after the page.
	return terminal
		.getByText(home)
		.waitFor({ timeout: 5_000 })
		.then(
			() => true,
			() => false,
		);
}

/** The app shows a terminal that can be used. */
async function ready(machine: Machine): Promise<Page> {
	const terminal = await machine.face('terminal');
	await terminal
		.getByText(home)
		.waitFor({ timeout: 60_000 })
		.catch(async () => {
			throw new Error(`the terminal is not ready; it shows: ${await terminal.innerText('body').catch((cause) => String(cause))}`);
		});
	return terminal;
}

/** Power goes: every process of the app stands, the disk is no more, then it recovers as a machine that starts. */
async function cut(disk: LoopDisk, root: number): Promise<void> {
	const all = [root, ...descendants(root)];
	await disk.cutPower(...all);
	for (const pid of all) end(pid);
	await until('the disk is let go', () => disk.unmount().then(() => true), 20_000);
	await disk.mount();
}

function end(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It is gone already.
	}
}

function commandLine(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return '';
	}
}

function parentOf(pid: number): number {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
	} catch {
		return -1;
	}
}

function logLines(machineFolder: string): string[] {
	try {
		return readFileSync(join(machineFolder, 'logs', 'station.log'), 'utf8')
			.split('\n')
			.filter(Boolean);
	} catch {
		return [];
	}
}

async function logOf(data: string): Promise<HallEvent[]> {
	const store = readSqlite(data);
	try {
		const [today] = (await store.days()).slice(-1);
		return today ? await store.read(today.hall, today.day, 0, 1_000_000) : [];
	} finally {
		await store.close();
	}
}

function sameAs(kept: KeptDay | null, log: HallEvent[]): boolean {
	return kept?.events.every((event, index) => isDeepStrictEqual(event, log[index])) ?? false;
}

async function checkDays(data: string, lose: (what: string) => void): Promise<void> {
	const store = readSqlite(data);
	try {
		for (const { hall, day, plan, head } of await store.days())
			for (const { rule, position, text } of checkLog(plan, day, await store.read(hall, day, 0, head)).violations)
				lose(`${day} ${position}: ${rule} ${text}`);
	} finally {
		await store.close();
	}
}
