import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { loadLog } from '../../platform/authority/hall-log.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';
import { begin, numberOf, plan } from './authority-stand.ts';
import { epochOf, HandClock, issue } from './fixture.ts';

describe('days', () => {
	test('the platform opens the day at its first start, and not again', async () => {
		const { authority, store } = await begin();
		expect(authority.eventsAfter(0)).toMatchObject([{ name: 'day-opened', station: 'PLATFORM', staff: null, n: 1, position: 1 }]);
		const { authority: restarted } = await begin({ store });
		expect(restarted.head).toBe(1);
		expect(restarted.state.stage).toBe('open');
	});

	test('a day that a manager closed stays closed after a restart', async () => {
		const { authority, store } = await begin();
		const manager = { station: 'M1', epoch: epochOf('d') };
		await authority.submit([issue(1, { ...manager, name: 'close-day', body: {} })]);
		const { authority: restarted } = await begin({ store });
		expect(restarted.state.stage).toBe('closed');
	});

	test('Q3 midnight closes the open day, counts who was not served, and begins the next', async () => {
		const { authority, store, clock, checkDay } = await begin();
		await authority.submit([issue(1), issue(2)]);
		clock.turn(14 * 3_600_000 + 1_000);
		await checkDay();
		expect(authority.day).toBe('2026-11-18');
		expect(authority.state.stage).toBe('open');
		const yesterday = await store.read(plan.code, '2026-11-17', 0, 100);
		expect(yesterday.at(-1)).toMatchObject({ name: 'day-closed', station: 'PLATFORM', body: { notServed: ['A001', 'A002'] } });
		expect(numberOf(await authority.submit([issue(3)]))).toBe('A001');
	});

	test('Q3 a day left open by a platform that was off at midnight is closed at the next start', async () => {
		const { authority, store } = await begin();
		await authority.submit([issue(1)]);
		await authority.stop();
		const later = new HandClock();
		later.turn(3 * 24 * 3_600_000);
		const { authority: next } = await begin({ store, clock: later });
		expect(next.day).toBe('2026-11-20');
		expect((await store.read(plan.code, '2026-11-17', 0, 100)).at(-1)).toMatchObject({ name: 'day-closed', body: { notServed: ['A001'] } });
	});

	test('a conflict that came to light after its day was over is settled in the log of that day, by no other ask', async () => {
		const { authority, store, clock, checkDay } = await begin();
		clock.turn(24 * 3_600_000);
		await checkDay();
		const day = '2026-11-17';
		const manager = { station: 'M1', epoch: epochOf('d') };
		const answer = await authority.submit([
			issue(1, { station: 'W01', day, name: 'finish-service', body: { window: 'W01', ticket: 'A099' } }),
		]);
		expect(answer.ok && answer.outcomes[0]).toMatchObject({ result: 'accepted' });
		const settle = (n: number, name = 'settle-conflict', body: unknown = { conflict: 1, decision: '号码输错' }) =>
			authority.submit([issue(n, { ...manager, day, name, body })]);
		const settled = await settle(1);
		expect(settled.ok && settled.outcomes[0]).toMatchObject({ result: 'accepted', events: [{ name: 'conflict-settled', day }] });
		const again = await settle(2);
		expect(again.ok && again.outcomes[0]).toMatchObject({ result: 'refused', refusal: { code: 'unknown-conflict' } });
		const yesterday = await loadLog(store, domainRules, plan, day);
		expect(yesterday.state.conflicts[0]?.settled).toMatchObject({ decision: '号码输错' });
		expect(authority.state.conflicts).toEqual([]);
		const closing = await settle(3, 'close-day', {});
		expect(closing.ok && closing.outcomes[0]).toMatchObject({ result: 'accepted', events: [{ name: 'day-closed', day: '2026-11-18' }] });
	});

	test('T1 a paper of yesterday that arrives today leaves the bearer of the same number today in line', async () => {
		const { authority, store, clock, checkDay } = await begin();
		await authority.submit([issue(1)]);
		clock.turn(24 * 3_600_000);
		await checkDay();
		const paper = (n: number, day: string, sequence = 1) =>
			issue(n, {
				day,
				name: 'offline-ticket',
				body: { number: `A1-00${sequence}`, sequence, visit: { queue: 'A', items: [], channel: 'no-card' } },
			});
		const answer = await authority.submit([
			paper(2, '2026-11-17'),
			paper(3, '2026-11-18'),
			paper(4, '2026-11-17', 2),
			issue(5),
			// The platform was off on this day: its log begins now.
			paper(6, '2026-11-16'),
		]);
		expect(answer.ok && answer.outcomes.map(({ result }) => result)).toEqual(Array(5).fill('accepted'));
		expect(Object.keys(authority.state.tickets).sort()).toEqual(['A001', 'A1-001']);
		expect(authority.state.tickets['A1-001']).toMatchObject({ life: { stage: 'waiting' }, issuedBy: { n: 3 } });
		expect(authority.state.conflicts).toEqual([]);
		const yesterday = await loadLog(store, domainRules, plan, '2026-11-17');
		expect(Object.values(yesterday.state.tickets).map(({ number, life }) => `${number} ${life.stage}`)).toEqual([
			'A001 not-served',
			'A1-001 not-served',
			'A1-002 not-served',
		]);
		expect(checkLog(plan, '2026-11-17', yesterday.events).violations).toEqual([]);
		expect(Object.keys((await loadLog(store, domainRules, plan, '2026-11-16')).state.tickets)).toEqual(['A1-001']);
		expect(await authority.submit([paper(2, '2026-11-17')])).toMatchObject({ ok: true, outcomes: [{ n: 2, result: 'accepted' }] });
	});

	test("a service of yesterday reported today does not end today's ticket of that number", async () => {
		const { authority, clock, checkDay } = await begin();
		await authority.submit([issue(1)]);
		clock.turn(24 * 3_600_000);
		await checkDay();
		await authority.submit([issue(2)]);
		const window = plan.stations.find(({ role }) => role === 'window')!;
		const seat = { station: window.id, epoch: epochOf('b') };
		await authority.submit([
			issue(1, { ...seat, day: '2026-11-17', name: 'finish-service', body: { window: window.window, ticket: 'A001' } }),
		]);
		expect(authority.state.tickets.A001?.life.stage).toBe('waiting');
	});

	test('a day nobody can believe is today: the report of a station whose clock says 1970 is taken', async () => {
		const { authority, store } = await begin();
		await authority.submit([issue(1, { day: '1970-01-01', name: 'help-called', body: {} })]);
		expect(authority.eventsAfter(0).at(-1)?.name).toBe('help-called');
		expect((await store.days()).map(({ day }) => day)).toEqual(['2026-11-17']);
	});

	test('a clock that jumps back does not reopen a day that is over', async () => {
		const { authority, clock, checkDay } = await begin();
		clock.turn(-2 * 24 * 3_600_000);
		await checkDay();
		expect(authority.day).toBe('2026-11-17');
	});

	test('T1 power came back with a dead clock: the hall goes on with the day it was in, and no number is given twice', async () => {
		const { store, authority } = await begin();
		await authority.submit([issue(1), issue(2)]);
		await authority.stop();
		const dead = new HandClock();
		dead.turn(-dead.at);
		const { authority: next, clockBehindLog, checkDay, clock } = await begin({ store, clock: dead });
		expect([next.day, clockBehindLog]).toEqual(['2026-11-17', true]);
		expect(numberOf(await next.submit([issue(3)]))).toBe('A003');
		const { A002, A003 } = next.state.tickets;
		expect(A003!.queuedAt).toBeGreaterThanOrEqual(A002!.queuedAt);
		// The clock was set right the next morning.
		clock.turn(new HandClock().at + 24 * 3_600_000);
		await checkDay();
		expect(next.day).toBe('2026-11-18');
	});

	test('a clock that was a year ahead once does not keep the hall in a day that was closed', async () => {
		const ahead = new HandClock();
		ahead.turn(365 * 24 * 3_600_000);
		const { store, authority } = await begin({ clock: ahead });
		await authority.submit([issue(1, { station: 'M1', epoch: epochOf('c'), name: 'close-day', body: {}, session: 's' })]);
		await authority.stop();
		const { authority: next, clockBehindLog } = await begin({ store });
		expect([next.day, clockBehindLog]).toEqual(['2026-11-17', true]);
	});

	test('a clock behind the log is told to a person', async () => {
		const { store } = await begin();
		const behind = new HandClock();
		behind.turn(-24 * 3_600_000);
		expect((await begin({ store, clock: behind })).clockBehindLog).toBe(true);
	});

	test('a log with a hole stops the start', async () => {
		const { store } = await begin();
		const holed = Object.assign(Object.create(store) as MemoryStore, {
			days: () => store.days(),
			record: (kind: string, key: string) => store.record(kind, key),
			keepDay: async () => {},
			read: async (...args: Parameters<MemoryStore['read']>) =>
				(await store.read(...args)).map((event) => ({ ...event, position: event.position + 1 })),
		});
		await expect(loadLog(holed, domainRules, plan, '2026-11-17')).rejects.toMatchObject({ code: 'corrupt' });
	});
});
