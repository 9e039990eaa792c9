import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { clerkPin, epochOf } from './fixture.ts';
import type { OpenPlatform } from './open-platform.ts';
import { firstTerm, gathered, listedHall, openFirst, openSecond, orderFrom, stationAt } from './term-hall.ts';

const open: { end(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});
const kept = <T extends { end(): Promise<void> }>(platform: T): T => {
	open.push(platform);
	return platform;
};
const { plan } = listedHall();
const sound = (platform: OpenPlatform) =>
	expect(
		checkLog(plan, platform.authority.day, platform.authority.log).violations,
		JSON.stringify(platform.authority.log.slice(-12), null, 1),
	).toEqual([]);
const visit = (queue = 'A') => ({ visit: { queue, items: [], channel: 'no-card' } });
type At = Awaited<ReturnType<typeof stationAt>>;

/** A window of queue A with its clerk signed in and the window open. */
async function windowAt(platform: OpenPlatform, station = 'W02', staff = '0307', from = 1, hello = {}, epoch = epochOf('c')) {
	const at = await stationAt(platform, station, hello, epoch);
	const signed = await at.socket.emitWithAck('sign-in', { station, staff, pin: clerkPin });
	if (!signed.ok) throw new Error(JSON.stringify(signed));
	const does = (n: number, name: string, body: object = {}) =>
		at.outcome(n, name, { window: station, ...body }, { session: signed.session });
	if (from > 0) expect(await does(from, 'open-window')).toMatchObject({ result: 'accepted' });
	return { ...at, does };
}

/**
 * Both sides of a cut: what the first platform went on to decide after a station's log had been exported, and the second one that took over with
 * that log and has begun to decide.
 */
async function cutInTwo(
	on: (one: OpenPlatform, t1: At) => Promise<void>,
	before: (t1: At, one: OpenPlatform) => Promise<void> = async () => {},
) {
	const one = kept(await openFirst());
	const t1 = await stationAt(one, 'T1');
	await t1.take(1);
	await before(t1, one);
	const exported = [...one.authority.log];
	await on(one, t1);
	const tail = one.authority.log.slice(exported.length);
	const store = new MemoryStore();
	store.close = async () => {};
	const two = kept(await openSecond(orderFrom(exported), { store }));
	await gathered(two);
	return { one, two, tail, exported, store };
}

describe('I-1 what a former platform had decided is not lost with it', () => {
	test('a ticket keeps its number and the time its bearer waits since; T1 the numbers of both sides never meet', async () => {
		const { two, tail, one } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		const t2 = await stationAt(two, 'T2', {}, epochOf('b'));
		expect(await t2.take(1)).toBe('A2001');
		expect(await t2.offer(firstTerm, tail)).toEqual({ ok: true });
		const [issued] = two.authority.log.slice(-1);
		expect(issued).toMatchObject({
			name: 'ticket-issued',
			station: 'PLATFORM',
			recovered: { term: firstTerm, station: 'T1', n: 2, position: 3 },
		});
		expect(issued?.body).toEqual(tail[0]?.body);
		expect(two.authority.state.tickets.A002).toMatchObject({
			station: 'T1',
			issuedBy: { epoch: epochOf('a'), n: 2 },
			queuedAt: one.authority.state.tickets.A002?.queuedAt,
			life: { stage: 'waiting' },
		});
		sound(two);
	});

	test('S2 the same event is taken once, from however many stations and after a restart', async () => {
		const { two, tail, store } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
			await t1.take(3);
		});
		const [a, b] = [await stationAt(two, 'T1'), await stationAt(two, 'T2', {}, epochOf('b'))];
		expect(await Promise.all([a.offer(firstTerm, tail), b.offer(firstTerm, tail), a.offer(firstTerm, tail.slice(1))])).toEqual([
			{ ok: true },
			{ ok: true },
			{ ok: true },
		]);
		const { head } = two.authority;
		await two.end();
		const again = kept(await openSecond(undefined, { store }));
		const c = await stationAt(again, 'T1');
		expect(await c.offer(firstTerm, tail)).toEqual({ ok: true });
		expect(again.authority.head).toBe(head);
		expect(Object.keys(again.authority.state.tickets)).toEqual(['A001', 'A002', 'A003']);
		sound(again);
	});

	test('I-7 a command that was recovered before its own station came is not decided again: it is told what it did', async () => {
		const { two, tail } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		await (await stationAt(two, 'T2', {}, epochOf('b'))).offer(firstTerm, tail);
		const t1 = await stationAt(two, 'T1');
		const outcome = await t1.outcome(2, 'issue-ticket', visit(), { occurredAt: tail[0]!.occurredAt });
		expect(outcome).toMatchObject({ result: 'accepted', events: [{ body: { number: 'A002' } }] });
		expect(await t1.take(3)).toBe('A2001');
		sound(two);
	});

	test('I-7 a command that its own station sent again first is not recovered on top', async () => {
		const { two, tail } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		const t1 = await stationAt(two, 'T1');
		expect(await t1.take(2)).toBe('A2001');
		expect(await t1.offer(firstTerm, tail)).toEqual({ ok: true });
		expect(two.authority.log.at(-1)).toMatchObject({ name: 'event-passed-over', body: { why: 'decided-here' }, recovered: { n: 2 } });
		expect(two.authority.state.tickets.A002).toBeUndefined();
		sound(two);
	});

	test('T2 an ask of which only the paper of the cut-off terminal is known: its ghost is voided when it comes to light', async () => {
		const { two, tail } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		const t1 = await stationAt(two, 'T1', { settled: 1 });
		await t1.outcome(2, 'withdrawn', {});
		await t1.outcome(3, 'offline-ticket', { number: 'A1-001', sequence: 1, ...visit(), replaces: { epoch: epochOf('f'), n: 9 } });
		const ghost = { ...tail[0]!, epoch: epochOf('f'), n: 9 } as HallEvent;
		await t1.offer(firstTerm, [ghost]);
		expect(two.authority.state.tickets.A002?.life).toMatchObject({ stage: 'voided', replacedBy: 'A1-001' });
		expect(two.authority.state.tickets['A1-001']?.life.stage).toBe('waiting');
		sound(two);
	});

	test('a whole service on the other side: window, call, service; the clerk stays its clerk', async () => {
		const { two, tail } = await cutInTwo(async (one) => {
			const w2 = await windowAt(one);
			await w2.does(2, 'call-next');
			await w2.does(3, 'start-service', { ticket: 'A001' });
			await w2.does(4, 'finish-service', { ticket: 'A001' });
		});
		const w2 = await stationAt(two, 'W02', { settled: 4 }, epochOf('c'));
		expect(await w2.offer(firstTerm, tail)).toEqual({ ok: true });
		expect(two.authority.state.tickets.A001?.life).toMatchObject({ stage: 'done', window: 'W02', clerk: '0307' });
		expect(two.authority.state.windows.W02).toMatchObject({ stage: 'open', clerk: '0307', ticket: null });
		sound(two);
	});

	test('T3 served on both sides of the cut: recorded as a conflict, the newer word stands', async () => {
		const { two, tail } = await cutInTwo(
			async (one) => {
				const w2 = await windowAt(one);
				await w2.does(2, 'call-next');
				await w2.does(3, 'start-service', { ticket: 'A001' });
			},
			async () => {},
		);
		const w3 = await windowAt(two, 'W01', '0307', 1, {}, epochOf('d'));
		await w3.does(2, 'call-next');
		await w3.does(3, 'start-service', { ticket: 'A001' });
		await w3.offer(firstTerm, tail);
		expect(two.authority.state.tickets.A001?.life).toMatchObject({ stage: 'serving', window: 'W01' });
		expect(two.authority.state.conflicts).toMatchObject([{ kind: 'served-at-two-windows', ticket: 'A001' }]);
		sound(two);
	});

	test('a decision that cannot be taken over any more is brought before a person, not dropped', async () => {
		const { two, tail } = await cutInTwo(async (one) => {
			const w2 = await windowAt(one);
			await w2.does(2, 'call-next');
			await w2.does(3, 'hold-ticket', { reason: 'fetches a paper' });
		});
		const w1 = await windowAt(two, 'W01', '0307', 1, {}, epochOf('d'));
		await w1.does(2, 'call-next');
		await w1.offer(firstTerm, tail);
		expect(two.authority.state.conflicts).toMatchObject([
			{ kind: 'lost-with-platform', ticket: 'A001', window: 'W02', detail: 'ticket-held' },
		]);
		expect(two.authority.log.filter(({ recovered }) => recovered).map(({ recovered }) => recovered?.position)).toEqual(
			tail.map(({ position }) => position),
		);
		sound(two);
	});

	test('a day that is over: what comes late goes into its own log', async () => {
		const { two, tail, store } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		two.clock.turn(24 * 3_600_000);
		const nextDayOpen = () => two.authority.day === '2026-11-18' && two.authority.state.stage === 'open';
		for (let turn = 0; turn < 400 && !nextDayOpen(); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(two.authority.day).toBe('2026-11-18');
		const { head } = two.authority;
		const t1 = await stationAt(two, 'T1');
		expect(await t1.offer(firstTerm, tail)).toEqual({ ok: true });
		expect(await t1.offer(firstTerm, tail)).toEqual({ ok: true });
		expect(two.authority.head).toBe(head);
		const log = await store.read(plan.code, '2026-11-17', 0, 100);
		expect(log.slice(-2).map(({ name }) => name)).toEqual(['day-closed', 'ticket-issued']);
		expect(log.at(-1)).toMatchObject({ body: { number: 'A002' }, recovered: { station: 'T1', n: 2 } });
		expect(checkLog(plan, '2026-11-17', log).violations).toEqual([]);
	});
});

describe('D2 an offer that is none does no harm', () => {
	test('a platform that never took over is offered nothing', async () => {
		const one = kept(await openFirst());
		const t1 = await stationAt(one, 'T1');
		await t1.take(1);
		expect(await t1.offer(firstTerm, one.authority.log)).toMatchObject({ ok: false, code: 'busy' });
		expect(one.authority.head).toBe(2);
	});

	test('too old to be of a day that can be opened again: a person is told, and today is left as it is', async () => {
		const { two, tail } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		const t1 = await stationAt(two, 'T1');
		expect(await t1.offer(firstTerm, [{ ...tail[0]!, day: '2026-10-01' }], '2026-10-01')).toEqual({ ok: true });
		expect(two.authority.state.conflicts).toMatchObject([{ kind: 'lost-with-platform', detail: 'too-old' }]);
		expect(two.authority.state.tickets.A002).toBeUndefined();
	});

	test('of another hall, of a higher term, of a day to come, with holes, by nobody', async () => {
		const { two, tail } = await cutInTwo(async (_one, t1) => {
			await t1.take(2);
		});
		const { head } = two.authority;
		const t1 = await stationAt(two, 'T1');
		expect(await t1.offer(firstTerm, [{ ...tail[0]!, hall: 'OTHER-01' }])).toMatchObject({ ok: false, code: 'malformed' });
		expect(await t1.offer({ number: 9, platform: 'P1' }, tail)).toMatchObject({ ok: false, code: 'busy' });
		expect(await t1.offer(firstTerm, [{ ...tail[0]!, day: '2027-01-01' }], '2027-01-01')).toMatchObject({ ok: false, code: 'busy' });
		expect(await t1.socket.emitWithAck('offer', { term: firstTerm, day: '2026-11-17', events: [] })).toMatchObject({ code: 'malformed' });
		expect(await two.connect().emitWithAck('offer', { term: firstTerm, day: '2026-11-17', events: tail })).toMatchObject({ code: 'busy' });
		expect(two.authority.head).toBe(head);
	});
});
