import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { historiesOf } from '../../domain/reconciliation/ticket-history.ts';
import { managerView } from '../../domain/views/manager-view.ts';
import { windowView } from '../../domain/views/window-view.ts';
import { countDay } from '../../platform/http/figures.ts';
import { day as dayName, plan, TestDay } from './small-hall.ts';

describe('priority on the word of somebody who has looked', () => {
	test('the number goes first by the hall’s own rule, with its reason at the window, in the figures and in its history', () => {
		const day = new TestDay().open('W01');
		const [first, second] = [day.take(), day.take()];
		expect(windowView(day.state, plan, 'W01', day.now)?.next?.ticket).toBe(first);
		day.do('W01', 'grant-priority', { ticket: second, group: 'PREGNANT' });
		const view = windowView(day.state, plan, 'W01', day.now);
		expect(view?.next?.ticket).toBe(second);
		expect(view?.waiting[0]).toMatchObject({ number: second, chips: ['priority'], priorityGroup: 'PREGNANT' });
		expect(managerView(day.state, plan, day.now).figures.priority).toEqual({ PREGNANT: 1 });
		expect(countDay('TEST-HALL', dayName, day.log).priority).toEqual({ PREGNANT: { tickets: 1, granted: 1 } });
		expect(historiesOf(day.log, new Set([second])).get(second)).toContainEqual(
			expect.objectContaining({ code: 'priority', params: { group: 'PREGNANT' } }),
		);
		expect(day.log.at(-1)).toMatchObject({ name: 'priority-granted', staff: '0301' });
		day.do('W01', 'call-next', { window: 'W01' });
		expect(day.state.tickets[second]?.life.stage).toBe('called');
		expect(checkLog(plan, dayName, day.log).violations).toEqual([]);
	});

	test('a higher group may be found later, a lower or the same one changes nothing and is said so', () => {
		const day = new TestDay().open('W01');
		const ticket = day.take('A', { priorityGroup: 'ELDER65' });
		expect(day.refused('W01', 'grant-priority', { ticket, group: 'ELDER65' })).toBe('already-priority');
		day.do('W01', 'grant-priority', { ticket, group: 'PREGNANT' });
		expect(day.refused('M1', 'grant-priority', { ticket, group: 'ELDER65' })).toBe('already-priority');
		expect(day.state.tickets[ticket]?.visit.priorityGroup).toBe('PREGNANT');
	});

	test.each([
		['unknown-ticket', 'A099', 'PREGNANT'],
		['unknown-priority-group', 'A001', 'FRIEND-OF-MINE'],
		['illegal-stage', 'A002', 'PREGNANT'],
	])('is refused with %s', (code, ticket, group) => {
		const day = new TestDay().open('W01');
		day.take();
		const called = day.take();
		day.do('W01', 'call-ticket', { window: 'W01', ticket: called, reason: 'because' });
		expect(day.refused('W01', 'grant-priority', { ticket, group })).toBe(code);
	});

	test('nobody gives it to themselves at a terminal', () => {
		const day = new TestDay().open('W01');
		expect(day.refused('T1', 'grant-priority', { ticket: day.take(), group: 'PREGNANT' })).toBe('not-permitted');
	});
});
