import { describe, expect, test } from 'vitest';
import { ticketsBefore } from '../../domain/tickets-before.ts';
import { plan, TestDay } from './small-hall.ts';

function crowd(): TestDay {
	const day = new TestDay().open('W01', 'W02');
	for (let n = 0; n < 6; n++) day.later(1).take();
	day.later(1).take('A', { priorityGroup: 'ELDER65' });
	return day;
}

describe('how many are called before a ticket', () => {
	test('an elder is not told of the people that will be passed: as many as are then really called', () => {
		const day = crowd();
		const before = ticketsBefore(day.state, plan, 'A007', day.now);
		expect(before.length).toBeLessThan(6);
		const called: string[] = [];
		for (;;) {
			day.serve('W01');
			const done = Object.values(day.state.tickets).filter((ticket) => ticket.life.stage === 'done');
			const last = done.find((ticket) => !called.includes(ticket.number))!.number;
			if (last === 'A007') break;
			called.push(last);
		}
		expect(called).toEqual(before);
	});

	test('an ordinary ticket counts who came before it', () => {
		const day = crowd();
		expect(ticketsBefore(day.state, plan, 'A004', day.now)).toEqual(['A001', 'A002', 'A003']);
	});

	test('without an open window there is no order yet, and everybody who came before counts', () => {
		const day = new TestDay().open();
		for (let n = 0; n < 3; n++) day.take();
		day.take('A', { priorityGroup: 'ELDER80' });
		expect(ticketsBefore(day.state, plan, 'A004', day.now)).toHaveLength(3);
	});

	test('a ticket nobody waits with has nobody before it', () => {
		expect(ticketsBefore(crowd().state, plan, 'A999', 0)).toEqual([]);
	});
});
