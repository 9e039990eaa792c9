/** A platform dies with what it alone had decided; another one takes over on a station's order. */
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { createTestJournal } from './hall.ts';
import type { Machine } from './machine.ts';
import { deadWithTail, gatheredMs, issued, openHallOf, orderOf, soundLog, takeNumber } from './take-over-stand.ts';
import { openTermHall, type TermHall, threePlatforms } from './term-hall.ts';
import { createTestTime, settle } from './test-time.ts';

describe('a station whose platform was followed by another', () => {
	test('I-8 S10 what it alone had seen goes into the new log unchanged while it gathers; nothing is rolled back, no paper comes again', async () => {
		const time = createTestTime();
		const { t2, m1, second } = await deadWithTail(time);
		const before = t2.engine.view().position;
		await t2.link.connect();
		await m1.link.connect();
		await time.advance(gatheredMs);
		expect(t2.notes).not.toContain('rolled-back');
		expect(second.authority.eventsAfter(0)[before - 1]).toMatchObject({ position: before });
		expect(second.authority.state.tickets).toHaveProperty('A002');
		for (const { engine } of [t2, m1]) expect(engine.view().state).toEqual(second.authority.state);
		expect(t2.engine.view()).toMatchObject({ term: { number: 2, platform: 'P2' }, owed: 0 });
		expect(t2.papers.map(({ job }) => job.slice(11))).toEqual(['A001/1', 'A002/1']);
		// T1: the former platform may still give out A003 on its side.
		expect((await takeNumber(t2, 'T2')).number).toBe('A2001');
		soundLog(second);
	});

	test('I-8 S10 heard only after the new platform decided: rolled back, offered, and nothing acknowledged is lost', async () => {
		const time = createTestTime();
		const { t2, m1, second } = await deadWithTail(time);
		await m1.link.connect();
		await time.advance(gatheredMs);
		expect(second.authority.state.tickets).not.toHaveProperty('A002');
		const told: string[] = [];
		t2.engine.watch(({ type }) => void told.push(type));
		await t2.link.connect();
		await time.advance(3_000);
		expect(t2.notes).toContain('rolled-back');
		expect(told).toContain('reset');
		expect(second.authority.state.tickets).toHaveProperty('A002');
		for (const { engine } of [t2, m1]) expect(engine.view().state).toEqual(second.authority.state);
		expect(t2.papers.map(({ job }) => job.slice(11))).toEqual(['A001/1', 'A002/1']);
		soundLog(second);
	});

	test('asks that come while it gathers are answered as in a cut', async () => {
		const time = createTestTime();
		const { t2, second } = await deadWithTail(time);
		await t2.link.connect();
		await settle();
		expect(second.term.office.part).toBe('gathering');
		expect(await takeNumber(t2, 'T2')).toMatchObject({ number: 'A2-001', offline: true });
		await time.advance(gatheredMs);
		expect(t2.engine.view().owed).toBe(0);
		expect(issued(second.authority.eventsAfter(0))).toEqual(['A001', 'A002', 'A2-001']);
		soundLog(second);
	});

	test('I-8 S5 killed between rolling back and the answer, cache lost: the journal offers it again', async () => {
		const time = createTestTime();
		const { hall, t2, m1, second } = await deadWithTail(time);
		await m1.link.connect();
		await time.advance(gatheredMs);
		const { offer } = t2.link;
		t2.link.offer = () => new Promise(() => {});
		await t2.link.connect();
		await settle();
		t2.engine.stop();
		t2.link.offer = offer;
		expect(second.authority.state.tickets).not.toHaveProperty('A002');
		const again = await hall.start('T2', { journal: t2.journal, store: createMemoryStore(), papers: t2.papers });
		await again.link.connect();
		await time.advance(5_000);
		expect(second.authority.state.tickets).toHaveProperty('A002');
		expect(again.engine.view().state).toEqual(second.authority.state);
		expect(again.papers).toHaveLength(2);
		soundLog(second);
	});

	test('I-8 S5 killed before the journal took the offer: the cache still holds the old day and offers it then', async () => {
		const time = createTestTime();
		const { hall, t2, m1, second } = await deadWithTail(time);
		await m1.link.connect();
		await time.advance(gatheredMs);
		// Its own journal knows nothing of the tail: only the cache does.
		const empty = createTestJournal(['T2'], '7');
		t2.engine.stop();
		const blocked = await hall.start('T2', {
			...{ journal: empty, store: t2.store },
			wrapJournal: (journal) => ({
				...journal,
				append: async (entries) => {
					if (entries.some(({ type }) => type === 'offer')) throw new Error('disk-full');
					await journal.append(entries);
				},
			}),
		});
		await blocked.link.connect();
		await time.advance(3_000);
		expect(blocked.notes).toContain('offer-not-journaled');
		blocked.engine.stop();
		const again = await hall.start('T2', { journal: empty, store: t2.store });
		await again.link.connect();
		await time.advance(5_000);
		expect(second.authority.state.tickets).toHaveProperty('A002');
		expect(again.engine.view().state).toEqual(second.authority.state);
	});

	test('I-1 what a terminal printed is offered though its cache was lost before the take-over', async () => {
		const time = createTestTime();
		const { hall, t2, second } = await deadWithTail(time);
		t2.engine.stop();
		const again = await hall.start('T2', { journal: t2.journal, store: createMemoryStore(), papers: t2.papers });
		await again.link.connect();
		await time.advance(gatheredMs + 3_000);
		expect(second.authority.state.tickets).toHaveProperty('A002');
		expect(again.engine.view().state).toEqual(second.authority.state);
		soundLog(second);
	});

	test('I-1 a shared number goes on paper only when the journal holds what the platform said of it', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, []);
		const journal = createTestJournal(['T2']);
		let held: string[] = [];
		const print = async ({ job }: { job: string }) => {
			held = (journal.seat('T2').came ?? []).map(({ event }) => event.name);
			return { job, outcome: 'printed' as const, proof: 'done' as const, code: 'ok' };
		};
		const t2 = await hall.start('T2', { journal, print });
		await t2.link.connect();
		await takeNumber(t2, 'T2');
		expect(held).toEqual(['ticket-issued']);
	});

	test('I-8 an answer whose events lie beyond what the station holds survives the death of the platform', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'T3', 'M1']);
		const [t2, t3, m1] = ['T2', 'T3', 'M1'].map((station) => hall.machine(station)) as [Machine, Machine, Machine];
		const order = await (async () => {
			m1.link.cut();
			t2.link.deaf = true;
			await takeNumber(t3, 'T3');
			await takeNumber(t2, 'T2');
			await time.advance(200);
			expect(t2.engine.view().state?.tickets).not.toHaveProperty('A002');
			hall.dies();
			t3.engine.stop();
			return orderOf(m1, 'M1');
		})();
		const second = await openTermHall(time, { as: 'P2', order });
		hall.put(second);
		// Killed as well: its cache never held them.
		t2.engine.stop();
		const again = await hall.start('T2', { journal: t2.journal, store: t2.store });
		await again.link.connect();
		await time.advance(gatheredMs + 3_000);
		expect(issued(second.authority.eventsAfter(0))).toEqual(['A002']);
		expect(again.engine.view().state).toEqual(second.authority.state);
	});

	test('I-8 S5 off over midnight: what the cache held of the day before is offered, also when it is killed before the journal has it', async () => {
		const time = createTestTime();
		const { hall, t2, m1, second } = await deadWithTail(time);
		const yesterday = second.authority.day;
		t2.engine.stop();
		await m1.link.connect();
		await time.advance(gatheredMs);
		await time.advance(86_400_000);
		await second.keeper.checkDay();
		expect(second.authority.day > yesterday).toBe(true);
		const recovered = async () => issued(await second.store.read(threePlatforms.code, yesterday, 0, 1_000));
		const empty = createTestJournal(['T2'], '7');
		const blocked = await hall.start('T2', {
			...{ journal: empty, store: t2.store },
			wrapJournal: (journal) => ({
				...journal,
				append: async (entries) => {
					if (entries.some(({ type }) => type === 'offer')) throw new Error('disk-full');
					await journal.append(entries);
				},
			}),
		});
		blocked.link.offer = async () => false;
		await blocked.link.connect();
		await time.advance(3_000);
		blocked.engine.stop();
		expect(await recovered()).toEqual(['A001']);
		const again = await hall.start('T2', { journal: empty, store: t2.store });
		await again.link.connect();
		await time.advance(5_000);
		expect(await recovered()).toEqual(['A001', 'A002']);
		expect(again.engine.view().state).toEqual(second.authority.state);
	});

	test('I-8 the platform that took an offer dies before anybody else has it: it is offered to the next one', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'M1', 'W01']);
		const [t2, m1, w01] = ['T2', 'M1', 'W01'].map((station) => hall.machine(station)) as [Machine, Machine, Machine];
		m1.link.cut();
		w01.link.cut();
		await takeNumber(t2, 'T2');
		await time.advance(200);
		hall.dies();
		const second = await openTermHall(time, { as: 'P2', order: await orderOf(m1, 'M1') });
		hall.put(second);
		await w01.link.connect();
		await time.advance(gatheredMs);
		w01.link.cut();
		await t2.link.connect();
		await time.advance(3_000);
		expect(issued(second.authority.eventsAfter(0))).toEqual(['A001']);
		hall.dies();
		t2.engine.stop();
		const third = await openTermHall(time, { as: 'P3', order: await orderOf(w01, 'W01') });
		hall.put(third);
		const again = await hall.start('T2', { journal: t2.journal, store: createMemoryStore() });
		await again.link.connect();
		await time.advance(gatheredMs + 3_000);
		expect(issued(third.authority.eventsAfter(0))).toEqual(['A001']);
		expect(again.engine.view().state).toEqual(third.authority.state);
		soundLog(third);
	});

	test('S10 two take-overs in one day: a station that missed the first forks where the first began', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'T3', 'M1', 'W01']);
		const [t2, t3, m1, w01] = ['T2', 'T3', 'M1', 'W01'].map((station) => hall.machine(station)) as [Machine, Machine, Machine, Machine];
		await takeNumber(t3, 'T3');
		await time.advance(200);
		m1.link.cut();
		w01.link.cut();
		t3.link.cut();
		await takeNumber(t2, 'T2');
		await time.advance(200);
		hall.dies();
		const second = await openTermHall(time, { as: 'P2', order: await orderOf(m1, 'M1') });
		hall.put(second);
		await w01.link.connect();
		await t3.link.connect();
		await time.advance(gatheredMs);
		expect(await takeNumber(t3, 'T3')).toMatchObject({ number: 'A2001' });
		await time.advance(200);
		w01.link.cut();
		expect(await takeNumber(t3, 'T3')).toMatchObject({ number: 'A2002' });
		await time.advance(200);
		hall.dies();
		const order = await orderOf(w01, 'W01');
		expect(order).toMatchObject({ platform: 'P3', after: { number: 2, platform: 'P2' } });
		const third = await openTermHall(time, { as: 'P3', order });
		hall.put(third);
		await w01.link.connect();
		await time.advance(gatheredMs);
		for (const { link } of [t2, t3, m1]) await link.connect();
		await time.advance(5_000);
		expect(issued(third.authority.eventsAfter(0)).sort()).toEqual(['A001', 'A002', 'A2001', 'A2002']);
		for (const { engine } of [t2, t3, m1, w01]) expect(engine.view().state).toEqual(third.authority.state);
		soundLog(third);
	});
});

describe('the term a station has heard of', () => {
	test('S5 is said to the old platform after a restart without the cache: that one stands down and is left', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'M1']);
		const [t2, m1] = [hall.machine('T2'), hall.machine('M1')];
		const first = hall.platform();
		hall.dies();
		hall.put(await openTermHall(time, { as: 'P2', order: await orderOf(m1, 'M1') }));
		await t2.link.connect();
		await time.advance(gatheredMs);
		t2.engine.stop();
		hall.put(first);
		expect(first.term.office.part).toBe('in-charge');
		const again = await hall.start('T2', { journal: t2.journal, store: createMemoryStore() });
		await again.link.connect();
		await settle();
		expect(again.engine.view()).toMatchObject({ link: 'down', shutOut: null, term: { number: 2, platform: 'P2' } });
		expect(again.notes).toContain('shut-out-superseded');
		expect(first.term.office.part).toBe('stood-down');
	});

	test('a platform of an older term that knows nothing of terms is not listened to', async () => {
		const time = createTestTime();
		const hall = await openHallOf(time, ['T2', 'M1']);
		const [t2, m1] = [hall.machine('T2'), hall.machine('M1')];
		const { authority, store } = hall.platform();
		hall.dies();
		hall.put(await openTermHall(time, { as: 'P2', order: await orderOf(m1, 'M1') }));
		await t2.link.connect();
		await time.advance(gatheredMs);
		t2.link.cut();
		const { state } = t2.engine.view();
		hall.put({ authority, store } as unknown as TermHall);
		await t2.link.connect();
		await settle();
		expect(t2.engine.view()).toMatchObject({ link: 'down', state });
	});
});
