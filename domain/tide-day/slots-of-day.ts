/** The bookable slots of a day as the simulator sees them, and what it says of them as terminals, the front end and managers read it. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { SlotOutlook } from '../contracts/slot-outlook.ts';
import { mostPlaces, type Slot, slotsOfDay } from '../reservations/slots.ts';
import type { DayQuestion } from '../tide/tomorrow/advise-day.ts';
import { isQuiet, peakOf, waitAround } from '../tide/tomorrow/busy-times.ts';
import type { SlotOutcome, SlotQuestion } from '../tide/tomorrow/slot-places.ts';
import { quarterS } from '../tide/tomorrow/try-plan.ts';
import { daySpanOf } from './day-as-tide.ts';

const mostQuieter = 12;

/** `taken`: places of a slot that are booked. */
export function slotQuestionOf(
	plan: HallPlan,
	day: string,
	question: Omit<DayQuestion, 'solve'>,
	taken: (slot: Slot) => number,
): SlotQuestion {
	const { base, lastTicketS } = daySpanOf(plan, day, null);
	const { hall, rule, outlook, hours, lunches, seed, futures } = question;
	return {
		...{ hall, rule, outlook, hours, lunches, seed, futures },
		slots: simulated(plan, day, lastTicketS).map((slot) => ({
			queue: plan.queues.findIndex(({ id }) => id === slot.queue),
			from: (slot.slot - base) / 1000,
			to: (slot.endsAt - base) / 1000,
			booked: taken(slot),
			configured: slot.capacity,
			most: mostPlaces(plan, slot),
		})),
	};
}

export function slotOutlookOf(
	plan: HallPlan,
	day: string,
	question: SlotQuestion,
	outcome: SlotOutcome,
	more: Pick<SlotOutlook, 'madeAt' | 'learned'>,
): SlotOutlook {
	const { base, lastTicketS } = daySpanOf(plan, day, null);
	const { usual, quarters } = outcome;
	const slots = simulated(plan, day, lastTicketS).map(({ queue, slot, endsAt }, at) => {
		const { booked, most, queue: place } = question.slots[at]!;
		const { wait, places } = outcome.slots[at]!;
		const quiet = wait !== null && isQuiet(wait, peakOf(usual.waits[place]!).wait);
		return { queue, slot, endsAt, booked, wait: wait === null ? null : tenth(wait), quiet, places, most };
	});
	const quieter = plan.queues.flatMap(({ id, special }, queue) => {
		// Nobody comes of himself to a queue for what could not be settled elsewhere.
		if (special !== undefined) return [];
		const waits = usual.waits[queue]!;
		const busiest = peakOf(waits).wait;
		return Array.from({ length: Math.floor(quarters / 2) }, (_, half) => half * 2).flatMap((at) => {
			const wait = waitAround(waits, at, at + 2);
			if (wait === null || !isQuiet(wait, busiest)) return [];
			const from = base + at * quarterS * 1000;
			const here = slots.filter((slot) => slot.queue === id && slot.slot >= from && slot.slot < from + 2 * quarterS * 1000);
			const left = here.reduce((sum, { places, booked }) => sum + places - booked, 0);
			return [{ queue: id, at: from, wait: tenth(wait), busiest: tenth(busiest), places: here.length > 0 ? left : null }];
		});
	});
	return {
		...{ day, madeAt: more.madeAt, learned: more.learned, futures: question.futures, slots },
		quieter: quieter.sort((one, other) => other.busiest - other.wait - (one.busiest - one.wait) || one.at - other.at).slice(0, mostQuieter),
	};
}

/** Slots within the time in which numbers are given out: of others a simulated day says nothing. */
function simulated(plan: HallPlan, day: string, lastTicketS: number): Slot[] {
	const { base } = daySpanOf(plan, day, null);
	return slotsOfDay(plan, day).filter(({ slot, endsAt }) => slot >= base && endsAt <= base + lastTicketS * 1000);
}

const tenth = (value: number) => Math.round(value * 10) / 10;
