import { expect, test } from 'vitest';
import { startOfVoices, type VoiceDay } from '../../../domain/complaints/evolve-day.ts';
import { windowInWeeks } from '../../../domain/reviews/figures.ts';

/** `levels` of reviews of window 1 on this day. */
const day = (date: string, ...levels: number[]): VoiceDay => ({
	...startOfVoices('X', date),
	reviews: levels.map((level, at) => ({ ticket: `A00${at}`, level, reasons: [], window: 'W01', queue: 'A', channel: 'pad', at: 1 })),
});
const none: ReadonlySet<string> = new Set();

test('a window sees its reviews in whole weeks that are over, so that no figure moves while somebody who rated still stands there', () => {
	// 2026-11-23 is a Monday: the week before it counts, today and yesterday’s week do not move until the next Monday.
	const before = [day('2026-11-16', 5, 5, 4), day('2026-11-20', 2, 3), day('2026-10-25', 1, 1, 1, 1, 1)];
	const figures = { weeks: 4, reviewed: 5, good: 0.8 };
	expect(windowInWeeks(before, none, 'W01', '2026-11-23')).toEqual(figures);
	for (const today of ['2026-11-23', '2026-11-25', '2026-11-29'])
		expect(windowInWeeks([...before, day('2026-11-23', 1), day('2026-11-25', 1, 1)], none, 'W01', today)).toEqual(figures);
	expect(windowInWeeks([...before, day('2026-11-23', 1)], none, 'W01', '2026-11-30')).toEqual({ weeks: 4, reviewed: 6, good: 4 / 6 });
});

test('fewer than five are not told, nor those that were set aside, nor another window’s', () => {
	const five = [day('2026-11-16', 5, 5, 4, 2, 3)];
	expect(windowInWeeks(five, new Set(['2026-11-16/A003']), 'W01', '2026-11-23')).toBe(null);
	expect(windowInWeeks(five, none, 'W02', '2026-11-23')).toBe(null);
});
