import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { epochOf } from './fixture.ts';
import type { OpenPlatform } from './open-platform.ts';
import { stoodBy } from './stood-by.ts';
import { firstTerm, gathered, listedHall, openFirst, openSecond, orderFrom, secondTerm, stationAt } from './term-hall.ts';

const open: { end(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});
const kept = <T extends { end(): Promise<void> }>(platform: T): T => {
	open.push(platform);
	return platform;
};
const { plan } = listedHall();
const visit = (queue = 'A') => ({ visit: { queue, items: [], channel: 'no-card' } });

/** A first platform at work, and the log that a manager's station held when it died. */
async function firstAtWork() {
	const one = kept(await openFirst());
	const t1 = await stationAt(one, 'T1');
	await t1.take(1);
	await t1.take(2);
	const exported = [...one.authority.log];
	await t1.take(3);
	const t2 = await stationAt(one, 'T2', {}, epochOf('b'));
	await t2.take(1);
	return { one, exported, whole: [...one.authority.log] };
}
const names = (events: readonly HallEvent[]) => events.map(({ name }) => name);
const sound = (platform: OpenPlatform) =>
	expect(
		checkLog(plan, platform.authority.day, platform.authority.log).violations,
		JSON.stringify(platform.authority.log.slice(-8), null, 1),
	).toEqual([]);

describe('a new platform gathers before it decides', () => {
	test('S1 I-1 what continues the log exactly is appended as it is, from whoever offers it first, and numbers go on in a block of their own', async () => {
		const { exported, whole } = await firstAtWork();
		const two = kept(await openSecond(orderFrom(exported)));
		expect(two.authority.log).toEqual(exported);
		const t1 = await stationAt(two, 'T1', { term: firstTerm, settled: 3, holds: { day: '2026-11-17', position: whole.length } });
		expect(t1.welcome).toMatchObject({ ok: true, term: secondTerm, head: exported.length });
		expect(t1.welcome.terms).toMatchObject([
			{ number: 2, platform: 'P2', from: { position: exported.length }, planned: false, by: '0901' },
		]);
		expect(await t1.say(4, 'issue-ticket', visit())).toMatchObject({ ok: false, code: 'busy' });
		const t2 = await stationAt(two, 'T2', {}, epochOf('b'));
		// T2 holds only the end: it waits for what lies before it.
		expect(await t2.offer(firstTerm, whole.slice(-1))).toMatchObject({ ok: false, code: 'busy' });
		expect(await t1.offer(firstTerm, whole.slice(exported.length, -1))).toEqual({ ok: true });
		expect(await t2.offer(firstTerm, whole.slice(-1))).toEqual({ ok: true });
		expect(two.authority.log).toEqual(whole);
		await gathered(two, t1, t2);
		expect(names(two.authority.log.slice(whole.length))).toEqual(['term-began']);
		expect(two.authority.log.at(-1)).toMatchObject({ station: 'PLATFORM', body: { number: 2, platform: 'P2', block: 2, planned: false } });
		expect(await t1.take(4)).toBe('A2001');
		expect(await t2.take(2)).toBe('A2002');
		sound(two);
	});

	test('I-7 S3 each command of the log has its outcome: sent again it is answered with what it did', async () => {
		const { exported, whole } = await firstAtWork();
		const two = kept(await openSecond(orderFrom(exported)));
		const t1 = await stationAt(two, 'T1', {});
		await t1.offer(firstTerm, whole.slice(exported.length));
		await gathered(two, t1);
		const issued = whole.filter(({ name, station }) => name === 'ticket-issued' && station === 'T1');
		for (const [index, event] of issued.entries()) {
			const outcome = await t1.outcome(index + 1, 'issue-ticket', visit(), { occurredAt: event.occurredAt });
			expect(outcome).toMatchObject({ result: 'accepted', events: [event] });
		}
		expect(await t1.take(4)).toBe('A2001');
		sound(two);
	});

	test('it waits until everyone who was at work has come, and no longer; a hall where nobody comes is decided for after fifteen seconds', async () => {
		const { whole } = await firstAtWork();
		const two = kept(await openSecond(orderFrom(whole)));
		await stationAt(two, 'T1', {});
		two.clock.turn(2_000);
		expect(two.authority.held).not.toBeNull();
		await stationAt(two, 'T2', {}, epochOf('b'));
		two.clock.turn(500);
		expect(two.authority.held).not.toBeNull();
		two.clock.turn(600);
		await gathered(two);
		const alone = kept(await openSecond(orderFrom(whole)));
		alone.clock.turn(14_900);
		expect(alone.authority.held).not.toBeNull();
		await gathered(alone);
		expect(alone.authority.state.term).toMatchObject({ number: 2, platform: 'P2' });
	});

	test('who was at work and stays away is waited for ten seconds after the first', async () => {
		const { whole } = await firstAtWork();
		const two = kept(await openSecond(orderFrom(whole)));
		await stationAt(two, 'T1', {});
		two.clock.turn(9_900);
		expect(two.authority.held).not.toBeNull();
		two.clock.turn(300);
		await gathered(two);
	});

	test('S5 killed while it gathers, or after it had begun, it goes on with the same order where it was', async () => {
		const { exported, whole } = await firstAtWork();
		const store = new MemoryStore();
		store.close = async () => {};
		const order = orderFrom(exported);
		const two = await openSecond(order, { store });
		const t1 = await stationAt(two, 'T1', {});
		await t1.offer(firstTerm, whole.slice(exported.length));
		await two.end();
		const again = await openSecond(order, { store });
		expect(again.authority.log).toEqual(whole);
		await gathered(again);
		const after = [...again.authority.log];
		await again.end();
		const third = kept(await openSecond(order, { store }));
		expect(third.authority.held).toBeNull();
		expect(third.authority.log).toEqual(after);
		expect(third.term.office.part).toBe('in-charge');
		sound(third);
		const one = await stationAt(third, 'T1', {});
		expect(await one.outcome(3, 'issue-ticket', visit())).toMatchObject({ result: 'accepted', from: 4 });
	});

	test('a store that holds more of the day than the order loses nothing of it', async () => {
		const { exported, whole } = await firstAtWork();
		const store = new MemoryStore();
		store.close = async () => {};
		await (await openSecond(orderFrom(whole, { at: 1 }), { store })).end();
		const again = kept(await openSecond(orderFrom(exported), { store }));
		expect(again.authority.log).toEqual(whole);
		await gathered(again);
		expect(again.authority.log.at(-1)).toMatchObject({ name: 'term-began', body: { number: 3, platform: 'P2', block: 2 } });
	});

	test('S1 I-1 a store whose log forked keeps its own aside, unchanged, and says again what it alone held', async () => {
		const { exported, whole } = await firstAtWork();
		const store = new MemoryStore();
		store.close = async () => {};
		await (await openSecond(orderFrom(whole), { store })).end();
		const foreign = {
			...whole[exported.length]!,
			recordedAt: whole[exported.length]!.recordedAt + 5,
			station: 'T3',
			epoch: epochOf('d'),
			n: 1,
		};
		const forked = [...exported, foreign] as HallEvent[];
		const two = kept(await openSecond(orderFrom(forked, { at: 5 }), { store }));
		expect(two.authority.log).toEqual(forked);
		expect(await store.read(plan.code, '2026-11-17', 0, 100)).toEqual(whole);
		await gathered(two);
		const said = two.authority.log.filter(({ recovered }) => recovered);
		// The number is on two papers: a person is told. The other ticket is issued again as it was.
		expect(said.map(({ name }) => name)).toEqual(['conflict-found', 'ticket-issued']);
		expect(said[1]?.body).toEqual(whole.at(-1)?.body);
		sound(two);
	});

	test('T1 the block lies above everything known, and two platforms never have one', async () => {
		const first = kept(await openFirst());
		const t1 = await stationAt(first, 'T1');
		await t1.take(1);
		const log = [...first.authority.log];
		const many = log.map((event) =>
			event.name === 'ticket-issued' ? { ...event, body: { ...event.body, number: 'A1750', sequence: 1_750 } } : event,
		) as HallEvent[];
		const two = kept(await openSecond(orderFrom(many)));
		await gathered(two);
		expect(two.authority.state.term?.block).toBe(4);
		const t = await stationAt(two, 'T1', { settled: 1 });
		expect(await t.take(2)).toBe('A4001');
		const back = orderFrom([...two.authority.log], { platform: 'P1', after: secondTerm });
		const one = kept(await openFirst({ takeOver: back, store: await stoodBy(new MemoryStore(), listedHall().plan, 'P1') }));
		await gathered(one);
		expect(one.authority.state.term).toEqual({ number: 3, platform: 'P1', block: 5 });
		sound(one);
	});

	test('every day of the term begins with its name, and keeps its block while the former platform may still live', async () => {
		const { whole } = await firstAtWork();
		const two = kept(await openSecond(orderFrom(whole)));
		await gathered(two);
		two.clock.turn(24 * 3_600_000);
		for (let turn = 0; turn < 100 && two.authority.day !== '2026-11-18'; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
		for (let turn = 0; turn < 100 && two.authority.head < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(names(two.authority.log)).toEqual(['term-began', 'day-opened']);
		const t1 = await stationAt(two, 'T1', { settled: 9 });
		expect(await t1.take(10)).toBe('A2001');
	});
});

describe('an order that cannot be carried out is refused in words, and nothing is changed', () => {
	test.each([
		['another hall', { hall: 'ELSEWHERE-01' }, 'for hall ELSEWHERE-01'],
		['another platform', { platform: 'P1' as const }, 'for platform P1'],
	])('%s', async (_what, more, words) => {
		const store = new MemoryStore();
		await expect(openSecond(orderFrom([], more), { store })).rejects.toThrow(words);
		expect(await store.days()).toEqual([]);
	});

	test('S1 a log with a hole', async () => {
		const { whole } = await firstAtWork();
		const store = new MemoryStore();
		await expect(openSecond(orderFrom([...whole.slice(0, 2), ...whole.slice(3)]), { store })).rejects.toThrow(
			/event 4.*position 4 stands where 3 is due/,
		);
		expect(await store.days()).toEqual([]);
	});
});

describe('S3 what a seat had settled under an earlier term is not asked for again', () => {
	test('its next command follows, and the numbers before are told from withdrawn ones', async () => {
		const { whole } = await firstAtWork();
		const store = new MemoryStore();
		const two = kept(await openSecond(orderFrom(whole), { store }));
		const t1 = await stationAt(two, 'T1', { settled: 40 });
		expect(t1.welcome.taken).toEqual([{ station: 'T1', epoch: epochOf('a'), n: 40 }]);
		await gathered(two, t1);
		expect(await t1.take(41)).toBe('A2001');
		expect(await store.outcome({ hall: plan.code, station: 'T1', epoch: epochOf('a') }, 40)).toEqual({ n: 40, result: 'settled' });
		const w1 = await stationAt(two, 'W02', { settled: 7 }, epochOf('c'));
		expect(w1.welcome.taken).toEqual([{ station: 'W02', epoch: epochOf('c'), n: 7 }]);
		expect(await w1.outcome(8, 'help-called', {})).toMatchObject({ result: 'accepted' });
	});

	test('a platform that nobody took over from believes its own store', async () => {
		const one = kept(await openFirst());
		const t1 = await stationAt(one, 'T1', { settled: 40 });
		expect(t1.welcome.taken).toEqual([{ station: 'T1', epoch: epochOf('a'), n: 0 }]);
	});

	test('T1 Q3 the morning after: the order is of yesterday, which is closed, and today begins in the new term', async () => {
		const { one, exported } = await firstAtWork();
		one.clock.turn(16 * 3_600_000);
		const two = kept(await openSecond(orderFrom(exported), { clock: one.clock }));
		const t1 = await stationAt(two, 'T1', { term: firstTerm, settled: 3 });
		expect(t1.welcome).toMatchObject({ ok: true, day: '2026-11-18', head: 0 });
		await gathered(two, t1);
		expect(names(two.authority.log)).toEqual(['term-began', 'day-opened']);
		expect(await t1.take(4)).toBe('A2001');
		sound(two);
	});
});
