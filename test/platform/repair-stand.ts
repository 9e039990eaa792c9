/** A small store as a platform leaves it, and the ways in which a disk or a person may damage it. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import type { Copies } from '../../platform/repair/copies.ts';
import { openSoundFolder } from '../../platform/repair/open-sound.ts';
import type { Batch, HallStore, KeptOutcome } from '../../platform/storage/contract.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { databaseFile } from '../../platform/storage/sqlite-file.ts';
import { plan as planOfTests } from '../domain/small-hall.ts';
import { demoHall, epochOf, stamped, tuesdayMorning } from './fixture.ts';

export const hall = 'DEMO';
export const [olderDay, today] = ['2026-11-16', '2026-11-17'] as const;
const stations = ['T1', 'T2', 'W01'];
/** Small, so that hundreds of copies of the store are quickly made. */
export const smallPlan: HallPlan = { ...planOfTests, code: hall };
export const smallHall = { ...demoHall(2), plan: { ...demoHall(2).plan, code: hall } };

/** The stations begin a new line of commands each day. */
export const epochOfDay = (day: string) => epochOf(day === olderDay ? 'c' : 'a');

/** Event of a day; what it says differs from position to position. */
export function eventOf(day: string, position: number): HallEvent {
	const station = stations[position % stations.length]!;
	const more = { day, station, n: Math.ceil(position / stations.length), occurredAt: Date.parse(`${day}T02:00:00Z`) + position * 1_000 };
	return stamped(position, { name: 'help-called', body: { station } }, { ...more, epoch: epochOfDay(day) });
}
export const eventsOf = (day: string, count: number, after = 0) =>
	Array.from({ length: count }, (_, index) => eventOf(day, after + index + 1));

const folders: string[] = [];
export function freshFolder(): string {
	const made = mkdtempSync(join(tmpdir(), 'tidehall-repair-'));
	folders.push(made);
	return made;
}
export function removeFolders(): void {
	for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
}

/** Two days with outcomes of every kind, and records. `open`: left as a killed platform leaves it, with its write-ahead log. */
export async function smallStore(
	counts: { older: number; today: number } = { older: 40, today: 60 },
	folder = freshFolder(),
): Promise<string> {
	const store = openSqlite(folder);
	const plan = smallPlan;
	let refused = 0;
	for (const [day, count] of [
		[olderDay, counts.older],
		[today, counts.today],
	] as const) {
		await store.keepDay(hall, day, plan);
		for (let position = 1; position <= count; position += 2) {
			const events = eventsOf(day, Math.min(2, count - position + 1), position - 1);
			const outcomes: Batch['outcomes'] = events.map((event) => {
				const { n, epoch, station, position: at } = event;
				const outcome: KeptOutcome = { n, result: 'accepted', day, from: at, to: at };
				return { station, epoch, outcome };
			});
			if (position % 5 === 0)
				outcomes.push({
					...{ station: 'W02', epoch: epochOf('b') },
					outcome: { n: ++refused, result: 'refused', refusal: { code: 'nobody-waiting', params: {} } },
				});
			await store.commit({ hall, day, events, outcomes });
		}
	}
	await store.putRecords([
		{ kind: 'session', key: 'x', value: { staff: '1001', station: 'W01', begunAt: 1, endsAt: 2 } },
		{ kind: 'person-key', key: `${hall}/${today}`, value: 'AAAA' },
		...Array.from({ length: 12 }, (_, index) => ({ kind: 'some-book', key: `R${index}`, value: { slot: index, state: 'booked' } })),
	]);
	await store.close();
	return folder;
}

/** A copy of a folder's files in another one. */
export function copyOf(folder: string, to = freshFolder()): string {
	for (const entry of readdirSync(folder, { withFileTypes: true }))
		if (entry.isFile() && !entry.name.startsWith('in-use')) copyFileSync(join(folder, entry.name), join(to, entry.name));
	return to;
}

export function flipBit(folder: string, bit: number, file = databaseFile): void {
	const bytes = readFileSync(join(folder, file));
	bytes[bit >> 3]! ^= 1 << (bit & 7);
	writeFileSync(join(folder, file), bytes);
}

/** Changes rows as a person with a database tool could; S1's triggers are taken off and put back, so that nothing else shows it. */
export function byHand(folder: string, sql: string): void {
	const database = new DatabaseSync(join(folder, databaseFile));
	const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[];
	for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
	database.exec(sql);
	for (const trigger of triggers) database.exec(trigger.sql);
	database.close();
}

/** Every row of every table, as text. */
export function everything(folder: string): string {
	const database = new DatabaseSync(join(folder, databaseFile), { readOnly: true });
	try {
		const tables = ['hall_day', 'day_end', 'event', 'seat', 'outcome', 'record'];
		return JSON.stringify(
			tables.map((table) =>
				(database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[])
					// A plan that came from a copy says the same, perhaps in another order.
					.map(({ proof, ...row }) =>
						table === 'hall_day' ? { ...row, plan: canonicalJson(JSON.parse(String(row.plan))) } : { ...row, proof },
					)
					// What was noted of the damage.
					.filter(({ kind }: Record<string, unknown>) => kind !== 'damaged-day'),
			),
		);
	} finally {
		database.close();
	}
}

/** Numbers by chance, the same for the same seed (mulberry32). */
export function chanceOf(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

/** Starts on folders as the program does, for the tests of one file; what it opened is closed after each, and the folders go at the end. */
export function starter() {
	const open: HallStore[] = [];
	const said: string[] = [];
	const noted: string[] = [];
	afterEach(async () => {
		for (const store of open.splice(0)) await store.close();
	});
	afterAll(removeFolders);
	return {
		/** Told to people at the last start, and to the log. */
		said,
		noted,
		/** The store that was opened last. */
		last: () => open.at(-1),
		async start(folder: string, copies: readonly Copies[] = [], deep = false): Promise<HallStore> {
			said.length = 0;
			noted.length = 0;
			const note = (happening: string) => void noted.push(happening);
			const parts = {
				...{ plan: smallPlan, now: () => tuesdayMorning, copies: () => [...copies], say: (words: string) => void said.push(words) },
				log: { info: note, warn: note, error: note },
			};
			const store = await openSoundFolder(folder, parts, deep);
			open.push(store);
			return store;
		},
	};
}
