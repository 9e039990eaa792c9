import { describe, expect, test } from 'vitest';
import { estimateWait } from '../../domain/estimate.ts';
import { ticketsBefore } from '../../domain/tickets-before.ts';
import { waitOfNext } from '../../domain/wait-of-next.ts';
import { plan, TestDay } from './small-hall.ts';

function crowd(): TestDay {
	const day = new TestDay().open('W01', 'W02');
	for (let n = 0; n < 8; n++) day.later(1).take();
	return day;
}
const groups = [undefined, 'ELDER65', 'ELDER80'] as const;

describe('what is said before a number is taken', () => {
	test('the confirmation said 8 ahead to a person with priority, and the ticket 0', () => {
		const day = crowd();
		const said = waitOfNext(day.state, plan, { queue: 'A', items: [], channel: 'card', priorityGroup: 'ELDER80' }, day.now);
		expect(said.people).toBeLessThan(estimateWait(day.state, plan, 'A', day.now).people);
		day.take('A', { priorityGroup: 'ELDER80' });
		expect(said.people).toBe(ticketsBefore(day.state, plan, 'A009', day.now).length);
	});

	test('is what the ticket says, whoever takes it, while the line grows and shrinks', () => {
		const day = crowd();
		for (let turn = 0; turn < 12; turn++) {
			const group = groups[turn % groups.length];
			const more = group === undefined ? {} : { priorityGroup: group };
			const said = waitOfNext(day.state, plan, { queue: 'A', items: [], channel: 'card', ...more }, day.now);
			const before = new Set(Object.keys(day.state.tickets));
			day.take('A', more);
			const number = Object.keys(day.state.tickets).find((each) => !before.has(each)) ?? '';
			expect([turn, said.people]).toEqual([turn, ticketsBefore(day.state, plan, number, day.now).length]);
			if (turn % 2 === 1) day.later(1).serve('W01');
		}
	});

	test('changes nothing of the day', () => {
		const day = crowd();
		const text = JSON.stringify(day.state);
		waitOfNext(day.state, plan, { queue: 'A', items: [], channel: 'no-card' }, day.now);
		expect(JSON.stringify(day.state)).toBe(text);
	});
});
