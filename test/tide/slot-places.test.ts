import { describe, expect, test } from 'vitest';
import type { Outlook } from '../../domain/tide/moment.ts';
import { metShare } from '../../domain/tide/planner/missing.ts';
import { tidalRule } from '../../domain/tide/tide-hall.ts';
import { isQuiet, peakOf, waitAround } from '../../domain/tide/tomorrow/busy-times.ts';
import { adviseSlots, type BookableTime, type SlotQuestion } from '../../domain/tide/tomorrow/slot-places.ts';
import { drawDays, tryDay, usualDay } from '../../domain/tide/tomorrow/try-plan.ts';
import { smallHall } from './small-tide.ts';

/** Four hours, two queues of a window each and one that serves both. A is full in the second hour, and quiet in the last two. */
const hall = {
	...smallHall,
	queues: smallHall.queues.slice(0, 2),
	windows: [[0], [1], [0, 1]].map((home, w) => ({ id: `W0${w + 1}`, home, skills: home, speed: 1, off: [] })),
	lastTicketS: 14_400,
	endS: 18_000,
};
const outlook: Outlook = {
	from: 0,
	intervalS: 900,
	expected: [
		[2, 2, 2, 2, 9, 9, 9, 9, 2, 2, 2, 2, 1, 1, 1, 1, 0],
		[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0],
	],
	certainty: [40, 40],
	booked: [],
	show: 0.85,
	priorityShare: 0.1,
};
const halfHours = (queue: number, over: Partial<BookableTime> = {}) =>
	Array.from(
		{ length: 8 },
		(_, at): BookableTime => ({ queue, from: at * 1800, to: (at + 1) * 1800, booked: 0, configured: 2, most: 8, ...over }),
	);
const question = (over: Partial<SlotQuestion> = {}): SlotQuestion => ({
	hall,
	rule: tidalRule,
	outlook,
	hours: hall.windows.map(() => []),
	lunches: hall.windows.map(() => null),
	seed: 3,
	futures: 120,
	slots: halfHours(0),
	...over,
});

describe('places that slots may have', () => {
	test('as the file says where people wait beyond the target already, more where windows stand idle, never more than the hall wants', () => {
		const { slots, usual } = adviseSlots(question());
		const places = slots.map((slot) => slot.places);
		expect(places.slice(2, 4)).toEqual([2, 2]);
		// Who booked already keeps the place; fewer than are booked are never advised.
		const kept = adviseSlots(question({ slots: halfHours(0, { booked: 3 }) }));
		expect(kept.slots.slice(2, 4).map((slot) => slot.places)).toEqual([3, 3]);
		expect(Math.min(places[0]!, places[7]!)).toBeGreaterThanOrEqual(3);
		expect(Math.max(...places)).toBeLessThanOrEqual(8);
		// What waits there are is told as well, and the quiet times are those of the same day.
		const { wait: busiest } = peakOf(usual.waits[0]!);
		expect(slots.map(({ wait }) => wait !== null && isQuiet(wait, busiest)).slice(6)).toEqual([true, true]);
		expect(isQuiet(slots[3]!.wait!, busiest)).toBe(false);
	});

	test('with every advised place booked, no half hour loses its target', () => {
		// Where it is lost already nothing is promised: who books there would have come anyway.
		const asked = question({ seed: 8, slots: halfHours(0, { configured: 0 }) });
		const { slots } = adviseSlots(asked);
		const booked = slots.map(({ places }, at): [number, number, number] => [asked.slots[at]!.from, 0, places]);
		// Other days than those it was advised on.
		const drawn = drawDays(hall, { ...outlook, booked }, 99, 120);
		const full = tryDay(hall, tidalRule, usualDay(hall, asked.hours, asked.lunches), drawn);
		const before = tryDay(hall, tidalRule, usualDay(hall, asked.hours, asked.lunches), drawDays(hall, outlook, 99, 120));
		const share = ({ people, beyond }: typeof full, queue: number, at: number) =>
			(beyond[queue]![at]! + beyond[queue]![at + 1]!) / Math.max(1, people[queue]![at]! + people[queue]![at + 1]!);
		for (const queue of [0, 1])
			for (let at = 0; at < 16; at += 2)
				expect(share(full, queue, at)).toBeLessThan(Math.max(1 - metShare, share(before, queue, at)) + 0.08);
	});

	test('what is booked stays, also where nothing more fits, and a queue that shares the window has less', () => {
		const kept = adviseSlots(
			question({ slots: halfHours(0, { booked: 2 }), outlook: { ...outlook, booked: halfHours(0).map(({ from }) => [from, 0, 2]) } }),
		);
		expect(kept.slots.every(({ places }) => places >= 2)).toBe(true);
		const alone = adviseSlots(question()).slots.reduce((sum, { places }) => sum + places, 0);
		const both = adviseSlots(question({ slots: [...halfHours(0), ...halfHours(1)] }));
		expect(both.slots.slice(0, 8).reduce((sum, { places }) => sum + places, 0)).toBeLessThanOrEqual(alone);
	});

	test('a slot keeps the places of the file where only what other queues were given at the same time was too much', () => {
		const expected = [
			outlook.expected[0]!.map((people) => (people === 9 ? 5 : people)),
			outlook.expected[1]!.map((people) => (people === 2 ? 3 : people)),
		];
		const asked = question({
			outlook: { ...outlook, expected },
			slots: [0, 1].flatMap((queue) => halfHours(queue, { configured: 1, most: 1 })),
		});
		const places = adviseSlots(asked).slots.map((slot) => slot.places);
		// One hour of each queue is full without it; all the others hold one, also those that were raised together with the full ones.
		expect(places).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]);
	});

	test('nobody expected, nothing waited for; the same seed advises the same', () => {
		const empty = adviseSlots(question({ outlook: { ...outlook, expected: outlook.expected.map((row) => row.map(() => 0)) } }));
		expect(empty.slots.every(({ wait }) => wait === null)).toBe(true);
		expect(empty.slots.every(({ places }) => places > 0)).toBe(true);
		expect(adviseSlots(question())).toEqual(adviseSlots(question()));
	});

	test('the busiest hour counts those who come; hours without anybody are no quiet ones', () => {
		const waits = Float64Array.from([1, 1, 20, 20, 20, 20, Number.NaN, Number.NaN, 2, 2]);
		expect(peakOf(waits)).toEqual({ at: 2, wait: 20 });
		expect(waitAround(waits, 6, 8)).toBeNull();
		expect([isQuiet(10, 20), isQuiet(11, 20), isQuiet(1, 4)]).toEqual([true, false, false]);
	});
});
