/**
 * One bit flipped, the file cut, rows changed by hand: of real SQLite files, hundreds of times. Whatever is done, the store says so, or all that is in
 * it is what it was.
 */
import { copyFileSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { damageInWords, lookOver } from '../../platform/repair/look-over.ts';
import { endMarkFile } from '../../platform/storage/end-mark.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { databaseFile } from '../../platform/storage/sqlite-file.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import {
	byHand,
	chanceOf,
	copyOf,
	eventsOf,
	everything,
	flipBit,
	freshFolder,
	hall,
	olderDay,
	removeFolders,
	smallStore,
	today,
} from './repair-stand.ts';

/** What the program finds when it is started on this folder and looks everything over; `null` = nothing. */
async function findings(folder: string): Promise<string | null> {
	try {
		const store = openSqlite(folder);
		try {
			const { days, rows } = await lookOver(store);
			const words = [...days.flatMap(({ damage }) => damage.map(damageInWords)), ...rows.map(({ table, what }) => `${table} ${what}`)];
			return words.length > 0 ? words.join('; ') : null;
		} finally {
			await store.close();
		}
	} catch (cause) {
		// Nothing but the store's own words may come out of it.
		if (cause instanceof StoreFailure) return `${cause.code}: ${cause.message}`;
		throw cause;
	}
}

let sound: string;
let content: string;
beforeAll(async () => {
	sound = await smallStore();
	content = everything(sound);
});
afterAll(removeFolders);

/** Tries each change on a fresh copy; answers how many were found, how many did nothing, and those that went unnoticed. */
async function tryAll<T>(from: string, changes: readonly T[], change: (folder: string, each: T) => void, same = content) {
	const counted = { found: 0, harmless: 0, silent: [] as T[] };
	const folder = freshFolder();
	for (const each of changes) {
		copyOf(from, folder);
		for (const left of ['-wal', '-shm']) if (!from.includes('open')) rmSync(join(folder, `${databaseFile}${left}`), { force: true });
		change(folder, each);
		if ((await findings(folder)) !== null) counted.found += 1;
		else if (everything(folder) === same) counted.harmless += 1;
		else counted.silent.push(each);
	}
	return counted;
}

describe('S1 one flipped bit', () => {
	test('anywhere in the file is found, or all that is stored is what it was', async () => {
		const { length } = readFileSync(join(sound, databaseFile));
		const chance = chanceOf(4);
		const bits = Array.from({ length: 400 }, () => chance(length * 8));
		const { found, harmless, silent } = await tryAll(sound, bits, flipBit);
		expect(silent).toEqual([]);
		expect(found).toBeGreaterThan(130);
		expect(found + harmless).toBe(400);
	}, 120_000);

	test('in the head of the file and at the beginning of every page is found, or does nothing', async () => {
		const { length } = readFileSync(join(sound, databaseFile));
		const chance = chanceOf(5);
		const head = Array.from({ length: 100 }, (_, byte) => byte * 8 + chance(8));
		const pages = Array.from({ length: length / 4096 }, (_, page) =>
			Array.from({ length: 12 }, (_each, byte) => (page * 4096 + (page === 0 ? 100 : 0) + byte) * 8 + chance(8)),
		).flat();
		const { found, harmless, silent } = await tryAll(sound, [...head, ...pages], flipBit);
		expect(silent).toEqual([]);
		expect(found).toBeGreaterThan(100);
		expect(harmless).toBeGreaterThan(10);
	}, 120_000);

	test('that leaves valid JSON inside an event is located to the event', async () => {
		const bytes = readFileSync(join(sound, databaseFile));
		// The minute of a time: a digit becomes another digit, and everything can still be read.
		const at = bytes.indexOf(`"occurredAt":${eventsOf(today, 17)[16]!.occurredAt}`) + '"occurredAt":'.length + 9;
		const folder = copyOf(sound);
		flipBit(folder, at * 8);
		expect(await findings(folder)).toBe(`${today}: event 17 is not what was written (changed, or put in the place of another)`);
		const store = openSqlite(folder);
		await expect(store.read(hall, today, 0, 100)).rejects.toMatchObject({
			code: 'corrupt',
			message: expect.stringContaining(`event 17 of ${today}`),
		});
		expect(await store.read(hall, today, 0, 16)).toEqual(eventsOf(today, 16));
		expect(await store.read(hall, olderDay, 0, 100)).toHaveLength(40);
		await store.close();
	});
});

describe('a truncated file', () => {
	test('of whatever length is found', async () => {
		const { length } = readFileSync(join(sound, databaseFile));
		const chance = chanceOf(6);
		const edges = Array.from({ length: length / 4096 }, (_, page) => [page * 4096, page * 4096 + 1])
			.flat()
			.slice(1);
		const lengths = [...edges, ...Array.from({ length: 60 }, () => 1 + chance(length - 1))];
		const { found, harmless, silent } = await tryAll(sound, lengths, (folder, to) => truncateSync(join(folder, databaseFile), to));
		expect(silent).toEqual([]);
		expect(found).toBe(lengths.length);
		expect(harmless).toBe(0);
	}, 240_000);

	test('of no length at all, or gone, is found by what stands beside it', async () => {
		const emptied = copyOf(sound);
		truncateSync(join(emptied, databaseFile), 0);
		expect(await findings(emptied)).toContain(`${today}: events 1 to 60 are missing`);
		const gone = copyOf(sound);
		rmSync(join(gone, databaseFile));
		expect(await findings(gone)).toContain(`${today}: events 1 to 60 are missing`);
	});
});

describe('the write-ahead log of a platform that was killed', () => {
	let open: string;
	let whole: string;
	beforeAll(async () => {
		open = freshFolder();
		const from = await smallStore({ older: 10, today: 10 });
		const store = openSqlite(from);
		for (let position = 11; position <= 30; position += 1)
			await store.commit({ hall, day: today, events: eventsOf(today, 1, position - 1), outcomes: [] });
		// As the disk is at the instant of the kill.
		for (const file of [databaseFile, `${databaseFile}-wal`, endMarkFile]) copyFileSync(join(from, file), join(open, file));
		await store.close();
		whole = everything(from);
	});
	const tried = async <T>(changes: readonly T[], change: (folder: string, each: T) => void) => {
		const counted = { found: 0, harmless: 0, silent: [] as T[] };
		for (const each of changes) {
			const folder = copyOf(open);
			change(folder, each);
			if ((await findings(folder)) !== null) counted.found += 1;
			else if (everything(folder) === whole) counted.harmless += 1;
			else counted.silent.push(each);
			rmSync(folder, { recursive: true });
		}
		return counted;
	};

	test('is read whole when nothing happened to it', async () => {
		expect(await tried([0], () => {})).toEqual({ found: 0, harmless: 1, silent: [] });
	});

	test('with a flipped bit would lose its end without a word from SQLite: it is found', async () => {
		const { length } = readFileSync(join(open, `${databaseFile}-wal`));
		const chance = chanceOf(7);
		const bits = Array.from({ length: 120 }, () => chance(length * 8));
		const { found, silent } = await tried(bits, (folder, bit) => flipBit(folder, bit, `${databaseFile}-wal`));
		expect(silent).toEqual([]);
		expect(found).toBeGreaterThan(90);
	}, 240_000);

	test('cut at any length, or gone, is found', async () => {
		const { length } = readFileSync(join(open, `${databaseFile}-wal`));
		const chance = chanceOf(8);
		const lengths = [0, ...Array.from({ length: 60 }, () => chance(length))];
		const { silent, found } = await tried(lengths, (folder, to) => truncateSync(join(folder, `${databaseFile}-wal`), to));
		expect(silent).toEqual([]);
		expect(found).toBeGreaterThan(50);
	}, 240_000);

	test('a bit flipped in the note of the end does no harm', async () => {
		const { length } = readFileSync(join(open, endMarkFile));
		const chance = chanceOf(9);
		const bits = Array.from({ length: 60 }, () => chance(length * 8));
		expect(await tried(bits, (folder, bit) => flipBit(folder, bit, endMarkFile))).toEqual({ found: 0, harmless: 60, silent: [] });
	}, 240_000);
});

describe('S1 rows changed by hand', () => {
	const of = (day: string) => `hall = '${hall}' AND day = '${day}'`;
	test.each([
		[
			'an event is changed',
			`UPDATE event SET event = replace(event, '"T1"', '"T2"') WHERE ${of(today)} AND position = 21`,
			'event 21 is not',
		],
		['an event is no event any more', `UPDATE event SET event = '{' WHERE ${of(today)} AND position = 9`, 'event 9 cannot be read'],
		['an event is taken out', `DELETE FROM event WHERE ${of(today)} AND position = 30`, 'event 30 is missing'],
		['the last events are taken off', `DELETE FROM event WHERE ${of(today)} AND position > 55`, 'events 56 to 60 are missing'],
		['the first event is taken off', `DELETE FROM event WHERE ${of(olderDay)} AND position = 1`, `${olderDay}: event 1 is missing`],
		[
			'the last events are taken off, and the end moved with them',
			`DELETE FROM event WHERE ${of(today)} AND position > 55; UPDATE day_end SET head = 55, chain = (SELECT chain FROM event WHERE ${of(today)} AND position = 55) WHERE ${of(today)}`,
			'events 56 to 60 are missing',
		],
		[
			'two events change places',
			`UPDATE event SET event = CASE position WHEN 7 THEN (SELECT event FROM event WHERE ${of(today)} AND position = 8) ELSE (SELECT event FROM event WHERE ${of(today)} AND position = 7) END WHERE ${of(today)} AND position IN (7, 8)`,
			'event 7 is not',
		],
		[
			'an event is put in at the end',
			`INSERT INTO event SELECT hall, day, 61, event, chain FROM event WHERE ${of(today)} AND position = 60`,
			'event 61',
		],
		['the end is moved forward', `UPDATE day_end SET head = 61 WHERE ${of(today)}`, 'where the log ends is damaged'],
		[
			'the end has another chain value',
			`UPDATE day_end SET chain = 'f' || substr(chain, 2) WHERE ${of(today)}`,
			'where the log ends is damaged',
		],
		[
			'a chain value in the middle is changed',
			`UPDATE event SET chain = 'x' WHERE ${of(today)} AND position = 12`,
			'proved by those after it',
		],
		['the last chain value is changed', `UPDATE event SET chain = 'x' WHERE ${of(today)} AND position = 60`, 'proved by those after it'],
		[
			'the plan is changed',
			`UPDATE hall_day SET plan = replace(plan, 'configVersion', 'configversion') WHERE ${of(today)}`,
			'the plan of this day',
		],
		['the day itself is gone', `PRAGMA foreign_keys=OFF; DELETE FROM hall_day WHERE ${of(today)}`, 'not the day itself'],
		['the note of the end is gone', `DELETE FROM day_end WHERE ${of(olderDay)}`, 'not the day itself'],
		[
			'an outcome is changed',
			`UPDATE outcome SET outcome = replace(outcome, 'accepted', 'refused') WHERE station = 'T2' AND n = 3`,
			'outcome DEMO T2 3',
		],
		['an outcome is gone', `DELETE FROM outcome WHERE station = 'T2' AND n = 3`, 'outcome DEMO T2 3 (gone)'],
		['the last outcome is gone', `DELETE FROM outcome WHERE station = 'T2' AND n = (SELECT n FROM seat WHERE station = 'T2')`, '(gone)'],
		['a seat has another number', `UPDATE seat SET n = n - 1 WHERE station = 'T2'`, 'seat DEMO T2'],
		['a seat is gone', `DELETE FROM seat WHERE station = 'T2'`, 'seat DEMO T2 (gone)'],
		['a record is changed', `UPDATE record SET value = replace(value, '1001', '1002') WHERE kind = 'session'`, 'record session'],
		['a record is put under another key', `UPDATE record SET key = 'y' WHERE kind = 'session'`, 'record session'],
	])('%s', async (_what, sql, words) => {
		const folder = copyOf(sound);
		byHand(folder, sql);
		expect(await findings(folder)).toContain(words);
	});

	test('a whole day is written anew, with a chain that fits: the note beside the database tells', async () => {
		const folder = copyOf(sound);
		const other = await smallStore({ older: 40, today: 60 });
		byHand(
			folder,
			`UPDATE day_end SET head = 58, chain = '${'a'.repeat(64)}' WHERE ${of(today)}; DELETE FROM event WHERE ${of(today)} AND position > 58`,
		);
		expect(await findings(folder)).toContain('missing');
		expect(await findings(other)).toBeNull();
	});

	test('S1 a rule of the tables is changed in the file', async () => {
		const bytes = readFileSync(join(sound, databaseFile));
		const folder = copyOf(sound);
		flipBit(folder, (bytes.indexOf('BEFORE UPDATE ON event') + 'BEFORE UPDATE ON '.length) * 8 + 1);
		expect(await findings(folder)).toMatch(/^corrupt: /);
	});
});
