import { describe, expect, test } from 'vitest';
import { countDay } from '../../platform/http/figures.ts';
import { day, minute, nine, plan, TestDay } from '../domain/small-hall.ts';

const entry = (ticket: string, over: object = {}) => ({
	day,
	ticket,
	queue: 'A',
	items: [],
	issuedAt: nine + 10 * minute,
	calledAt: nine + 22 * minute,
	beganAt: nine + 24 * minute,
	endedAt: nine + 30 * minute,
	result: 'served' as const,
	servedAt: 'W02',
	...over,
});

describe('figures of a day with manual mode and a cut', () => {
	const hall = new TestDay().open('W02');
	hall.take('A');
	hall.later(2).call('W02');
	hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
	hall.later(3).do('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
	hall.take('A');
	hall.do('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit: { queue: 'A', items: [], channel: 'no-card' } });
	hall.later(5).do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
	hall.later(40);
	hall.do('M1', 'enter-manual-service', entry('A90-001'));
	hall.do('M1', 'enter-manual-service', entry('A90-001', { endedAt: nine + 49 * minute }));
	hall.do('M1', 'enter-manual-service', entry('A90-002', { result: 'no-show', beganAt: null, endedAt: null }));
	hall.do(
		'M1',
		'enter-manual-service',
		entry('A90-003', { result: 'waiting', calledAt: null, beganAt: null, endedAt: null, servedAt: undefined }),
	);
	// Printed by the machine, called by hand.
	hall.do(
		'M1',
		'enter-manual-service',
		entry('A002', { issuedAt: null, calledAt: nine + 15 * minute, beganAt: nine + 15 * minute, endedAt: nine + 19 * minute }),
	);
	hall.do('M1', 'end-manual', {});
	hall.do('T2', 'cut-off-ended', { since: nine, until: nine + 20 * minute });
	const figures = countDay(plan.code, day, hall.log);

	test('I-21: what was given out is the sum of the three ways, and of the three origins', () => {
		const { ways, total } = figures;
		expect([ways.normal.issued, ways.offline.issued, ways.manual.issued]).toEqual([1, 1, 4]);
		expect(total).toMatchObject({ issued: 2, issuedOffline: 1, issuedManual: 3 });
		expect(ways.normal.issued + ways.offline.issued + ways.manual.issued).toBe(Object.keys(hall.state.tickets).length);
	});

	test('waits and services by hand are those of the form, not of the entering, and a paper entered twice counts once', () => {
		const { ways, total } = figures;
		expect(ways.normal).toMatchObject({ finished: 1, noShow: 0, meanWaitSeconds: 120, meanServiceSeconds: 180 });
		// Waits of 12, 12 and 10 minutes; services of 6 and 4.
		expect(ways.manual).toMatchObject({ finished: 2, noShow: 1, meanWaitSeconds: 680, meanServiceSeconds: 300 });
		expect(ways.offline).toMatchObject({ finished: 0, meanWaitSeconds: null, meanServiceSeconds: null });
		expect(total).toMatchObject({ called: 4, finished: 3, noShow: 1, conflicts: 1 });
		expect(total.finished).toBe(ways.normal.finished + ways.offline.finished + ways.manual.finished);
	});

	test('periods say when which queue was called by hand and which station was cut off', () => {
		expect(figures.periods).toEqual({
			manual: [{ queue: 'A', from: nine + 10 * minute, to: nine + 50 * minute }],
			cutOff: [{ station: 'T2', from: nine, to: nine + 20 * minute }],
		});
	});

	test('a day that is still in manual mode has a period without an end; the end of the day ends it', () => {
		const open = new TestDay().open();
		open.do('M1', 'begin-manual', { queues: ['B'], reason: 'power' });
		expect(countDay(plan.code, day, open.log).periods.manual).toEqual([{ queue: 'B', from: nine, to: null }]);
		open.later(60).do('M1', 'close-day', {});
		expect(countDay(plan.code, day, open.log).periods.manual).toEqual([{ queue: 'B', from: nine, to: nine + 60 * minute }]);
	});
});
