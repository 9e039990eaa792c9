import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../domain/business-day.ts';
import type { HallPlan, QueuePlan } from '../../../domain/contracts/hall-plan.ts';
import { lastTicketAt, nextOpening, periodsOn } from '../../../domain/hours/opening.ts';
import { hall } from '../book/demo-book.ts';

const { plan } = hall;
const at = (day: string, time: string) => instantOf(day, time, plan.timezone);
const spoken = (found: { at: number; today: boolean } | null) =>
	found && [
		new Intl.DateTimeFormat('sv-SE', { timeZone: plan.timezone, dateStyle: 'short', timeStyle: 'short' }).format(found.at),
		found.today,
	];

describe('when people are back', () => {
	test('before nine on a working day: today at nine; at ten: since nine', () => {
		expect(spoken(nextOpening(plan, at('2026-11-23', '07:30')))).toEqual(['2026-11-23 09:00', true]);
		expect(spoken(nextOpening(plan, at('2026-11-23', '10:00')))).toEqual(['2026-11-23 09:00', true]);
	});
	test('after closing: tomorrow; on Saturday afternoon: on Monday', () => {
		expect(spoken(nextOpening(plan, at('2026-11-23', '17:30')))).toEqual(['2026-11-24 09:00', false]);
		expect(spoken(nextOpening(plan, at('2026-11-28', '12:00')))).toEqual(['2026-11-30 09:00', false]);
	});
	test('before a week of holidays: after it, on the day that the calendar says', () => {
		expect(spoken(nextOpening(plan, at('2026-09-30', '18:00')))).toEqual(['2026-10-08 09:00', false]);
	});
	test('a Sunday that is worked instead has the hours of a Monday', () => {
		expect(periodsOn(plan, '2026-09-20').map(({ from, to }) => `${from}-${to}`)).toEqual(['09:00-12:00', '12:00-13:30', '13:30-17:30']);
		expect(periodsOn(plan, '2026-10-01')).toEqual([]);
	});
	test('a hall that tells no hours promises nothing', () => {
		expect(nextOpening({ ...plan, hours: [] }, at('2026-11-23', '10:00'))).toBeNull();
	});
});

describe('the last ticket of a queue', () => {
	const queue = (id: string): QueuePlan => {
		const found = plan.queues.find((one) => one.id === id);
		if (!found) throw new Error(id);
		return found;
	};
	const time = (instant: number | null) =>
		instant === null ? null : new Intl.DateTimeFormat('sv-SE', { timeZone: plan.timezone, timeStyle: 'short' }).format(instant);

	test('so many minutes before its windows close', () => {
		expect(time(lastTicketAt(plan, queue('A'), at('2026-11-23', '10:00')))).toBe('17:15');
		const [slow] = plan.queues.filter(({ lastTicketBeforeCloseMinutes }) => lastTicketBeforeCloseMinutes === 26);
		expect(slow && time(lastTicketAt(plan, slow, at('2026-11-23', '10:00')))).toBe('17:04');
	});
	test('on Saturday by the windows that are on duty; a queue that none of them serves has no hours', () => {
		expect(time(lastTicketAt(plan, queue('A'), at('2026-11-28', '10:00')))).toBe('11:45');
		const saturday = plan.hours.find(({ days }) => days.includes(6));
		const without: HallPlan = {
			...plan,
			windows: plan.windows.map((window) => (saturday?.windows?.includes(window.id) ? { ...window, capabilities: [] } : window)),
		};
		expect(lastTicketAt(without, queue('A'), at('2026-11-28', '10:00'))).toBeNull();
	});
});
