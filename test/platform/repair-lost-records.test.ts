/** A record that went away in whole: found at the start, mended from a copy that proves itself, left out where nobody is worse off, else refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { copiesInFolder } from '../../platform/repair/copies.ts';
import { lookOver } from '../../platform/repair/look-over.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { byHand, copyOf, everything, smallStore, starter } from './repair-stand.ts';

let sound: string;
let content: string;
beforeAll(async () => {
	sound = await smallStore();
	content = everything(sound);
});
const { start, said, noted } = starter();
function damaged(sql: string): string {
	const folder = copyOf(sound);
	byHand(folder, sql);
	return folder;
}
const lose = (kind: string, keys: string) => `DELETE FROM record WHERE kind = '${kind}' AND key ${keys}`;

describe('a record that is gone in whole', () => {
	test('is found at the start, and without a copy the platform does not start', async () => {
		const folder = damaged(lose('some-book', "= 'R3'"));
		await expect(start(folder)).rejects.toMatchObject({
			code: 'corrupt',
			message: expect.stringMatching(/1 record of the kind some-book is gone.*--repair-from/),
		});
		expect(said[0]).toBe('The store is damaged: 1 record of the kind some-book is gone.');
	});

	test.each([
		['one', "= 'R3'"],
		['two', "IN ('R3', 'R7')"],
		['all of its kind', "LIKE 'R%'"],
	])('comes back from a backup: %s', async (_how, keys) => {
		const folder = damaged(lose('some-book', keys));
		const store = await start(folder, [copiesInFolder(sound)]);
		expect(noted).toContain('record-from-copy');
		expect(said.join(' ')).toMatch(/taken from .*, and proves itself/);
		expect(await lookOver(store)).toEqual({ days: [], rows: [] });
		await store.close();
		expect(everything(folder)).toBe(content);
	});

	test('is taken only as it was written: a backup in which it was another one is refused', async () => {
		const folder = copyOf(sound);
		const store = openSqlite(folder);
		await store.putRecord('some-book', 'R3', { slot: 3, state: 'cancelled' });
		await store.close();
		byHand(folder, lose('some-book', "= 'R3'"));
		await expect(start(folder, [copiesInFolder(sound)])).rejects.toThrow(/1 record of the kind some-book is gone/);
	});

	test('is told from those that were taken out since the backup was made', async () => {
		const folder = copyOf(sound);
		const store = openSqlite(folder);
		await store.deleteRecord('some-book', 'R1');
		await store.deleteRecord('some-book', 'R2');
		await store.close();
		byHand(folder, lose('some-book', "IN ('R5', 'R6')"));
		const mended = await start(folder, [copiesInFolder(sound)]);
		expect((await mended.records('some-book')).map(({ key }) => key)).toEqual([
			'R0',
			'R10',
			'R11',
			'R3',
			'R4',
			'R5',
			'R6',
			'R7',
			'R8',
			'R9',
		]);
	});

	test('comes from another platform that says what it holds', async () => {
		const folder = damaged(lose('some-book', "= 'R3'"));
		const peer = {
			...{ name: 'platform P2', day: async () => [] },
			records: async () => [
				{ key: 'R99', value: 'of another time' },
				{ key: 'R3', value: { slot: 3, state: 'booked' } },
			],
		};
		const store = await start(folder, [peer]);
		expect(await store.record('some-book', 'R3')).toEqual({ slot: 3, state: 'booked' });
		expect(said.join(' ')).toContain('taken from platform P2, and proves itself');
	});

	test('that each platform seals for itself is fetched again from one that holds it; where it holds fewer, it is refused', async () => {
		const kind = 'complaint-note/DEMO/PJ-1';
		const folder = copyOf(sound);
		const store = openSqlite(folder);
		await store.putRecords(['a', 'b', 'c'].map((key) => ({ kind, key, value: { box: key } })));
		await store.close();
		byHand(folder, lose(kind, "IN ('a', 'b')"));
		const peer = (held: string[]) => ({
			name: 'platform P2',
			day: async () => [],
			fetchedAgain: async (of: string) => (of === kind ? held : []),
		});
		await expect(start(folder, [peer(['b', 'c'])])).rejects.toThrow(/2 records of the kind complaint-note.*are gone/);
		const mended = await start(folder, [peer(['a', 'b', 'c'])]);
		expect((await mended.records(kind)).map(({ key }) => key)).toEqual(['c']);
		expect(said.join(' ')).toContain('lie at platform P2, and are fetched again');
	});

	test('a sign-in is left out, and that is said', async () => {
		const store = await start(damaged(lose('session', "= 'x'")));
		expect(await store.records('session')).toEqual([]);
		expect(noted).toContain('record-left-out');
		expect(said.join(' ')).toContain('Of the records of the kind session 1 is gone. They were left out');
	});

	test('of a kind whose note went with it: missed all the same', async () => {
		const folder = damaged(`${lose('session', "= 'x'")}; DELETE FROM record_set WHERE kind = 'session'`);
		await expect(start(folder)).rejects.toThrow(/1 record of a kind that is not known any more is gone/);
	});
});

describe('a record that nobody wrote', () => {
	const forge = (kind: string, key: string) =>
		`INSERT INTO record SELECT kind, '${key}', value, proof FROM record WHERE kind = '${kind}' LIMIT 1`;
	test('with a check of its own is found by the note; a sign-in among others lets nobody in', async () => {
		const folder = copyOf(sound);
		const other = copyOf(sound);
		const store = openSqlite(other);
		await store.putRecord('session', 'y', { staff: '9999', station: 'W01', begunAt: 1, endsAt: 2 });
		await store.close();
		byHand(
			folder,
			`ATTACH '${other}/hall.sqlite' AS other; INSERT INTO record SELECT * FROM other.record WHERE kind = 'session' AND key = 'y'; DETACH other`,
		);
		const mended = await start(folder);
		expect(await mended.records('session')).toEqual([]);
	});
	test('with the check of another is found by its own', async () => {
		await expect(start(damaged(forge('some-book', 'R50')), [], true)).rejects.toThrow(/some-book/);
	});
});

describe('the note of which records there are', () => {
	test.each([
		['of one kind is changed', "UPDATE record_set SET count = 500 WHERE kind = 'some-book'"],
		['of one kind is gone', "DELETE FROM record_set WHERE kind = 'some-book'"],
		['of all kinds is gone', "DELETE FROM record_set WHERE kind = '*'"],
	])('%s: what is there proves itself by the others, and it is made again', async (_how, sql) => {
		const store = await start(damaged(sql));
		expect(await lookOver(store)).toEqual({ days: [], rows: [] });
		expect(said.join(' ')).toMatch(/note of which records/);
		expect(await store.records('some-book')).toHaveLength(12);
	});
	test('all of them are gone: nothing tells any more what there was, and the platform does not start', async () => {
		await expect(start(damaged('DELETE FROM record_set; DELETE FROM record'))).rejects.toThrow(
			/which records there were is not known any more/,
		);
	});
});
