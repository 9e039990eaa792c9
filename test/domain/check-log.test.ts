import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { day as dayName, minute, plan, TestDay } from './small-hall.ts';

/** A sound morning to spoil: two tickets, one priority ticket, one served, one called. */
function morning(): HallEvent[] {
	const day = new TestDay().open('W01', 'W02');
	day.take();
	day.later(1).take();
	day.later(1).take('A', { priorityGroup: 'ELDER80' });
	day.serve('W02');
	day.call('W01');
	return day.log;
}
const rulesBroken = (log: HallEvent[]) => [...new Set(checkLog(plan, dayName, log).violations.map((violation) => violation.rule))];
const numbered = (log: HallEvent[]) => log.map((event, index) => ({ ...event, position: index + 1, n: index + 1 }) as HallEvent);
const like = (log: HallEvent[], name: string, over: object): HallEvent => {
	const event = log.find((other) => other.name === name);
	if (!event) throw new Error(name);
	return { ...event, body: { ...event.body, ...over } } as HallEvent;
};

describe('a sound log', () => {
	test('has no violations and counts what happened', () => {
		const { counts, violations } = checkLog(plan, dayName, morning());
		expect(violations).toEqual([]);
		expect(counts).toMatchObject({ issued: 3, issuedShared: 3, issuedOffline: 0, done: 1, called: 1, waiting: 1, calls: 2, conflicts: 0 });
	});

	test('may be empty', () => expect(checkLog(plan, dayName, []).violations).toEqual([]));
});

describe('a spoilt log shows which rule it breaks', () => {
	const log = morning();
	const issued = like(log, 'ticket-issued', {});
	const called = like(log, 'ticket-called', {});
	test.each<[string, HallEvent[]]>([
		['S1', log.toSpliced(3, 1)],
		['S1', log.map((event, index) => (index === 2 ? ({ ...event, day: '2026-11-24' } as HallEvent) : event))],
		['S1', numbered([...log, { ...called, body: { ticket: 'nonsense' } } as unknown as HallEvent])],
		['S2', [...log, { ...issued, position: log.length + 1, body: { ...issued.body, number: 'A009' } } as HallEvent]],
		['T1', numbered([...log, issued])],
		[
			'T2',
			numbered([
				...log,
				{
					...issued,
					name: 'ticket-paper-known',
					body: { ticket: 'A002', job: 'j', copy: 1, outcome: 'printed', proof: 'done' },
				} as HallEvent,
				{ ...issued, name: 'ticket-voided', body: { ticket: 'A002', replacedBy: 'A2-001' } } as HallEvent,
			]),
		],
		['T3', numbered([...log, like(log, 'ticket-called', { ticket: 'A002', window: 'W01' })])],
		[
			'T3',
			numbered([
				...log,
				like(log, 'service-started', { ticket: 'A001', window: 'W01' }),
				like(log, 'service-started', { ticket: 'A001', window: 'W02' }),
			]),
		],
		['T4', numbered([...log, like(log, 'service-finished', { ticket: 'A002', window: 'W02' })])],
		['T4', numbered([...log, { ...issued, name: 'ticket-returned', body: { ticket: 'A002', to: 'queue' } } as HallEvent])],
		['I-13', numbered([...log, like(log, 'ticket-called', { ticket: 'A002', window: 'W04' })])],
		[
			'Q1',
			numbered([
				...log,
				like(log, 'service-started', { ticket: 'A001', window: 'W01' }),
				like(log, 'service-finished', { ticket: 'A001', window: 'W01' }),
				like(log, 'ticket-issued', { number: 'A004', sequence: 4, queuedAt: issued.recordedAt + 9 * minute }),
				like(log, 'ticket-called', { ticket: 'A004', window: 'W02' }),
			]),
		],
		['Q3', numbered([...log, { ...issued, name: 'day-closed', body: { notServed: [] } } as HallEvent])],
		['P1', numbered([...log, { ...issued, name: 'ticket-cancelled', body: { ticket: 'A002', reason: 'call 13800138000' } } as HallEvent])],
		[
			'P1',
			numbered([...log, { ...issued, name: 'ticket-cancelled', body: { ticket: 'A002', reason: '11010519491231002X' } } as HallEvent]),
		],
	])('%s', (rule, spoilt) => {
		expect(rulesBroken(spoilt)).toContain(rule);
	});

	test('P1 the finding does not repeat what it found', () => {
		const leak = numbered([...log, { ...issued, name: 'ticket-cancelled', body: { ticket: 'A002', reason: '13800138000' } } as HallEvent]);
		expect(JSON.stringify(checkLog(plan, dayName, leak))).not.toContain('13800138000');
	});

	test('Q2 I-6 priority that passes an ordinary ticket beyond cap and bound', () => {
		const unfair = { ...plan, pick: { ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 99, maxNormalDelayMinutes: 999 } };
		const day = new TestDay(unfair).open('W02');
		day.take();
		for (let n = 0; n < 5; n++) day.later(1).take('A', { priorityGroup: 'ELDER80' });
		for (let n = 0; n < 4; n++) {
			day.later(10);
			expect(day.serve('W02').why).toBe('priority-turn');
		}
		expect(checkLog(unfair, dayName, day.log).violations).toEqual([]);
		expect(rulesBroken(day.log)).toEqual(expect.arrayContaining(['Q1', 'Q2', 'I-6']));
	});
});
