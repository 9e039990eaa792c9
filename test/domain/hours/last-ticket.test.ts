/** The hall may choose that the platform itself gives out no number after the last one. */
import { describe, expect, test } from 'vitest';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { plan, TestDay } from '../small-hall.ts';

const enforced: HallPlan = {
	...plan,
	queues: plan.queues.map((queue) => (queue.id === 'A' ? { ...queue, lastTicketEnforced: true } : queue)),
};
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);

function hallAt(time: string, own = enforced): TestDay {
	const hall = new TestDay(own);
	hall.say('M1', 'open-day', {});
	hall.now = at(time);
	return hall;
}
const issue = (hall: TestDay, queue = 'A') => hall.say('T1', 'issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });

describe('the last ticket', () => {
	test('a quarter of an hour before closing a number is given, a minute later none', () => {
		expect(issue(hallAt('17:15'))).toMatchObject({ ok: true });
		expect(issue(hallAt('17:16'))).toMatchObject({
			ok: false,
			refusal: { code: 'last-ticket-given', params: { queue: 'A', time: '17:15' } },
		});
	});

	test('another queue, and a hall that did not choose it, go on', () => {
		expect(issue(hallAt('17:16'), 'B')).toMatchObject({ ok: true });
		expect(issue(hallAt('23:00', plan))).toMatchObject({ ok: true });
	});

	test('S6 what a terminal gave out while cut off is never refused', () => {
		const hall = hallAt('18:00');
		const visit = { queue: 'A', items: [], channel: 'no-card' as const };
		const decision = hall.say('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit });
		expect(decision).toMatchObject({ ok: true });
	});

	test('on a day that the hours say nothing of, people are here all the same: nothing is refused', () => {
		const sunday: HallPlan = { ...enforced, hours: [{ days: [6], from: '09:00', to: '12:00' }] };
		expect(issue(hallAt('18:00', sunday))).toMatchObject({ ok: true });
	});
});
