/** What becomes of a damaged store: mended from a copy that proves itself, or refused in words; and never deleted. */
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { chainStart, continueChain } from '../../domain/day-hash.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import { copiesInFolder, copiesOfCentre, copiesOfPeer, copyInOrder } from '../../platform/repair/copies.ts';
import { lookOver } from '../../platform/repair/look-over.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { databaseFile } from '../../platform/storage/sqlite-file.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { openCentre } from '../centre/open-centre.ts';
import { openPlatform } from './open-platform.ts';
import {
	byHand,
	chanceOf,
	copyOf,
	eventOf,
	eventsOf,
	everything,
	flipBit,
	freshFolder,
	hall,
	olderDay,
	smallHall,
	smallPlan,
	smallStore,
	starter,
	today,
} from './repair-stand.ts';

const plan = smallPlan;
let sound: string;
let content: string;
beforeAll(async () => {
	sound = await smallStore();
	content = everything(sound);
});
const { start, last, said, noted } = starter();
const asideOf = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('damaged-'));
const changeOf = (day: string, position: number) =>
	`UPDATE event SET event = replace(event, '"T1"', '"T2"') WHERE hall = '${hall}' AND day = '${day}' AND position = ${position}`;
/** A store that holds these events of today, and nothing else. */
async function copyWith(count: number, event = eventOf): Promise<string> {
	const folder = freshFolder();
	const store = openSqlite(folder);
	await store.keepDay(hall, today, plan);
	await store.commit({ hall, day: today, events: Array.from({ length: count }, (_, index) => event(today, index + 1)), outcomes: [] });
	await store.close();
	return folder;
}
function damaged(sql: string): string {
	const folder = copyOf(sound);
	byHand(folder, sql);
	return folder;
}

describe('a platform that starts on a damaged day', () => {
	test('mends it from a backup, keeps what was there byte for byte, and goes on', async () => {
		const folder = damaged(changeOf(today, 21));
		const before = readFileSync(join(folder, databaseFile));
		const store = await start(folder, [copiesInFolder(sound)]);
		expect(await store.read(hall, today, 0, 100)).toEqual(eventsOf(today, 60));
		expect(said).toEqual([
			`The store is damaged: ${today}: event 21 is not what was written (changed, or put in the place of another).`,
			`${today}: event 21 is not what was written (changed, or put in the place of another). Mended from ${sound}.`,
			expect.stringMatching(/^What was in the data folder before is kept in .*damaged-2026-11-17T02-00-00;/),
		]);
		expect(noted).toContain('day-mended');
		await store.commit({ hall, day: today, events: [eventOf(today, 61)], outcomes: [] });
		const [aside] = asideOf(folder);
		expect(readFileSync(join(folder, aside!, databaseFile)).equals(before)).toBe(true);
		expect(existsSync(join(folder, 'mending'))).toBe(false);
		expect(await lookOver(store)).toEqual({ days: [], rows: [] });
	});

	test('is mended to the very rows that were there, outcomes and records with them', async () => {
		const folder = damaged(changeOf(today, 60));
		await (await start(folder, [copiesInFolder(sound)])).close();
		expect(everything(folder)).toBe(content);
		expect(await start(folder)).toBeDefined();
		expect(asideOf(folder)).toHaveLength(1);
	});

	test('refuses it when there is no copy, says which event and what to do, and changes nothing', async () => {
		const folder = damaged(changeOf(today, 21));
		const before = readFileSync(join(folder, databaseFile));
		await expect(start(folder)).rejects.toMatchObject({
			code: 'corrupt',
			message: expect.stringMatching(/event 21 is not what was written.*--repair-from.*接管/),
		});
		expect(readFileSync(join(folder, databaseFile)).equals(before)).toBe(true);
		expect(asideOf(folder)).toEqual([]);
		expect(existsSync(join(folder, 'mending'))).toBe(false);
		// The folder is free again: a second try may bring a copy.
		await start(folder, [copiesInFolder(sound)]);
	});

	test('refuses a copy that ends earlier than the log did, even after the damage', async () => {
		const folder = damaged(changeOf(today, 21));
		const short = await copyWith(59);
		await expect(start(folder, [copiesInFolder(short)])).rejects.toThrow(/it ends at event 59, and the log went to 60/);
		const longer = await copyWith(75);
		await start(folder, [copiesInFolder(short), copiesInFolder(longer)]);
		expect(said[1]).toContain(`Mended from ${longer}`);
		expect((await last()!.heads(hall, today))[0]?.head).toBe(60);
	});

	test('refuses a copy that is another log before the damage, or after it', async () => {
		const other = (from: number) => (day: string, position: number) => ({
			...eventOf(day, position),
			...(position >= from ? { staff: '1009' } : {}),
		});
		const folder = damaged(changeOf(today, 21));
		await expect(start(folder, [copiesInFolder(await copyWith(60, other(5)))])).rejects.toThrow(/it differs within the first 20 events/);
		await expect(start(folder, [copiesInFolder(await copyWith(60, other(40)))])).rejects.toThrow(/it differs after event 20/);
		await expect(start(folder, [copiesInFolder(await copyWith(60, other(21)))])).rejects.toThrow(/it differs after event 20/);
	});

	test('takes from a copy that is damaged itself only what that can prove', async () => {
		const folder = damaged(changeOf(today, 21));
		const alsoDamaged = copyOf(sound);
		byHand(alsoDamaged, changeOf(today, 30));
		await expect(start(folder, [copiesInFolder(alsoDamaged)])).rejects.toThrow(/it ends at event 29/);
		const later = damaged(`DELETE FROM event WHERE day = '${today}' AND position = 1`);
		byHand(later, 'DELETE FROM record');
		await expect(start(folder, [copiesInFolder(later)])).rejects.toThrow(/it ends at event 0/);
	});

	test('the last events are gone, and the store itself does not know: the note beside it does', async () => {
		const folder = damaged(
			`DELETE FROM event WHERE day = '${today}' AND position > 55; UPDATE day_end SET head = 55, chain = (SELECT chain FROM event WHERE day = '${today}' AND position = 55) WHERE day = '${today}'`,
		);
		await expect(start(folder)).rejects.toThrow(/events 56 to 60 are missing/);
		await start(folder, [copiesInFolder(sound)]);
		expect(await last()!.read(hall, today, 0, 100)).toEqual(eventsOf(today, 60));
	});

	test.each([
		['a chain value', `UPDATE event SET chain = 'x' WHERE day = '${today}' AND position = 12`],
		['the last chain value', `UPDATE event SET chain = 'x' WHERE day = '${today}' AND position = 60`],
		['the note of the end', `UPDATE day_end SET head = 61 WHERE day = '${today}'`],
	])('%s alone: the events prove themselves, and no copy is needed', async (_what, sql) => {
		const folder = damaged(sql);
		await (await start(folder)).close();
		expect(said[1]).toContain('Mended from its own rows');
		expect(everything(folder)).toBe(content);
	});

	test('a row that was put in at the end is left out, and told', async () => {
		const folder = damaged(`INSERT INTO event SELECT hall, day, 61, event, chain FROM event WHERE day = '${today}' AND position = 60`);
		await (await start(folder)).close();
		expect(said[0]).toContain('event 61');
		expect(noted).toContain('rows-of-no-day-left-out');
		expect(everything(folder)).toBe(content);
	});

	test('its plan is damaged: taken from the copy, or from another day with the same version', async () => {
		const sql = `UPDATE hall_day SET plan = replace(plan, 'configVersion', 'configversion') WHERE day = '${today}'`;
		for (const copies of [[copiesInFolder(sound)], []]) {
			const folder = damaged(sql);
			const store = await start(folder, copies);
			expect((await store.day(hall, today))?.plan).toEqual(plan);
		}
	});

	test('the order to take over that a station gave is a copy too', async () => {
		const folder = damaged(changeOf(today, 60));
		const order = {
			version: 1,
			hall,
			platform: 'P1',
			by: null,
			reason: 'x',
			at: 1,
			after: { number: 1, platform: 'P1' },
			day: today,
		} as const;
		await expect(start(folder, [copyInOrder({ ...order, events: eventsOf(today, 59), series: {} })])).rejects.toThrow(
			/it ends at event 59/,
		);
		await start(folder, [copyInOrder({ ...order, events: eventsOf(today, 60), series: {} })]);
		expect(await last()!.read(hall, today, 59, 1)).toEqual([eventOf(today, 60)]);
	});
});

describe('an older day that is damaged', () => {
	test('does not keep the platform from today: it is left as it is, told, and noted for the next start', async () => {
		const folder = damaged(changeOf(olderDay, 12));
		const store = await start(folder);
		expect(said[0]).toContain(`${olderDay}: event 12 is not what was written`);
		expect(said[1]).toContain('the platform goes on without that day');
		expect(noted).toContain('day-stays-damaged');
		expect(await store.read(hall, today, 0, 100)).toHaveLength(60);
		await expect(store.read(hall, olderDay, 0, 100)).rejects.toMatchObject({ code: 'corrupt' });
		expect(await store.read(hall, olderDay, 0, 11)).toHaveLength(11);
		expect((await store.records('damaged-day')).map(({ key }) => key)).toEqual([`${hall}/${olderDay}`]);
		await store.close();
		const again = await start(folder, [copiesInFolder(sound)]);
		expect(await again.read(hall, olderDay, 0, 100)).toEqual(eventsOf(olderDay, 40));
	});
});

describe('a file that SQLite cannot read any more in parts', () => {
	test('is saved row by row, and completed from a copy', async () => {
		const { length } = readFileSync(join(sound, databaseFile));
		let mended = 0;
		for (let page = 1; page < length / 4096; page += 3) {
			const folder = copyOf(sound);
			const bytes = readFileSync(join(folder, databaseFile));
			bytes.fill(0, page * 4096, (page + 1) * 4096);
			writeFileSync(join(folder, databaseFile), bytes);
			try {
				const store = await start(folder, [copiesInFolder(sound)]);
				expect(await store.read(hall, today, 0, 100)).toEqual(eventsOf(today, 60));
				expect(await store.read(hall, olderDay, 0, 100)).toEqual(eventsOf(olderDay, 40));
				expect(await lookOver(store)).toEqual({ days: [], rows: [] });
				mended += 1;
			} catch (cause) {
				// Where records were lost nobody can say which: that is refused, and nothing was touched.
				expect(cause).toMatchObject({ code: 'corrupt' });
				expect(readFileSync(join(folder, databaseFile)).equals(bytes)).toBe(true);
			}
		}
		expect(mended).toBeGreaterThan(3);
	});

	test('is refused in words when nothing of it can be read, or it is gone', async () => {
		const folder = copyOf(sound);
		writeFileSync(join(folder, databaseFile), 'this is no database'.repeat(1_000));
		await expect(start(folder, [copiesInFolder(sound)])).rejects.toThrow(
			/nothing of it can be read.*Put a backup of the whole data folder/,
		);
		rmSync(join(folder, databaseFile));
		await expect(start(folder, [copiesInFolder(sound)])).rejects.toThrow(/hall.sqlite is gone/);
		expect(existsSync(join(folder, databaseFile))).toBe(false);
	});

	test.each([
		['with a backup beside it', true],
		['with no copy at all', false],
	])(
		'one flipped bit, wherever, %s: all is mended to what it was, or refused in words',
		async (_how, backup) => {
			const { length } = readFileSync(join(sound, databaseFile));
			const chance = chanceOf(10);
			const ends = { mended: 0, nothing: 0, refused: 0, left: 0 };
			const copies = () => (backup ? [copiesInFolder(sound)] : []);
			for (let round = 0; round < 45; round += 1) {
				const folder = copyOf(sound);
				flipBit(folder, chance(length * 8));
				const bytes = readFileSync(join(folder, databaseFile));
				let failed: unknown = null;
				try {
					const store = await start(folder, copies());
					const deep = (await lookOver(store)).rows.length > 0;
					await store.close();
					if (deep) await (await start(folder, copies(), true)).close();
				} catch (cause) {
					failed = cause;
				}
				if (noted.includes('day-stays-damaged')) {
					// An older day, and nobody has a copy: it is told, and today goes on.
					expect(backup).toBe(false);
					ends.left += 1;
				} else if (failed) {
					expect(failed).toBeInstanceOf(StoreFailure);
					expect(bytes.length).toBe(readFileSync(join(folder, databaseFile)).length);
					ends.refused += 1;
				} else {
					expect(everything(folder) === content, `round ${round}`).toBe(true);
					ends[asideOf(folder).length > 0 ? 'mended' : 'nothing'] += 1;
				}
				rmSync(folder, { recursive: true });
			}
			expect(ends.mended).toBeGreaterThan(backup ? 9 : 6);
			expect(ends.refused).toBeLessThan(ends.mended);
		},
		120_000,
	);
});

describe('copies that are asked over the network', () => {
	/** A store in memory with the same today. */
	async function memoryWith(count: number) {
		const store = new MemoryStore();
		await store.keepDay(hall, today, plan);
		await store.commit({ hall, day: today, events: eventsOf(today, count), outcomes: [] });
		return store;
	}

	test('another platform of the hall gives what it can prove, to whoever has the token', async () => {
		const token = 'p'.repeat(40);
		const store = await memoryWith(700);
		const peer = await openPlatform({ hall: smallHall, store, peersToken: token, as: 'P2' });
		try {
			const [copy] = await copiesOfPeer({ id: 'P2', url: peer.url }, token).day(hall, today);
			expect(copy?.events).toEqual(eventsOf(today, 700));
			expect(copy?.plan?.code).toBe(hall);
			await expect(copiesOfPeer({ id: 'P2', url: peer.url }, 'q'.repeat(40)).day(hall, today)).rejects.toThrow(/token/);
			const folder = damaged(changeOf(today, 33));
			await start(folder, [copiesOfPeer({ id: 'P2', url: peer.url }, token)]);
			expect(said[1]).toContain('Mended from platform P2');
			expect(await last()!.read(hall, today, 0, 100)).toEqual(eventsOf(today, 60));
		} finally {
			await peer.end();
		}
	});

	test('the centre gives a hall its own days back, and no other hall', async () => {
		const centre = await openCentre();
		try {
			await centre.ask('PUT', `/api/centre/v1/halls/${hall}/days/${today}`, { plan });
			let hash = chainStart;
			for (let from = 1; from <= 60; from += 20) {
				const events = eventsOf(today, 20, from - 1);
				hash = continueChain(hash, events, sha256);
				await centre.ask('POST', `/api/centre/v1/halls/${hall}/days/${today}/events`, { from, events, hash });
			}
			const other = await centre.ask('GET', `/api/centre/v1/halls/${hall}/days/${today}/events`, undefined, centre.tokens.OTHER);
			expect(other.status).toBe(403);
			const folder = damaged(changeOf(today, 60));
			const store = await start(folder, [copiesOfCentre({ url: centre.url, token: centre.tokens.DEMO })]);
			expect(said[1]).toContain('Mended from the centre');
			expect(await store.read(hall, today, 0, 100)).toEqual(eventsOf(today, 60));
			expect(await copiesOfCentre({ url: centre.url, token: centre.tokens.DEMO }).day(hall, '2026-11-15')).toEqual([]);
		} finally {
			await centre.close();
		}
	});

	test('nobody answers: the refusal says so of each', async () => {
		const folder = damaged(changeOf(today, 60));
		const gone = 'http://127.0.0.1:9';
		await expect(
			start(folder, [copiesOfPeer({ id: 'P2', url: gone }, 'p'.repeat(40)), copiesOfCentre({ url: gone, token: 'x' })]),
		).rejects.toThrow(/platform P2: it does not answer.*the centre: it does not answer/);
	});
});

test('a backup that is named is only read: not a byte of it changes, also when it lies open in its write-ahead log', async () => {
	const backup = copyOf(sound);
	const bytes = readFileSync(join(backup, databaseFile));
	await start(damaged(changeOf(today, 21)), [copiesInFolder(join(backup, databaseFile))]);
	expect(readFileSync(join(backup, databaseFile)).equals(bytes)).toBe(true);
	expect(readdirSync(backup).sort()).toEqual(
		readdirSync(sound)
			.filter((name) => !name.startsWith('in-use'))
			.sort(),
	);
	expect(() => copiesInFolder(join(backup, 'none'))).toThrow(/there is nothing at/);
	expect(() => copiesInFolder(freshFolder())).toThrow(/is no data folder/);
});

test('I-22 the write-ahead log of a killed platform was damaged: it is kept as it was found', async () => {
	const from = await smallStore({ older: 4, today: 10 });
	const store = openSqlite(from);
	await store.commit({ hall, day: today, events: eventsOf(today, 5, 10), outcomes: [] });
	const folder = copyOf(from);
	await store.close();
	const log = `${databaseFile}-wal`;
	truncateSync(join(folder, log), readFileSync(join(folder, log)).length - 100);
	const found = readFileSync(join(folder, log));
	await start(folder, [copiesInFolder(from)]);
	expect(said[0]).toContain('events 11 to 15 are missing');
	expect(readFileSync(join(folder, asideOf(folder)[0]!, `${databaseFile}-wal-as-found`)).equals(found)).toBe(true);
	expect(new DatabaseSync(join(folder, databaseFile), { readOnly: true }).prepare('SELECT count(*) AS n FROM event').get()).toEqual({
		n: 19,
	});
});
