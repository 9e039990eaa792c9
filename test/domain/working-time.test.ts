import { describe, expect, test } from 'vitest';
import { instantOf } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { closeOf, isWorkday, officePeriods, workCalendarOf } from '../../domain/working-time/calendar.ts';
import { deferredUntil, dueDay, readClock } from '../../domain/working-time/due.ts';

const timezone = 'Asia/Shanghai';
const week = [1, 2, 3, 4, 5];
/** Holidays of 2026 as 国务院办公厅 published them on 4 November 2025. */
const plan: Pick<HallPlan, 'timezone' | 'hours' | 'calendar'> = {
	timezone,
	hours: [
		{ days: week, from: '13:30', to: '17:30' },
		{ days: week, from: '09:00', to: '12:00' },
		{ days: week, from: '12:00', to: '13:30', windows: ['W01'] },
		{ days: [6], from: '09:00', to: '12:00', windows: ['W01'] },
	],
	calendar: {
		closedDates: [
			...['2026-01-01', '2026-01-02', '2026-01-03'],
			...['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-21', '2026-02-22', '2026-02-23'],
			...['2026-09-25', '2026-09-26', '2026-09-27'],
			...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
		],
		extraWorkdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'],
	},
};
const calendar = workCalendarOf(plan);
const at = (day: string, time: string) => instantOf(day, time, timezone);
const workdays = (value: number) => ({ value, unit: 'workday' as const });
const days = (value: number) => ({ value, unit: 'day' as const });

describe('working days', () => {
	test('a Saturday that is worked has the hours of a Monday; a Saturday of some windows is no working day', () => {
		expect(isWorkday(calendar, '2026-02-14')).toBe(true);
		expect(closeOf(calendar, '2026-02-14')).toBe(at('2026-02-14', '17:30'));
		expect(isWorkday(calendar, '2026-03-07')).toBe(false);
		expect(officePeriods(calendar, '2026-03-06')).toEqual([
			{ from: at('2026-03-06', '09:00'), to: at('2026-03-06', '12:00') },
			{ from: at('2026-03-06', '13:30'), to: at('2026-03-06', '17:30') },
		]);
	});

	test.each([
		// The holiday of nine days, with a worked Saturday before it and one after it.
		['2026-02-12', workdays(1), '2026-02-13'],
		['2026-02-12', workdays(2), '2026-02-14'],
		['2026-02-12', workdays(3), '2026-02-24'],
		['2026-02-13', workdays(5), '2026-02-27'],
		['2026-02-13', workdays(6), '2026-02-28'],
		['2026-02-13', workdays(20), '2026-03-19'],
		['2026-02-24', workdays(5), '2026-03-02'],
		// Calendar days run through the holiday, and end after it when they would end in it.
		['2026-02-05', days(10), '2026-02-24'],
		['2026-02-04', days(10), '2026-02-14'],
		['2026-02-13', days(20), '2026-03-05'],
		// National Day, a worked Sunday before Mid-Autumn and a worked Saturday after.
		['2026-09-30', workdays(1), '2026-10-08'],
		['2026-09-30', workdays(3), '2026-10-10'],
		['2026-09-30', workdays(5), '2026-10-13'],
		['2026-09-18', workdays(1), '2026-09-20'],
		['2026-09-18', workdays(6), '2026-09-28'],
		['2026-09-24', days(7), '2026-10-08'],
		// Handed in on a holiday at a terminal: done while waiting means the first day people work again.
		['2026-10-03', workdays(0), '2026-10-08'],
		// The picture of the window: five and twenty working days of a Monday.
		['2026-11-23', workdays(5), '2026-11-30'],
		['2026-11-23', workdays(20), '2026-12-21'],
		['2026-11-23', workdays(3), '2026-11-26'],
	])('accepted %s with %o: due %s', (from, limit, due) => {
		expect(dueDay(calendar, from, limit)).toBe(due);
	});

	test('a deferred material has its own days, but never longer than what was promised for the item', () => {
		expect(deferredUntil(calendar, '2026-11-23', 3, '2026-11-30')).toBe('2026-11-26');
		expect(deferredUntil(calendar, '2026-11-23', 10, '2026-11-30')).toBe('2026-11-30');
		expect(deferredUntil(calendar, '2026-11-23', 5, '2026-11-23')).toBe('2026-11-23');
		expect(deferredUntil(calendar, '2026-02-13', 3, '2026-03-19')).toBe('2026-02-25');
	});
});

describe('the clock of a case', () => {
	const started = at('2026-02-12', '10:00');
	const clock = { startedAt: started, limit: workdays(5), pauses: [], endedAt: null, promised: '2026-02-26' };
	const look = (day: string, time: string, over: object = {}) => readClock(calendar, { ...clock, ...over }, at(day, time));

	test('nothing is used on the first day; each working day is a fifth, and the holiday is none', () => {
		expect(look('2026-02-12', '17:00')).toMatchObject({ used: 0, card: 'none', due: '2026-02-26', running: true, sure: true });
		expect(look('2026-02-13', '17:30').used).toBeCloseTo(0.2, 10);
		expect(look('2026-02-14', '17:30').used).toBeCloseTo(0.4, 10);
		expect(look('2026-02-20', '12:00').used).toBeCloseTo(0.4, 10);
		// 3 of 7 office hours: 09:00 to 12:00; the pause at noon uses nothing.
		expect(look('2026-02-24', '13:00').used).toBeCloseTo((2 + 3 / 7) / 5, 10);
	});

	test('yellow from the moment four of five days are used, red when business of the last day is over', () => {
		expect(look('2026-02-25', '17:29').card).toBe('none');
		expect(look('2026-02-25', '17:30').card).toBe('yellow');
		expect(look('2026-02-26', '17:30').card).toBe('yellow');
		expect(look('2026-02-26', '17:31').card).toBe('red');
	});

	test('a day at whose close the clock stood still is not counted, and the paper gives way to the later day', () => {
		// From Friday noon to Wednesday noon: Friday, the worked Saturday and Tuesday are not counted; the 25th, 26th, 27th, the worked 28th and the 2nd are.
		const pauses = [{ from: at('2026-02-13', '12:00'), to: at('2026-02-25', '12:00') }];
		const reading = look('2026-02-25', '17:30', { pauses });
		expect(reading).toMatchObject({ due: '2026-03-02', running: true });
		expect(reading.used).toBeCloseTo(0.2, 10);
		// A pause within one day moves nothing.
		expect(look('2026-02-13', '17:30', { pauses: [{ from: at('2026-02-13', '09:30'), to: at('2026-02-13', '16:00') }] }).due).toBe(
			'2026-02-26',
		);
	});

	test('while it stands still the hand does not move, however long that takes', () => {
		const pauses = [{ from: at('2026-02-13', '15:00'), to: null }];
		const first = look('2026-02-13', '15:00', { pauses });
		const later = look('2026-03-31', '15:00', { pauses });
		expect(later.used).toBeCloseTo(first.used, 10);
		expect(later).toMatchObject({ card: 'none', running: false });
		expect(later.due > first.due).toBe(true);
	});

	test('what was finished in time stays in time for ever', () => {
		const endedAt = at('2026-02-26', '11:00');
		expect(look('2026-05-01', '09:00', { endedAt })).toMatchObject({ card: 'yellow', running: false });
		expect(look('2026-05-01', '09:00', { endedAt: at('2026-02-27', '09:00') }).card).toBe('red');
	});

	test('done at once: the day itself is the limit', () => {
		const atOnce = { startedAt: at('2026-11-23', '10:00'), limit: workdays(0), promised: '2026-11-23' };
		expect(look('2026-11-23', '10:00', atOnce)).toMatchObject({ due: '2026-11-23', used: 0, card: 'none' });
		// Six office hours are left from ten o'clock on; after 16:18 four fifths of them are over.
		expect(look('2026-11-23', '16:17', atOnce).card).toBe('none');
		expect(look('2026-11-23', '16:18', atOnce).card).toBe('yellow');
		expect(look('2026-11-23', '17:31', atOnce).card).toBe('red');
	});

	test('a year whose holidays nobody has entered is told as unsure', () => {
		expect(look('2026-12-30', '09:00', { startedAt: at('2026-12-29', '09:00'), promised: undefined })).toMatchObject({
			due: '2027-01-05',
			sure: false,
		});
	});
});
