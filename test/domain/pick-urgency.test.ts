import { describe, expect, test } from 'vitest';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { orderOfCalls, pickNext } from '../../domain/pick-next.ts';
import { minute, plan, TestDay } from './small-hall.ts';

const urgent: HallPlan = { ...plan, pick: { ...plan.pick, rule: 'urgency', maxPriorityInRow: 3 } };
const elder = { priorityGroup: 'ELDER65' };

function served(day: TestDay, window: string, count: number): string[] {
	return Array.from({ length: count }, () => day.serve(window).ticket);
}

describe('Q1 the rule "urgency"', () => {
	test('a priority ticket goes before ordinary ones that came up to ten minutes earlier, not before earlier ones', () => {
		const day = new TestDay(urgent).open('W02');
		day.take();
		day.later(5).take();
		day.later(6).take('A', elder);
		expect(served(day, 'W02', 3)).toEqual(['A001', 'A003', 'A002']);
	});

	test('a booked time that has come has fifteen minutes ahead; before its time it has none', () => {
		const day = new TestDay(urgent).open('W02');
		day.take();
		day.later(12).take('A', { reservationSlot: day.now });
		expect(pickNext(day.state, urgent, 'W02', day.now - 2 * minute)?.ticket).toBe('A001');
		expect(pickNext(day.state, urgent, 'W02', day.now)).toMatchObject({ ticket: 'A002', reason: { code: 'reservation-due' } });
	});

	test('I-6 at most so many pass in a row', () => {
		const day = new TestDay(urgent).open('W02');
		day.take();
		day.take();
		for (let n = 0; n < 5; n++) day.later(1).take('A', elder);
		expect(served(day, 'W02', 5)).toEqual(['A003', 'A004', 'A005', 'A001', 'A006']);
	});

	test('Q2 who was passed and waited the bound goes before any other', () => {
		const day = new TestDay({ ...urgent, pick: { ...urgent.pick, maxPriorityInRow: 9 } }).open('W02');
		day.take();
		for (let n = 0; n < 4; n++) day.later(1).take('A', elder);
		expect(day.serve('W02').ticket).toBe('A002');
		day.later(15);
		expect(day.serve('W02')).toEqual({ ticket: 'A001', why: 'ordinary-aged' });
	});

	test('among queues the one furthest towards its target, and the reason says what was compared', () => {
		const day = new TestDay(urgent).open('W01');
		day.take('A');
		day.later(1).take('K');
		const pick = pickNext(day.state, urgent, 'W01', day.now + 9 * minute);
		// 9 min of 20, short service, beside 10 min of 45.
		expect(pick).toMatchObject({ ticket: 'K001', reason: { params: { queue: 'K', urgency: 47, otherQueue: 'A', otherUrgency: 23 } } });
		expect(pick?.reason.params.because).toBeUndefined();
	});

	test('a window stays with the queue it called last unless the other is clearly more urgent', () => {
		const even: HallPlan = { ...urgent, queues: urgent.queues.map((queue) => ({ ...queue, meanMinutes: 10, maxWaitMinutes: 45 })) };
		const day = new TestDay(even).open('W01');
		day.take('K');
		expect(day.serve('W01').ticket).toBe('K001');
		day.take('A');
		day.later(3).take('K');
		const soon = pickNext(day.state, even, 'W01', day.now + 10 * minute);
		expect(soon).toMatchObject({ ticket: 'K002', reason: { params: { because: 'stays', otherQueue: 'A' } } });
		const fresh = new TestDay(even).open('W01');
		fresh.take('A');
		fresh.later(3).take('K');
		expect(pickNext(fresh.state, even, 'W01', fresh.now + 10 * minute)?.ticket).toBe('A001');
	});

	test('a queue outside the home duty counts less', () => {
		const even: HallPlan = { ...urgent, queues: urgent.queues.map((queue) => ({ ...queue, meanMinutes: 10, maxWaitMinutes: 45 })) };
		const day = new TestDay(even).open('W04');
		day.do('M1', 'change-duty', { window: 'W04', duty: ['A', 'B'] });
		day.take('A');
		day.later(3).take('B');
		expect(pickNext(day.state, even, 'W04', day.now + 7 * minute)).toMatchObject({
			ticket: 'B001',
			reason: { params: { because: 'weighted' } },
		});
		expect(pickNext(day.state, even, 'W04', day.now)?.ticket).toBe('A001');
	});

	test('under "crowd-urgency" the queue where more wait goes first, and the reason says so; under "urgency" it does not', () => {
		const even: HallPlan = { ...urgent, queues: urgent.queues.map((queue) => ({ ...queue, meanMinutes: 10, maxWaitMinutes: 45 })) };
		const crowded: HallPlan = { ...even, pick: { ...even.pick, rule: 'crowd-urgency' } };
		const callsAt = (plan: HallPlan) => {
			const day = new TestDay(plan).open('W01');
			day.take('A');
			day.later(1).take('K');
			for (let n = 0; n < 8; n++) day.take('K');
			return pickNext(day.state, plan, 'W01', day.now + 6 * minute);
		};
		expect(callsAt(even)).toMatchObject({ ticket: 'A001' });
		expect(callsAt(crowded)).toMatchObject({ ticket: 'K001', reason: { params: { because: 'crowd', otherQueue: 'A' } } });
	});

	test('under "crowd-urgency" a wait beyond its target counts for less than in proportion; under "urgency" it does not', () => {
		const even: HallPlan = { ...urgent, queues: urgent.queues.map((queue) => ({ ...queue, meanMinutes: 10, maxWaitMinutes: 15 })) };
		const callsAt = (plan: HallPlan) => {
			const day = new TestDay(plan).open('W04');
			day.do('M1', 'change-duty', { window: 'W04', duty: ['A', 'B'] });
			day.take('A');
			day.later(30).take('B');
			return pickNext(day.state, plan, 'W04', day.now + 15 * minute)?.ticket;
		};
		// Three times its target in a queue that is not the window's own, beside one that reaches its target now.
		expect(callsAt(even)).toBe('A001');
		expect(callsAt({ ...even, pick: { ...even.pick, rule: 'crowd-urgency' } })).toBe('B001');
	});

	test('under "crowd-urgency" priority tickets have their head start as under "urgency"', () => {
		const crowded: HallPlan = { ...urgent, pick: { ...urgent.pick, rule: 'crowd-urgency' } };
		const day = new TestDay(crowded).open('W02');
		day.take();
		day.later(5).take();
		day.later(6).take('A', elder);
		expect(served(day, 'W02', 3)).toEqual(['A001', 'A003', 'A002']);
	});

	test('the first of the order of calls is the pick', () => {
		const day = new TestDay(urgent).open('W01');
		day.take('A');
		day.later(2).take('K');
		day.later(1).take('A', elder);
		expect(orderOfCalls(day.state, urgent, 'W01', day.now + minute)[0]).toEqual(pickNext(day.state, urgent, 'W01', day.now + minute));
	});
});
