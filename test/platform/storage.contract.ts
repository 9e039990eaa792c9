/** What every store must do. Run on each implementation by `storage.test.ts`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainStart, continueChain } from '../../domain/day-hash.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import type { HallStore, KeptOutcome } from '../../platform/storage/contract.ts';
import { rowCheck } from '../../platform/storage/row-proof.ts';
import { demoHall, epochOf, helpCalled } from './fixture.ts';

const day = '2026-11-17';
const hall = 'DEMO';
const seat = { hall, station: 'T1', epoch: epochOf('a') };
const { plan } = demoHall();

const accepted = (n: number, from: number, to: number): KeptOutcome => ({ n, result: 'accepted', day, from, to });
const batch = (positions: number[], outcomes: KeptOutcome[], epoch = seat.epoch) => ({
	hall,
	day,
	events: positions.map(helpCalled),
	outcomes: outcomes.map((outcome) => ({ station: 'T1', epoch, outcome })),
});

/** `lose`: a record goes away past the store, as a person with a database tool takes it out. */
type Opened = { store: HallStore; done(): void; lose(kind: string, key: string): void | Promise<void> };

export function storageContract(name: string, open: () => Opened | Promise<Opened>): void {
	describe(`storage: ${name}`, () => {
		let store: HallStore;
		let done: () => void;
		let lose: Opened['lose'];
		beforeEach(async () => {
			({ store, done, lose } = await open());
			await store.keepDay(hall, day, plan);
		});
		afterEach(async () => {
			await store.close();
			done();
		});

		test('a batch is read back whole: events, outcomes, numbers', async () => {
			await store.commit(batch([1, 2], [accepted(1, 1, 2)]));
			await store.commit(batch([3], [accepted(2, 3, 3), { n: 3, result: 'refused', refusal: { code: 'nobody-waiting', params: {} } }]));
			expect(await store.read(hall, day, 0, 100)).toEqual([1, 2, 3].map(helpCalled));
			expect(await store.lastNumber(seat)).toBe(3);
			expect(await store.outcome(seat, 1)).toEqual(accepted(1, 1, 2));
			expect(await store.outcome(seat, 3)).toEqual({ n: 3, result: 'refused', refusal: { code: 'nobody-waiting', params: {} } });
			expect(await store.outcome(seat, 4)).toBeNull();
			expect((await store.days()).map(({ head }) => head)).toEqual([3]);
		});

		test('reads from a position on, in order, at most as many as asked', async () => {
			await store.commit(batch([1, 2, 3, 4, 5], []));
			expect((await store.read(hall, day, 2, 2)).map(({ position }) => position)).toEqual([3, 4]);
			expect(await store.read(hall, day, 5, 10)).toEqual([]);
			expect(await store.read(hall, '2026-11-18', 0, 10)).toEqual([]);
		});

		test('tells heads from a day on, and one day with its plan, of this hall alone', async () => {
			await store.keepDay(hall, '2026-11-16', plan);
			await store.keepDay('OTHER', day, { ...plan, code: 'OTHER' });
			await store.commit(batch([1, 2], []));
			expect(await store.heads(hall, '2000-01-01')).toEqual([
				{ day: '2026-11-16', head: 0 },
				{ day, head: 2 },
			]);
			expect(await store.heads(hall, day)).toEqual([{ day, head: 2 }]);
			expect(await store.heads('OTHER', day)).toEqual([{ day, head: 0 }]);
			expect(await store.day(hall, day)).toEqual({ hall, day, plan, head: 2 });
			expect(await store.day(hall, '2026-11-18')).toBeNull();
		});

		test('seats are apart: another epoch or hall begins at 1', async () => {
			await store.commit(batch([1], [accepted(1, 1, 1)]));
			await store.commit(batch([2], [accepted(1, 2, 2)], epochOf('b')));
			expect(await store.lastNumber(seat)).toBe(1);
			expect(await store.lastNumber({ ...seat, epoch: epochOf('b') })).toBe(1);
			expect(await store.lastNumber({ ...seat, epoch: epochOf('c') })).toBe(0);
			expect(await store.lastNumber({ ...seat, hall: 'OTHER' })).toBe(0);
		});

		test('S1 a batch that does not continue the log is refused in whole, and nothing more is taken (I-22)', async () => {
			await store.commit(batch([1], [accepted(1, 1, 1)]));
			await expect(store.commit(batch([1], [accepted(2, 1, 1)]))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toHaveLength(1);
			expect(await store.lastNumber(seat)).toBe(1);
			await expect(store.commit(batch([2], [accepted(2, 2, 2)]))).rejects.toMatchObject({ code: 'write-failed' });
			await expect(store.putRecord('k', 'a', 1)).rejects.toMatchObject({ code: 'write-failed' });
		});

		test('late events of a day that is over are kept with the batch, or none of it is', async () => {
			await store.keepDay(hall, '2026-11-16', plan);
			const late = (position: number) => [{ day: '2026-11-16', events: [{ ...helpCalled(position), day: '2026-11-16' }] }];
			await store.commit({ ...batch([1], [accepted(1, 1, 1)]), late: late(1) });
			expect(await store.read(hall, '2026-11-16', 0, 10)).toHaveLength(1);
			expect((await store.days()).map(({ head }) => head)).toEqual([1, 1]);
			await expect(store.commit({ ...batch([2], [accepted(2, 2, 2)]), late: late(3) })).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toHaveLength(1);
			expect(await store.lastNumber(seat)).toBe(1);
		});

		test('a hole in positions is refused', async () => {
			await expect(store.commit(batch([2], []))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toEqual([]);
		});

		test('S2 a number taken before is refused, with the events of its batch', async () => {
			await store.commit(batch([1], [accepted(1, 1, 1)]));
			await expect(store.commit(batch([2], [accepted(1, 2, 2)]))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toHaveLength(1);
		});

		test('S2 a number left out is refused, with the events of its batch', async () => {
			await expect(store.commit(batch([1], [accepted(2, 1, 1)]))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toEqual([]);
		});

		test('S3 what was settled under an earlier term leaps over numbers, once and forward only, and is told from withdrawn', async () => {
			await store.commit(batch([1], [accepted(1, 1, 1)]));
			await store.commit(batch([], [{ n: 7, result: 'settled' }]));
			expect(await store.lastNumber(seat)).toBe(7);
			expect(await store.outcome(seat, 7)).toEqual({ n: 7, result: 'settled' });
			expect(await store.outcome(seat, 3)).toBeNull();
			expect(await store.outcome(seat, 1)).toEqual(accepted(1, 1, 1));
			await store.commit(batch([2], [accepted(8, 2, 2), { n: 12, result: 'settled' }, { n: 13, result: 'withdrawn' }]));
			expect(await store.lastNumber(seat)).toBe(13);
			await store.commit(batch([], [{ n: 4, result: 'settled' }], epochOf('b')));
			expect(await store.lastNumber({ ...seat, epoch: epochOf('b') })).toBe(4);
			await expect(store.commit(batch([3], [{ n: 13, result: 'settled' }]))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.read(hall, day, 0, 10)).toHaveLength(2);
		});

		test('S2 after a leap the next number follows it, and no other', async () => {
			await store.commit(batch([], [{ n: 5, result: 'settled' }]));
			await expect(store.commit(batch([1], [accepted(5, 1, 1)]))).rejects.toMatchObject({ code: 'write-failed' });
			expect(await store.lastNumber(seat)).toBe(5);
		});

		test('days come oldest first, with the newest plan and their heads', async () => {
			await store.keepDay(hall, '2026-11-16', plan);
			await store.commit(batch([1], []));
			await store.keepDay(hall, day, { ...plan, configVersion: 'newer' });
			const days = await store.days();
			expect(days.map(({ day: each, head }) => [each, head])).toEqual([
				['2026-11-16', 0],
				[day, 1],
			]);
			expect(days[1]?.plan).toEqual({ ...plan, configVersion: 'newer' });
		});

		test('records are put, replaced, listed by key and deleted', async () => {
			await store.putRecord('lock', '2', { tries: 1 });
			await store.putRecord('lock', '1', { tries: 2 });
			await store.putRecord('lock', '2', { tries: 3 });
			await store.putRecord('other', '1', 'x');
			expect(await store.record('lock', '2')).toEqual({ tries: 3 });
			expect(await store.records('lock')).toEqual([
				{ key: '1', value: { tries: 2 } },
				{ key: '2', value: { tries: 3 } },
			]);
			await store.deleteRecord('lock', '1');
			expect(await store.record('lock', '1')).toBeNull();
			expect(await store.records('lock')).toHaveLength(1);
		});

		test('several records are put together: all of them, the last of two with one key', async () => {
			await store.putRecord('slot', 'a', 1);
			await store.putRecords([
				{ kind: 'slot', key: 'a', value: { taken: 2 } },
				{ kind: 'slot', key: 'b', value: 3 },
				{ kind: 'answer', key: 'x', value: 'first' },
				{ kind: 'answer', key: 'x', value: 'second' },
			]);
			await store.putRecords([]);
			expect(await store.records('slot')).toEqual([
				{ key: 'a', value: { taken: 2 } },
				{ key: 'b', value: 3 },
			]);
			expect(await store.record('answer', 'x')).toBe('second');
		});

		test('of several records of which one cannot be kept, none is kept', async () => {
			const endless: { self?: unknown; tell: () => string } = { tell: () => '' };
			endless.self = endless;
			const putting = (async () =>
				store.putRecords([
					{ kind: 'slot', key: 'a', value: 1 },
					{ kind: 'slot', key: 'b', value: endless },
				]))();
			await expect(putting).rejects.toThrow();
			expect(await store.records('slot')).toEqual([]);
		});

		test('S1 a record that goes away in whole is missed: by its kind, and by how many; it is not read as if it had never been', async () => {
			const slots = ['a', 'b', 'c'].map((key) => ({ kind: 'slot', key, value: { of: key } }));
			await store.putRecords([...slots, { kind: 'session', key: 'x', value: 1 }]);
			await store.putRecord('slot', 'b', { of: 'b', taken: true });
			await store.deleteRecord('slot', 'c');
			await store.deleteRecord('slot', 'never there');
			expect(await store.recordDamage(true)).toEqual({ uneven: [], notes: [], rows: [] });
			await lose('slot', 'b');
			await expect(store.records('slot')).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('slot') });
			expect(await store.records('session')).toEqual([{ key: 'x', value: 1 }]);
			expect((await store.recordDamage(false)).uneven).toEqual([
				{ kind: 'slot', gone: 1, rest: rowCheck('slot', 'b', '{"of":"b","taken":true}') },
			]);
			expect(await store.damagedRows()).toEqual([{ table: 'record', what: '1 record of the kind slot is gone' }]);
			// What is written afterwards does not cover it up.
			await store.putRecord('slot', 'd', 4);
			await store.deleteRecord('slot', 'a');
			expect((await store.recordDamage(false)).uneven).toMatchObject([{ kind: 'slot', gone: 1 }]);
			await store.mendRecords({ drop: [], put: [{ kind: 'slot', key: 'b', value: { of: 'b', taken: true } }] });
			expect(await store.recordDamage(true)).toEqual({ uneven: [], notes: [], rows: [] });
			expect((await store.records('slot')).map(({ key }) => key)).toEqual(['b', 'd']);
		});

		test('S1 the only record of a kind goes away: missed too', async () => {
			await store.putRecord('term', hall, { part: 'in-charge' });
			await lose('term', hall);
			expect(await store.recordDamage(false)).toMatchObject({ uneven: [{ kind: 'term', gone: 1 }], notes: [] });
			await expect(store.records('term')).rejects.toMatchObject({ code: 'corrupt' });
		});

		test('a day is proved by the chain that the centre proves with, batch after batch, and begins again at nothing', async () => {
			expect(await store.prove(hall, day)).toEqual({ hall, day, head: 0, sound: { head: 0, hash: chainStart }, anchors: [], damage: [] });
			await store.commit(batch([1, 2, 3], [accepted(1, 1, 3)]));
			await store.keepDay(hall, day, { ...plan, configVersion: 'newer' });
			await store.commit({ ...batch([4], []), late: [] });
			const events = [1, 2, 3, 4].map(helpCalled);
			const hash = continueChain(chainStart, events, sha256);
			expect(await store.prove(hall, day)).toEqual({ hall, day, head: 4, sound: { head: 4, hash }, anchors: [], damage: [] });
			expect(await store.read(hall, day, 2, 1)).toEqual([helpCalled(3)]);
			expect(await store.damagedRows()).toEqual([]);
		});

		test('a day of many events is proved page by page', async () => {
			const many = Array.from({ length: 1_003 }, (_, index) => index + 1);
			await store.commit(batch(many, []));
			const proof = await store.prove(hall, day);
			expect(proof.damage).toEqual([]);
			expect(proof.sound).toEqual({ head: 1_003, hash: continueChain(chainStart, many.map(helpCalled), sha256) });
		});

		test('every day that is kept is named, oldest first, and one that is not is proved to be none', async () => {
			await store.keepDay('OTHER', '2026-11-16', { ...plan, code: 'OTHER' });
			await store.commit(batch([1], []));
			expect(await store.keptDays()).toEqual([
				{ hall: 'OTHER', day: '2026-11-16' },
				{ hall, day },
			]);
			expect((await store.prove(hall, '2026-11-20')).damage).toMatchObject([{ kind: 'no-day' }]);
		});

		test('a mended day has the rows it was given, goes on where they end, and leaves the other days alone', async () => {
			await store.keepDay(hall, '2026-11-16', plan);
			await store.commit(batch([1, 2], [accepted(1, 1, 2)]));
			const others = { ...helpCalled(1), day: '2026-11-16' };
			await store.commit({ ...batch([], []), late: [{ day: '2026-11-16', events: [others] }] });
			const events = [1, 2, 3].map(helpCalled);
			await store.mend(hall, day, { plan: { ...plan, configVersion: 'mended' }, events });
			expect(await store.read(hall, day, 0, 10)).toEqual(events);
			expect((await store.prove(hall, day)).damage).toEqual([]);
			expect((await store.day(hall, day))?.plan.configVersion).toBe('mended');
			await store.commit(batch([4], [accepted(2, 4, 4)]));
			expect((await store.prove(hall, day)).sound.head).toBe(4);
			await store.mend(hall, day, { plan: null, events });
			expect((await store.day(hall, day))?.plan.configVersion).toBe('mended');
			expect((await store.heads(hall, '')).map(({ head }) => head)).toEqual([1, 3]);
			expect((await store.prove(hall, '2026-11-16')).damage).toEqual([]);
		});

		test('what was given and what was read can be changed without changing the store', async () => {
			const given = batch([1], [accepted(1, 1, 1)]);
			await store.commit(given);
			given.events[0]!.n = 99;
			const read = await store.read(hall, day, 0, 1);
			expect(read[0]?.n).toBe(1);
			read[0]!.n = 77;
			expect((await store.read(hall, day, 0, 1))[0]?.n).toBe(1);
		});

		test('a closed store says so', async () => {
			await store.close();
			await expect(store.read(hall, day, 0, 1)).rejects.toMatchObject({ code: 'closed' });
			await expect(store.commit(batch([1], []))).rejects.toMatchObject({ code: 'closed' });
		});
	});
}
