import { describe, expect, test } from 'vitest';
import { orderOfCalls, pickNext } from '../../domain/pick-next.ts';
import { minute, nine, plan, TestDay } from './small-hall.ts';

const elder = { priorityGroup: 'ELDER65' };

function served(day: TestDay, window: string, count: number): string[] {
	return Array.from({ length: count }, () => day.serve(window).ticket);
}

describe('Q1 who is next', () => {
	test('nobody', () => expect(pickNext(new TestDay().state, plan, 'W02', nine)).toBeNull());

	test('the order of arrival, and the one who is alone', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.later(1).take();
		expect(pickNext(day.state, plan, 'W02', day.now)).toEqual({
			ticket: 'A001',
			reason: { code: 'ordinary-turn', params: { waitedMinutes: 1 } },
		});
		day.serve('W02');
		expect(day.serve('W02')).toEqual({ ticket: 'A002', why: 'only-one' });
	});

	test('after two ordinary ones priority has its turn, and can say so', () => {
		const day = new TestDay().open('W02');
		for (let n = 0; n < 4; n++) day.later(1).take();
		day.later(1).take('A', elder);
		day.later(1).take('A', elder);
		expect(served(day, 'W02', 3)).toEqual(['A005', 'A001', 'A002']);
		expect(pickNext(day.state, plan, 'W02', nine + 30 * minute)).toEqual({
			ticket: 'A006',
			reason: {
				code: 'priority-turn',
				params: { waitedMinutes: 24, group: 'ELDER65', lastNormal: 'A001、A002', lastNormalCount: 2, alternative: 'A003' },
			},
		});
		expect(served(day, 'W02', 3)).toEqual(['A006', 'A003', 'A004']);
	});

	test('the higher group first, then arrival', () => {
		const day = new TestDay().open('W02');
		for (let n = 0; n < 8; n++) day.take();
		day.later(1).take('A', elder);
		day.later(1).take('A', { priorityGroup: 'ELDER80' });
		expect(served(day, 'W02', 4)).toEqual(['A010', 'A001', 'A002', 'A009']);
	});

	test('Q2 priority that came before every ordinary one is never put behind it', () => {
		const day = new TestDay().open('W02');
		day.take('A', elder);
		day.take('A', elder);
		day.take('A', elder);
		day.later(1).take();
		expect(served(day, 'W02', 4)).toEqual(['A001', 'A002', 'A003', 'A004']);
	});

	test('a booked time is honoured when it comes, not before, and not after its grace', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.take();
		day.later(1).take('A', { reservationSlot: nine + 30 * minute });
		day.take('A', { reservationSlot: nine - 60 * minute });
		expect(pickNext(day.state, plan, 'W02', nine + 28 * minute)?.ticket).toBe('A001');
		expect(pickNext(day.state, plan, 'W02', nine + 29 * minute)).toMatchObject({
			ticket: 'A003',
			reason: { code: 'reservation-due', params: { slot: '09:30' } },
		});
		day.later(40);
		expect(served(day, 'W02', 4)).toEqual(['A003', 'A001', 'A002', 'A004']);
	});

	test('I-6 at most so many pass an ordinary ticket in a row', () => {
		const own = { ...plan, pick: { ...plan.pick, normalBetweenPriority: 0 } };
		const day = new TestDay(own).open('W02');
		day.take();
		day.take();
		for (let n = 0; n < 5; n++) day.later(1).take('A', elder);
		expect(served(day, 'W02', 6)).toEqual(['A003', 'A004', 'A001', 'A005', 'A006', 'A002']);
	});

	test('Q2 an ordinary one that stood first, was passed and waited the bound goes before any other', () => {
		const own = { ...plan, pick: { ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 9 } };
		const day = new TestDay(own).open('W02');
		day.take();
		for (let n = 0; n < 4; n++) day.later(1).take('A', elder);
		expect(day.serve('W02').why).toBe('priority-turn');
		day.later(14);
		expect(day.serve('W02').why).toBe('priority-turn');
		day.later(1);
		expect(day.serve('W02')).toEqual({ ticket: 'A001', why: 'ordinary-aged' });
	});

	test('arrival order alone, when the hall chose it', () => {
		const day = new TestDay({ ...plan, pick: { ...plan.pick, rule: 'arrival-order' } }).open('W02');
		day.take();
		day.later(1).take('A', elder);
		expect(served(day, 'W02', 2)).toEqual(['A001', 'A002']);
	});

	test('of two queues the one furthest towards its target; equal ones in serving order', () => {
		const day = new TestDay().open('W01');
		day.take('A');
		day.take('K');
		expect(pickNext(day.state, plan, 'W01', day.now)?.ticket).toBe('A001');
		expect(pickNext(day.state, plan, 'W01', day.now + 10 * minute)?.ticket).toBe('K001');
	});

	test('a window calls what it can do; what no window covers goes to any of them', () => {
		const day = new TestDay().open('W03');
		day.take('R', { items: ['RR-002'] });
		day.later(1).take('R', { items: ['RR-001'] });
		expect(pickNext(day.state, plan, 'W03', day.now)?.ticket).toBe('R001');
		day.do('M1', 'change-duty', { window: 'W04', duty: ['R'] });
		expect(pickNext(day.state, plan, 'W03', day.now)?.ticket).toBe('R002');
		day.serve('W03');
		expect(day.refused('W03', 'call-next', { window: 'W03' })).toBe('nobody-waiting');
		expect(pickNext(day.state, plan, 'W04', day.now)?.ticket).toBe('R001');
	});

	test('returned after being held keeps its place and says so', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.take();
		day.call('W02');
		day.do('W02', 'hold-ticket', { window: 'W02', reason: 'copy' });
		day.do('W02', 'return-ticket', { ticket: 'A001', to: 'queue' });
		expect(day.serve('W02')).toEqual({ ticket: 'A001', why: 'returned-held' });
	});

	test('the order shown is the order called', () => {
		const day = new TestDay().open('W02');
		for (let n = 0; n < 9; n++) day.take('A', n % 3 === 1 ? elder : {});
		day.call('W02');
		day.do('W02', 'no-show', { window: 'W02' });
		const shown = orderOfCalls(day.state, plan, 'W02', day.now).map((pick) => pick.ticket);
		expect(shown).toHaveLength(9);
		expect(served(day, 'W02', 9)).toEqual(shown);
	});
});
