/**
 * Keeps, for each day that can be booked, what the simulation of that day says of its slots: one result for terminals, the city's front end and the
 * manager. Simulated on a thread of its own, one day after the other, and anew when what it hangs on has changed enough; the last one stays meanwhile.
 */
import { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type SlotOutlook, slotOutlook } from '../../domain/contracts/slot-outlook.ts';
import { bookableDays, mostPlaces, type Slot, slotsOfDay } from '../../domain/reservations/slots.ts';
import type { SlotOutcome, SlotQuestion } from '../../domain/tide/tomorrow/slot-places.ts';
import { dayQuestionOf } from '../../domain/tide-day/plan-of-day.ts';
import { slotOutlookOf, slotQuestionOf } from '../../domain/tide-day/slots-of-day.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { workInThread } from '../tide/day-work.ts';
import { type Learned, learnPastDays } from '../tide/learned.ts';
import { drawnDays } from '../tide/plan-day.ts';

/** Fewer days say too little of a day to come; until then what people waited on earlier days is all that is known. */
export const fewestDays = 5;
/** Bookings that came and went since, in places of the whole day: fewer change nothing that anybody would notice. */
const enough = { places: 3, share: 0.1 };
/** A day that could not be simulated is tried again after so long. */
const againMs = 10 * 60_000;

/** Of how it is simulated: what another one made is made anew. */
const version = 2;
const kept = z.object({ basis: z.string(), outlook: slotOutlook });
type Kept = z.infer<typeof kept>;

export interface SlotOutlooks {
	/** `null` = not simulated (yet), or too few days were learned. */
	of(day: string): SlotOutlook | null;
	/** Days the forecast was learned from; `null` = nobody looked yet. */
	readonly learned: number | null;
	/** Simulates what has to be, one day after the other. Asked for every few seconds; does nothing where nothing changed. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
}

export async function openSlotOutlooks(parts: {
	plan: HallPlan;
	store: HallStore;
	rules: Rules;
	clock: Pick<Clock, 'now'>;
	log: Log;
	today(): string;
	/** Places of a slot that are booked. */
	taken(queue: string, slot: number): number;
	/** It decides for the hall, and its book is here. */
	mayLook(): boolean;
	/** Where it is simulated; a thread of its own unless said. */
	simulate?: (work: { do: 'slots'; question: SlotQuestion }) => Promise<SlotOutcome | null>;
}): Promise<SlotOutlooks> {
	const { plan, store, rules, clock, log } = parts;
	const kind = `slot-outlook/${plan.code}`;
	const known = new Map<string, Kept>();
	for (const { key, value } of await store.records(kind)) {
		const read = kept.safeParse(value);
		// One of another version is made anew.
		if (read.success) known.set(key, read.data);
	}
	let learned: { on: string; what: Learned } | null = null;
	const triedAt = new Map<string, number>();
	let running = false;

	const placesOf = ({ queue, slot }: Slot) => parts.taken(queue, slot);
	const basisOf = ({ forecast }: Learned) => `${version} ${plan.configVersion} ${forecast.lastDay} ${forecast.days}`;

	function stale(day: string, now: Learned): boolean {
		const had = known.get(day);
		if (!had || had.basis !== basisOf(now)) return true;
		let [moved, all] = [0, 0];
		for (const { queue, slot, booked } of had.outlook.slots) {
			moved += Math.abs(parts.taken(queue, slot) - booked);
			all += booked;
		}
		return moved >= Math.max(enough.places, enough.share * all);
	}

	async function simulate(day: string, from: Learned): Promise<void> {
		triedAt.set(day, clock.now());
		const slots = slotsOfDay(plan, day).filter((slot) => mostPlaces(plan, slot) > 0);
		const booked = slots.map((slot) => ({ queue: slot.queue, slot: slot.slot, people: placesOf(slot) })).filter(({ people }) => people > 0);
		const { seed, forSlots: futures } = drawnDays;
		const dayQuestion = dayQuestionOf(plan, rules.startOfDay(plan, day), { ...from, booked, windows: null }, seed, futures);
		if (!dayQuestion) return;
		const question = slotQuestionOf(plan, day, dayQuestion, placesOf);
		const outcome = await (parts.simulate ?? workInThread)({ do: 'slots', question });
		if (!outcome) return log.warn('slots-not-simulated', { day });
		const outlook = slotOutlookOf(plan, day, question, outcome, { madeAt: clock.now(), learned: from.forecast.days });
		const next: Kept = { basis: basisOf(from), outlook };
		await store.putRecord(kind, day, next);
		known.set(day, next);
		triedAt.delete(day);
		log.info('slots-simulated', { day, count: outlook.slots.length });
	}

	return {
		of: (day) => known.get(day)?.outlook ?? null,
		get learned() {
			return learned?.what.forecast.days ?? null;
		},
		async look() {
			if (running || !plan.reservation.booking || !parts.mayLook()) return;
			running = true;
			try {
				const today = parts.today();
				if (learned?.on !== today) {
					learned = { on: today, what: await learnPastDays({ plan, store, rules, today, goOn: () => true }) };
					for (const day of [...known.keys()].filter((each) => each < today)) {
						await store.deleteRecord(kind, day);
						known.delete(day);
					}
				}
				if (learned.what.forecast.days < fewestDays) return;
				for (const day of bookableDays(plan, clock.now())) {
					if (!parts.mayLook()) return;
					if (clock.now() - (triedAt.get(day) ?? Number.NEGATIVE_INFINITY) < againMs || !stale(day, learned.what)) continue;
					if (slotsOfDay(plan, day).length > 0) await simulate(day, learned.what);
				}
			} finally {
				running = false;
			}
		},
	};
}
