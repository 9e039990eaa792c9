/** What a booking must keep to, decided over everything that is booked in the hall. Pure; the platform asks it one request at a time. */
import { businessDay, localTime } from '../business-day.ts';
import type { BookingPlan, HallPlan } from '../contracts/hall-plan.ts';
import type { BookingProblem, BookingProblemCode, Reservation } from '../contracts/reservations.ts';
import { bookableDays, nextDay, type PlacesTaken, placesOpen, type Slot, slotsOfDay, weekOf } from './slots.ts';

/** What a person wants, new or in place of `instead`. */
export interface Wish {
	queue: string;
	items: readonly string[];
	/** Start of the slot, an instant, and its business day. */
	slot: number;
	day: string;
	person: string;
	/** The same card under another reference of the front end is the same person. */
	cardRef: string | null;
	/** Code of the reservation that is changed: it gives its own place back. */
	instead?: string;
}

export type MayBook = { ok: true; slot: Slot } | { ok: false; problem: BookingProblem };

export function problemOf(
	code: BookingProblemCode,
	field: string,
	params: BookingProblem['params'] = {},
): { ok: false; problem: BookingProblem } {
	return { ok: false, problem: { code, field, params } };
}

/** Holds a place: it takes one until it is cancelled. Who missed a slot had its place. */
export const holdsPlace = ({ state }: Pick<Reservation, 'state'>): boolean => state !== 'cancelled';

/** The first thing that stands in the way, or the slot. `all`: every reservation the hall knows; `places`: what a manager took over for some slots. */
export function mayBook(plan: HallPlan, wish: Wish, all: Iterable<Reservation>, now: number, places?: PlacesTaken): MayBook {
	const { booking } = plan.reservation;
	const named = queueAndItems(plan, booking, wish);
	if (named || !booking) return named ?? problemOf('queue-takes-no-reservations', 'queue', { queue: wish.queue });
	const days = bookableDays(plan, now);
	if (wish.slot <= now) return problemOf('slot-past', 'slot', { time: localTime(wish.slot, plan.timezone) });
	if (!days.includes(wish.day)) return problemOf('day-too-far', 'slot', { day: wish.day, last: days.at(-1) ?? wish.day });
	const ofDay = slotsOfDay(plan, wish.day, places);
	if (ofDay.length === 0) return problemOf('closed-day', 'slot', { day: wish.day });
	const slot = ofDay.find((each) => each.queue === wish.queue && each.slot === wish.slot);
	if (!slot) return problemOf('no-such-slot', 'slot', { queue: wish.queue, day: wish.day });

	const others = [...all].filter((each) => each.code !== wish.instead);
	const ofPerson = others.filter((each) => samePerson(each, wish));
	const suspended = suspendedUntil(plan, booking, ofPerson, now);
	if (suspended) return problemOf('suspended', 'person', { until: suspended });
	const kept = ofPerson.filter(holdsPlace);
	if (kept.filter(({ day }) => day === wish.day).length >= booking.perPersonPerDay)
		return problemOf('too-many-on-day', 'person', { limit: booking.perPersonPerDay, day: wish.day });
	if (kept.filter(({ day }) => weekOf(day) === weekOf(wish.day)).length >= booking.perPersonPerWeek)
		return problemOf('too-many-in-week', 'person', { limit: booking.perPersonPerWeek });
	const taken = others.filter((each) => holdsPlace(each) && each.queue === slot.queue && each.slot === slot.slot).length;
	if (taken >= placesOpen(plan, booking, slot, now)) return problemOf('slot-full', 'slot', { time: localTime(wish.slot, plan.timezone) });
	return { ok: true, slot };
}

function queueAndItems(plan: HallPlan, booking: BookingPlan | undefined, { queue: id, items }: Wish): MayBook | null {
	const queue = plan.queues.find((each) => each.id === id);
	if (!queue) return problemOf('unknown-queue', 'queue', { queue: id });
	if (!booking?.queues.some((each) => each.queue === id)) return problemOf('queue-takes-no-reservations', 'queue', { queue: id });
	for (const [at, item] of items.entries()) {
		if (queue.items.includes(item)) continue;
		if (plan.queues.some((each) => each.items.includes(item))) return problemOf('item-not-in-queue', `items.${at}`, { item, queue: id });
		return problemOf('unknown-item', `items.${at}`, { item });
	}
	return null;
}

function samePerson(one: Reservation, wish: Wish): boolean {
	return one.person === wish.person || (wish.cardRef !== null && one.cardRef === wish.cardRef);
}

/** The last day on which a person who missed too many slots may not book; `null` = may book. */
function suspendedUntil(plan: HallPlan, booking: BookingPlan, ofPerson: readonly Reservation[], now: number): string | null {
	const { limit, withinDays, suspendDays } = booking.missed;
	const today = businessDay(now, plan.timezone);
	const days = ofPerson.flatMap(({ state, day }) => (state === 'missed' && nextDay(day, withinDays) >= today ? [day] : [])).sort();
	const last = days.at(-1);
	if (days.length < limit || last === undefined) return null;
	const until = nextDay(last, suspendDays);
	return until >= today ? until : null;
}

/** Whether there is still time to give a place back so that somebody else can have it. */
export function mayStillChange(plan: HallPlan, kept: Reservation, now: number): { ok: true } | { ok: false; problem: BookingProblem } {
	const minutes = plan.reservation.booking?.cancelBeforeMinutes ?? 0;
	if (kept.state !== 'booked') return problemOf('not-booked', 'code', { state: kept.state });
	if (now > kept.slot - minutes * 60_000) return problemOf('too-late-to-change', 'code', { minutes });
	return { ok: true };
}
