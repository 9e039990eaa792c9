import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFigures } from '../../domain/tide/past-day/day-figures.ts';
import { historyOf } from '../../domain/tide/past-day/history.ts';
import { pastDayOf } from '../../domain/tide/past-day/past-day.ts';
import { countDay } from '../../platform/http/figures.ts';
import { day, minute, nine, plan, TestDay } from '../domain/small-hall.ts';

const figuresOf = (hall: TestDay, of = plan) => dayFigures(pastDayOf(day, of.windows, hall.log), of);

describe('a day of the hall without anybody in it', () => {
	const hall = new TestDay().open('W01', 'W02', 'W04');
	hall.take('A');
	hall.later(10).call('W02');
	hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
	hall.later(6).do('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
	hall.take('B');
	hall.take('A');
	hall.later(50).call('W02');
	hall.later(2).do('W02', 'start-service', { window: 'W02', ticket: 'A002' });
	hall.do('W02', 'transfer-ticket', { ticket: 'A002', toQueue: 'B', reason: 'elsewhere' });
	hall.later(1).do('W04', 'pause-window', { window: 'W04', reason: 'rest' });
	hall.later(9).do('W04', 'resume-window', { window: 'W04' });
	hall.call('W04');
	for (let time = 0; time < 3; time++) hall.later(0.5).do('W04', 'recall', { window: 'W04' });
	hall.later(0.5).do('W04', 'no-show', { window: 'W04' });
	hall.call('W04');
	hall.do('W04', 'start-service', { window: 'W04', ticket: 'A002' });
	hall.later(4).do('W04', 'finish-service', { window: 'W04', ticket: 'A002' });
	hall.take('A');
	hall.later(1).do('M1', 'close-day', {});
	const past = pastDayOf(day, plan.windows, hall.log);

	test('stays say who waited how long, where, and what it took of a window', () => {
		expect(past.stays.map(({ queue, end, window, busyMs, first }) => [queue, end, window, busyMs / minute, first])).toEqual([
			['A', 'served', 'W02', 6, true],
			['B', 'no-show', 'W04', 2, true],
			['A', 'sent-on', 'W02', 2, true],
			['B', 'served', 'W04', 4, false],
			['A', 'not-served', null, 0, true],
		]);
		expect(past.windows.find(({ id }) => id === 'W04')?.paused).toEqual([[nine + 69 * minute, nine + 78 * minute]]);
	});

	test('figures by hour, service and window, and everybody once at the end of the day', () => {
		const figures = figuresOf(hall);
		expect(figures.ways.normal).toMatchObject({ came: 4, served: 2, noShow: 1, cancelled: 0, notServed: 1, open: 0 });
		expect(figures.sentOn).toBe(1);
		expect(figures.queues.find(({ queue, hour }) => queue === 'A' && hour === 9)).toMatchObject({
			came: 2,
			waits: [
				[10, 1],
				[50, 1],
			],
			late: 1,
		});
		expect(figures.windows.find(({ window, hour }) => window === 'W04' && hour === 10)).toMatchObject({ finished: 1, pausedS: 540 });
		const { hours, all, week } = historyOf([figures]);
		expect(hours.map(({ hour, came }) => [hour, came])).toEqual([
			[9, 3],
			[10, 2],
		]);
		expect(all.inTarget).toBeCloseTo(2 / 4);
		expect(week).toMatchObject([
			{ weekday: 1, hour: 9, days: 1 },
			{ weekday: 1, hour: 10 },
		]);
	});

	test('two days add up, and one queue can be looked at alone', () => {
		const one = figuresOf(hall);
		const both = historyOf([one, { ...one, day: '2026-11-24' }]);
		expect(both.all.came).toBe(8);
		expect(both.all.mean).toBeCloseTo(historyOf([one]).all.mean!);
		expect(historyOf([one], 'B').hours.reduce((sum, { came }) => sum + came, 0)).toBe(2);
	});

	test('P1: neither a number, a person nor a clerk is in it', () => {
		const text = JSON.stringify([past, figuresOf(hall)]);
		expect(text).not.toMatch(/A00\d|B00\d|person|"00\d\d"/);
	});
});

const act = fc.record({
	deed: fc.constantFrom('take', 'take', 'take', 'serve', 'serve', 'miss', 'hold', 'send', 'offline', 'stray', 'by-hand', 'cancel'),
	window: fc.constantFrom('W01', 'W02', 'W04'),
	queue: fc.constantFrom('A', 'K', 'B'),
	later: fc.constantFrom(0, 1, 3, 12),
	which: fc.nat(30),
});

test('I-21: on any day as many were served, missed and called as the figures of the day say', () => {
	fc.assert(
		fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
			const hall = new TestDay().open('W01', 'W02', 'W04');
			let offline = 0;
			for (const { deed, window, queue, later, which } of acts) {
				hall.later(later);
				const numbers = Object.keys(hall.state.tickets);
				const some = numbers[which % Math.max(1, numbers.length)] ?? 'A001';
				if (deed === 'take') hall.say('T1', 'issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });
				else if (deed === 'offline' || deed === 'stray') {
					const number = `${queue}2-${String(++offline).padStart(3, '0')}`;
					if (deed === 'stray') hall.say(window, 'start-service', { window, ticket: number });
					hall.later(1).say('T2', 'offline-ticket', { number, sequence: offline, visit: { queue, items: [], channel: 'no-card' } });
				} else if (deed === 'cancel') hall.say('T1', 'cancel-ticket', { ticket: some, reason: 'went' });
				else if (deed === 'by-hand') {
					hall.say('M1', 'enter-manual-service', {
						...{ day, ticket: which % 2 ? some : `A90-${String(which + 1).padStart(3, '0')}`, queue, items: [], issuedAt: nine },
						...{ calledAt: nine, beganAt: nine, endedAt: nine + minute, result: 'served', servedAt: window },
					});
				} else {
					hall.say(window, 'call-next', { window });
					const here = hall.state.windows[window];
					const ticket = here && here.stage !== 'closed' ? here.ticket : null;
					if (!ticket) continue;
					if (deed === 'miss') hall.say(window, 'no-show', { window });
					else {
						hall.say(window, 'start-service', { window, ticket });
						hall.later(2);
						if (deed === 'hold') hall.say(window, 'hold-ticket', { window, reason: 'copy' });
						else if (deed === 'send') hall.say(window, 'transfer-ticket', { ticket, toQueue: 'B', reason: 'there' });
						else hall.say(window, 'finish-service', { window, ticket });
					}
				}
			}
			hall.later(5).say('M1', 'close-day', {});
			const { total, ways } = countDay(plan.code, day, hall.log);
			const own = figuresOf(hall);
			const all = historyOf([own]).days[0]!.all;
			expect([all.served, own.ways.normal.served, own.ways.offline.served, own.ways.manual.served]).toEqual([
				total.finished,
				ways.normal.finished,
				ways.offline.finished,
				ways.manual.finished,
			]);
			expect(all.came).toBe(total.issued + total.issuedOffline + total.issuedManual);
			expect(all.came).toBe(all.served + all.noShow + all.cancelled + all.notServed + all.open);
		}),
		{ seed: 20261122, numRuns: 60 },
	);
});
