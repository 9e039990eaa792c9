import { describe, expect, test } from 'vitest';
import { businessDay, instantOf, localStamp, localTime } from '../../domain/business-day.ts';
import { estimateWait, minutesRange } from '../../domain/estimate.ts';
import { ageOn, priorityByAge } from '../../domain/priority.ts';
import { minute, plan, TestDay } from './small-hall.ts';

describe('an estimate', () => {
	// Figures of the example hall at 10:24: people waiting, people × mean minutes ÷ windows, the range shown.
	test.each<[string, number, number, [number, number]]>([
		['A', 15, (15 * 13) / 4, [45, 55]],
		['K', 3, (3 * 4) / 3, [3, 6]],
		['B', 2, (2 * 16) / 3, [8, 14]],
		['H', 6, (6 * 10) / 3, [16, 24]],
		['R', 6, (6 * 11) / 3, [18, 26]],
		['G', 3, 21, [17, 25]],
		['F', 2, 26, [20, 32]],
		['S', 2, 18, [14, 22]],
		['M', 1, 20, [15, 25]],
		['J', 1, 3, [2, 4]],
		['nobody', 0, 0, [0, 0]],
	])('queue %s: %i people', (_queue, people, expected, range) => {
		expect(minutesRange(expected, people)).toEqual(range);
	});

	test('is unknown where nobody serves, and counts a window that is back soon', () => {
		const day = new TestDay().open();
		day.take();
		expect(estimateWait(day.state, plan, 'A', day.now)).toEqual({ people: 1, minutes: null });
		day.do('W02', 'open-window', { window: 'W02' });
		const open = estimateWait(day.state, plan, 'A', day.now);
		expect(open).toEqual({ people: 1, minutes: [8, 12] });
		day.do('W02', 'pause-window', { window: 'W02', reason: 'r', minutes: 10 });
		expect(estimateWait(day.state, plan, 'A', day.now)).toEqual(open);
		day.do('W02', 'resume-window', { window: 'W02' });
		day.do('W02', 'pause-window', { window: 'W02', reason: 'r', minutes: 60 });
		expect(estimateWait(day.state, plan, 'A', day.now).minutes).toBeNull();
		expect(estimateWait(day.state, plan, 'A', day.now + 50 * minute)).toEqual(open);
	});
});

describe('days and times of the hall', () => {
	test.each([
		['2026-11-22T15:59:59Z', 'Asia/Shanghai', '2026-11-22', '23:59'],
		['2026-11-22T16:00:00Z', 'Asia/Shanghai', '2026-11-23', '00:00'],
		['2026-11-22T16:00:00Z', 'Asia/Urumqi', '2026-11-22', '22:00'],
		['2026-03-29T01:30:00Z', 'Europe/Berlin', '2026-03-29', '03:30'],
	])('%s in %s', (instant, zone, day, time) => {
		const now = Date.parse(instant);
		expect([businessDay(now, zone), localTime(now, zone)]).toEqual([day, time]);
		expect(businessDay(instantOf(day, time, zone), zone)).toBe(day);
		expect(localTime(instantOf(day, time, zone), zone)).toBe(time);
	});

	test.each([
		[Date.UTC(2026, 10, 23, 2, 24), 'Asia/Shanghai', '2026-11-23T10:24:00+08:00'],
		[Date.UTC(2026, 10, 22, 20, 5, 9), 'Asia/Shanghai', '2026-11-23T04:05:09+08:00'],
		[Date.UTC(2026, 0, 1, 0, 0), 'America/St_Johns', '2025-12-31T20:30:00-03:30'],
		[Date.UTC(2026, 0, 1, 0, 0), 'UTC', '2026-01-01T00:00:00+00:00'],
	])('%i in %s is written %s', (now, zone, stamp) => {
		expect(localStamp(now, zone)).toBe(stamp);
		expect(Date.parse(stamp)).toBe(now);
	});

	test('an unknown zone is an error, not another zone', () => expect(() => businessDay(0, 'Mars/Base')).toThrow(RangeError));
});

describe('priority by age', () => {
	test.each([
		['19461123', 'ELDER80'],
		['19461124', 'ELDER65'],
		['19611123', 'ELDER65'],
		['19611124', null],
		['20260101', null],
		['20261124', null],
		['19400230', null],
		['1940', null],
		['长期', null],
	])('born %s', (born, group) => {
		expect(priorityByAge(plan, born, '2026-11-23')).toBe(group);
	});

	test('born on 29 February', () => {
		expect(ageOn('19480229', '2026-02-28')).toBe(77);
		expect(ageOn('19480229', '2026-03-01')).toBe(78);
		expect(ageOn('19480229', '2028-02-29')).toBe(80);
	});
});
