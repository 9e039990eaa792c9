import { beforeAll, describe, expect, test } from 'vitest';
import { copiesInFolder } from '../../platform/repair/copies.ts';
import { lookOver } from '../../platform/repair/look-over.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { epochOf } from './fixture.ts';
import { byHand, copyOf, everything, hall, smallPlan, smallStore, starter } from './repair-stand.ts';

const _plan = smallPlan;
let sound: string;
let content: string;
beforeAll(async () => {
	sound = await smallStore();
	content = everything(sound);
});
const { start, noted } = starter();
function damaged(sql: string): string {
	const folder = copyOf(sound);
	byHand(folder, sql);
	return folder;
}

describe('S2 outcomes that are damaged or gone', () => {
	const seat = (station: string) => ({ hall, station, epoch: epochOf('a') });
	test.each([
		['changed', `UPDATE outcome SET outcome = replace(outcome, '"from":', '"from" :') WHERE station = 'T2' AND n = 5`],
		['gone', `DELETE FROM outcome WHERE station = 'T2' AND n = 5`],
		[
			'gone at the end, with the last number',
			`DELETE FROM outcome WHERE station = 'T2' AND n > 15 AND epoch = '${epochOf('a')}'; UPDATE seat SET n = 15 WHERE station = 'T2' AND epoch = '${epochOf('a')}'`,
		],
	])('%s: they are made anew from the log', async (_what, sql) => {
		const folder = damaged(sql);
		const store = await start(folder, [], true);
		for (const n of [5, 20]) expect(await store.outcome(seat('T2'), n)).toMatchObject({ n, result: 'accepted', from: expect.any(Number) });
		expect(await store.lastNumber(seat('T2'))).toBe(20);
		expect(noted).toContain('outcomes-made-anew');
		await store.close();
		expect(everything(folder)).toBe(content);
	});

	test('of a refused ask that is gone nothing is known: it is settled, and its number is not taken again', async () => {
		const store = await start(damaged(`DELETE FROM outcome WHERE station = 'W02' AND n IN (2, 3)`), [], true);
		const of = { hall, station: 'W02', epoch: epochOf('b') };
		expect(await Promise.all([1, 2, 3, 4].map(async (n) => (await store.outcome(of, n))?.result))).toEqual([
			'refused',
			'settled',
			'settled',
			'refused',
		]);
		expect((await lookOver(store)).rows).toEqual([]);
	});
});

describe('records that are damaged', () => {
	const change = (kind: string) =>
		`UPDATE record SET value = '"other"' WHERE kind = '${kind}' AND key = (SELECT min(key) FROM record WHERE kind = '${kind}')`;
	test('a sign-in is left out: somebody signs in once more', async () => {
		const store = await start(damaged(change('session')), [], true);
		expect(await store.records('session')).toEqual([]);
		expect(noted).toContain('record-left-out');
	});
	test('a reservation comes from the backup, and without one the platform does not start', async () => {
		const folder = damaged(change('some-book'));
		await expect(start(folder, [], true)).rejects.toThrow(/a record of the kind some-book/);
		const store = await start(folder, [copiesInFolder(sound)], true);
		expect(await store.record('some-book', 'R0')).toEqual({ slot: 0, state: 'booked' });
	});
	test('S10 who decides is never taken from an older copy', async () => {
		const folder = copyOf(sound);
		const store = openSqlite(folder);
		await store.putRecord('term', hall, { part: 'in-charge' });
		await store.close();
		const older = copyOf(folder);
		const later = openSqlite(folder);
		await later.putRecord('term', hall, { part: 'stood-down' });
		await later.close();
		const same = copyOf(folder);
		byHand(folder, change('term'));
		await expect(start(folder, [copiesInFolder(older)], true)).rejects.toThrow(/a record of the kind term/);
		// One that is proved to be what was written is no older one.
		const mended = await start(folder, [copiesInFolder(older), copiesInFolder(same)], true);
		expect(await mended.record('term', hall)).toEqual({ part: 'stood-down' });
	});
});
