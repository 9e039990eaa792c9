/**
 * What a day to come holds for reservations, from the same drawn days as its plan: how long people who come in each slot wait, and how many places
 * it may have. All slots are filled together, step by step, and every step is simulated: places that are advised hold even when all of them are booked.
 */
import { metShare } from '../planner/missing.ts';
import { lognormal, randomFrom, seedOfPart, standardNormal } from '../random.ts';
import { kinds, type People, roomFor } from '../tide-hall.ts';
import type { DayQuestion } from './advise-day.ts';
import { waitAround } from './busy-times.ts';
import { drawDays, quarterS, type Tried, tryDay, usualDay } from './try-plan.ts';

export interface BookableTime {
	queue: number;
	/** Seconds since opening. */
	from: number;
	to: number;
	/** Booked already; these people are in the outlook. */
	booked: number;
	/** As the hall's file says. */
	configured: number;
	/** More places the hall never wants. */
	most: number;
}

export type SlotQuestion = Pick<DayQuestion, 'hall' | 'rule' | 'outlook' | 'hours' | 'lunches' | 'seed' | 'futures'> & {
	slots: readonly BookableTime[];
};

export interface SlotAdvice {
	/** Minutes, as it is booked now; `null` = nobody is expected then. */
	wait: number | null;
	/**
	 * Places with which at least `metShare` of the people of every half hour keep their target; never fewer than are booked. Where walk-ins alone break it,
	 * as many as are configured: fewer places there would only make walk-ins of those who book, and more are no help.
	 */
	places: number;
}

export interface SlotOutcome {
	slots: SlotAdvice[];
	/** The day as it is booked now, under usual signs: what hangs unless somebody decides otherwise. */
	usual: Tried;
	quarters: number;
	/** Days that were simulated with other places. */
	trials: number;
}

/** A half hour: fewer people of one queue say nothing of it, in all drawn days together. */
const half = 2;
const fewest = 12;
/** One person more reshuffles a whole day of calls: so much of a share is chance, and more where it is lost already. */
const noWorse = { kept: 0.02, lost: 0.05 };
const mostTrials = 60;
/** Of the extra people's chance, apart from that of the days. */
const apart = 0x51_07;

export function adviseSlots(question: SlotQuestion): SlotOutcome {
	const { hall, rule, outlook, hours, lunches, seed, futures, slots } = question;
	const drawn = drawDays(hall, outlook, seed, futures);
	const signs = usualDay(hall, hours, lunches);
	const usual = tryDay(hall, rule, signs, drawn);
	const extra = drawExtra(question);
	const places = slots.map(({ booked }) => booked);
	const lost = failing(usual, usual);
	const without = slots.map((slot) => lost.some((cell) => covers(slot, cell)));
	const steps = slots.map((slot, at) => {
		const room = slot.most - slot.booked;
		return room <= 0 || without[at] ? 0 : Math.ceil(room / 4);
	});
	let trials = 0;
	/** Simulates the day with these slots raised, the others as they are; those whose people are too much then. */
	const blamed = (raised: ReadonlyMap<number, number>): Set<number> => {
		trials++;
		const wished = places.map((now, at) => (raised.get(at) ?? now) - slots[at]!.booked);
		const tried = tryDay(hall, rule, signs, {
			...drawn,
			people: drawn.people.map((people, part) => merged(people, extra[part]!, wished)),
		});
		return new Set(failing(tried, usual).flatMap((cell) => toBlame(slots, raised, cell)));
	};
	const keep = (raised: ReadonlyMap<number, number>) => {
		for (const [at, now] of raised) places[at] = now;
	};
	while (trials < mostTrials && steps.some((step) => step > 0)) {
		const raised = new Map(
			slots.flatMap(({ most }, at): [number, number][] => (steps[at]! > 0 ? [[at, Math.min(most, places[at]! + steps[at]!)]] : [])),
		);
		while (raised.size > 0 && trials < mostTrials) {
			const tooMany = blamed(raised);
			if (tooMany.size === 0) {
				keep(raised);
				break;
			}
			for (const at of tooMany) {
				raised.delete(at);
				steps[at] = Math.floor(steps[at]! / 2);
			}
		}
		slots.forEach(({ most }, at) => {
			if (places[at]! >= most) steps[at] = 0;
		});
	}
	// Of all slots raised at once some give back what others were guilty of: each is asked again alone, up to what the hall's file says.
	const lastTrial = trials + mostTrials * 3;
	let short = slots.map((_, at) => at).filter((at) => !without[at]);
	while (short.length > 0 && trials < lastTrial) {
		short = short
			.filter((at) => places[at]! < Math.min(slots[at]!.most, slots[at]!.configured))
			.sort((one, other) => places[one]! - places[other]!)
			.filter((at) => {
				const one = new Map([[at, places[at]! + 1]]);
				if (trials >= lastTrial || blamed(one).size > 0) return false;
				keep(one);
				return true;
			});
	}
	return {
		slots: slots.map((slot, at) => ({
			wait: waitAround(usual.waits[slot.queue]!, Math.floor(slot.from / quarterS), Math.ceil(slot.to / quarterS)),
			places: without[at] ? Math.max(slot.booked, slot.configured) : places[at]!,
		})),
		usual,
		quarters: drawn.quarters,
		trials,
	};
}

interface Cell {
	queue: number;
	/** First quarter. */
	at: number;
	/** Lost as it is booked now. */
	lost: boolean;
}

/** Half hours whose people are kept from their target, and would not be (or less) as it is booked now. */
function failing(tried: Tried, usual: Tried): Cell[] {
	const share = ({ people, beyond }: Tried, queue: number, at: number) => {
		const all = sumOf(people[queue]!, at);
		return all < fewest ? 0 : sumOf(beyond[queue]!, at) / all;
	};
	return tried.people.flatMap((row, queue) =>
		Array.from({ length: Math.ceil(row.length / half) }, (_, place): Cell => {
			const at = place * half;
			return { queue, at, lost: share(usual, queue, at) > 1 - metShare };
		}).filter(({ at, lost }) => {
			const worse = share(usual, queue, at) + noWorse[lost ? 'lost' : 'kept'];
			const now = share(tried, queue, at);
			return now > 1 - metShare && (tried === usual || now > worse);
		}),
	);
}

const sumOf = (row: Float64Array, at: number): number => row.subarray(at, at + half).reduce((sum, each) => sum + each, 0);
const cellEnd = ({ at }: Cell): number => (at + half) * quarterS;
const covers = ({ queue, from, to }: BookableTime, cell: Cell): boolean =>
	queue === cell.queue && from < cellEnd(cell) && to > cell.at * quarterS;

/**
 * Of the slots that were given more, whose people may be what is too much there: the latest before it of the same queue, or else of any. What walk-ins
 * alone lost is no other queue's, and of its own only that of places beyond the hall's file: who finds none of those it has comes as a walk-in.
 */
function toBlame(slots: readonly BookableTime[], raised: ReadonlyMap<number, number>, cell: Cell): number[] {
	const before = [...raised.keys()].filter((at) => slots[at]!.from < cellEnd(cell));
	const own = before.filter((at) => slots[at]!.queue === cell.queue && (!cell.lost || raised.get(at)! > slots[at]!.configured));
	const some = own.length > 0 || cell.lost ? own : before;
	const latest = Math.max(...some.map((at) => slots[at]!.from));
	return some.filter((at) => slots[at]!.from === latest);
}

interface Extra {
	slot: number;
	/** The how-manieth more of its slot. */
	place: number;
	arrival: number;
	queue: number;
	service: number;
}

/** Who would come with more places, drawn once: with one place more, everybody else is the same (common random futures). */
function drawExtra({ hall, outlook, seed, futures, slots }: SlotQuestion): Extra[][] {
	return Array.from({ length: futures }, (_, part) =>
		slots
			.flatMap(({ queue, from, booked, most }, slot) => {
				const random = randomFrom(seedOfPart(seedOfPart(seed ^ apart, part), slot));
				const { meanServiceS, variation } = hall.queues[queue]!;
				return Array.from({ length: Math.max(0, most - booked) }, (_, place) => ({
					...{ slot, place, queue },
					arrival: Math.max(0, from + 240 * standardNormal(random)),
					service: lognormal(random, meanServiceS, variation),
					comes: random.next() < outlook.show,
				})).filter(({ comes, arrival }) => comes && arrival <= hall.lastTicketS);
			})
			.sort((one, other) => one.arrival - other.arrival),
	);
}

function merged(people: People, extra: readonly Extra[], wished: readonly number[]): People {
	const more = extra.filter(({ slot, place }) => place < wished[slot]!);
	const all = roomFor(people.count + more.length);
	all.count = people.count + more.length;
	let [own, added] = [0, 0];
	for (let person = 0; person < all.count; person++) {
		const next = more[added];
		if (next && (own >= people.count || next.arrival < people.arrival[own]!)) {
			all.arrival[person] = next.arrival;
			all.queue[person] = next.queue;
			all.service[person] = next.service;
			all.kind[person] = kinds.reserved;
			added++;
		} else {
			all.arrival[person] = people.arrival[own]!;
			all.queue[person] = people.queue[own]!;
			all.service[person] = people.service[own]!;
			all.kind[person] = people.kind[own]!;
			own++;
		}
	}
	return all;
}
