import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { windowView } from '../../domain/views/window-view.ts';
import { day as dayName, minute, plan, TestDay } from './small-hall.ts';

/** Queue K is served at window 04 alone, queue A at 01. */
const serveAt = (day: TestDay, window: string, ticket: string) => {
	day.do(window, 'call-ticket', { window, ticket, reason: 'because' });
	day.do(window, 'start-service', { window, ticket });
};
const other = plan.windows.find(({ id, homeDuty }) => id !== 'W01' && !homeDuty.includes('A'));
const toQueue = other?.homeDuty[0] ?? 'B';
const second = other?.id ?? 'W04';

describe('a number that goes to another window and comes back', () => {
	test('“come back to me”: done at the other window, it waits at the first, which may call it at once and then finishes it', () => {
		const day = new TestDay(plan).open('W01', second);
		const ticket = day.take('A');
		serveAt(day, 'W01', ticket);
		day.do('W01', 'transfer-ticket', { ticket, toQueue, reason: 'pay first', comeBack: true });
		// The position rule: the number and its time of arrival stay.
		expect(day.ticket(ticket)).toMatchObject({ queue: toQueue, comeBackTo: 'W01', life: { stage: 'waiting' } });
		day.later(5);
		serveAt(day, second, ticket);
		day.do(second, 'finish-service', { window: second, ticket });
		expect(day.ticket(ticket).life).toMatchObject({ stage: 'held', window: 'W01', from: second });
		expect(windowView(day.state, plan, 'W01', day.now)?.held).toMatchObject([{ number: ticket, from: second, until: null }]);
		day.do('W01', 'return-ticket', { ticket, to: 'window' });
		day.do('W01', 'start-service', { window: 'W01', ticket });
		day.do('W01', 'finish-service', { window: 'W01', ticket });
		expect(day.stage(ticket)).toBe('done');
		expect(checkLog(plan, dayName, day.log).violations).toEqual([]);
	});

	test('sent on without it, or after closing, the other window ends the visit', () => {
		const day = new TestDay(plan).open('W01', second);
		const [one, two] = [day.take('A'), day.take('A')];
		serveAt(day, 'W01', one);
		day.do('W01', 'transfer-ticket', { ticket: one, toQueue, reason: 'wrong queue' });
		serveAt(day, 'W01', two);
		day.do('W01', 'transfer-ticket', { ticket: two, toQueue, reason: 'pay first', comeBack: true });
		serveAt(day, second, one);
		day.do(second, 'finish-service', { window: second, ticket: one });
		expect(day.stage(one)).toBe('done');
		serveAt(day, second, two);
		day.do('M1', 'close-day', {});
		day.do(second, 'finish-service', { window: second, ticket: two });
		expect(day.stage(two)).toBe('done');
	});

	test('held for a time: the window is told until when, and the ticket stays its own when that is over', () => {
		const day = new TestDay(plan).open('W01');
		const ticket = day.take('A');
		serveAt(day, 'W01', ticket);
		day.do('W01', 'hold-ticket', { window: 'W01', reason: 'copies', minutes: 20 });
		const until = day.now + 20 * minute;
		expect(windowView(day.state, plan, 'W01', day.now)?.held).toMatchObject([{ number: ticket, until, from: null }]);
		day.later(60);
		day.do('W01', 'return-ticket', { ticket, to: 'window' });
		expect(day.stage(ticket)).toBe('called');
	});
});
