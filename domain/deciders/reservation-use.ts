import { localTime } from '../business-day.ts';
import type { Visit } from '../contracts/commands.ts';
import type { DecideContext, Decision } from '../contracts/decision.ts';
import type { Refusal } from '../contracts/refusals.ts';
import type { HallDay } from '../contracts/state.ts';
import { type CheckIn, checkIn } from '../reservations/check-in.ts';
import { refuse } from './decider.ts';

/**
 * The ticket that consumed a reservation (I-12). A voided ticket consumed nothing: the one that replaced it did. Looks at every ticket, but only
 * for reservations. `except`: a ghost that the ticket at hand stands for.
 */
export function ticketOfReservation(state: HallDay, ref: string, except?: string): string | null {
	for (const { number, visit, life } of Object.values(state.tickets))
		if (visit.reservationRef === ref && life.stage !== 'voided' && number !== except) return number;
	return null;
}

/** Why this reservation gives no ticket now; `null` = it does, or none was shown. */
export function reservationRefusal(state: HallDay, visit: Visit, context: DecideContext): Decision | null {
	const { reservationRef: ref } = visit;
	if (ref === undefined) return null;
	const ticket = ticketOfReservation(state, ref);
	if (ticket !== null) return refuse('reservation-already-used', { ticket });
	if (!context.reservationOf) return null;
	const known = context.reservationOf(ref);
	if (!known) return refuse('reservation-unknown');
	const { plan, now } = context;
	const found = checkIn(known, { hall: plan.code, day: state.day }, now, plan.reservation);
	if (found.result !== 'ok') return { ok: false, refusal: refusalOfCheckIn(found, plan.timezone) };
	return known.queue === visit.queue ? null : refuse('reservation-other-queue', { queue: known.queue });
}

/**
 * The visit at the time that is booked. It decides who is called first, so it is the book's and not the asker's: a terminal hears only within
 * seconds that somebody moved a booking, and who then checks in at once is not sent away for it.
 */
export function atTheBookedTime(visit: Visit, { reservationOf }: DecideContext): Visit {
	const known = visit.reservationRef === undefined ? null : reservationOf?.(visit.reservationRef);
	return known ? { ...visit, reservationSlot: known.slot } : visit;
}

/** What is said to whoever may not check in now. */
export function refusalOfCheckIn(found: Exclude<CheckIn, { result: 'ok' }>, timezone: string): Refusal {
	switch (found.result) {
		case 'too-early':
			return { code: 'reservation-too-early', params: { from: localTime(found.from, timezone) } };
		case 'too-late':
			return { code: 'reservation-too-late', params: { until: localTime(found.until, timezone) } };
		case 'wrong-day':
			return { code: 'reservation-wrong-day', params: { day: found.day } };
		case 'already-used':
			return { code: 'reservation-already-used', params: {} };
		case 'cancelled':
			return { code: 'reservation-cancelled', params: {} };
		case 'other-hall':
			return { code: 'reservation-unknown', params: {} };
	}
}

/**
 * What was used while cut off is not a booking that stands: it was cancelled or moved after the terminal had its list, or nobody knows it. The
 * ticket counts all the same (S6); a person sees it. `null` = it stands, or this machine cannot know.
 */
export function notStanding(visit: Visit, day: string, { reservationOf, plan }: DecideContext): string | null {
	if (visit.reservationRef === undefined || !reservationOf) return null;
	const known = reservationOf(visit.reservationRef);
	if (!known) return 'unknown';
	if (known.state === 'cancelled') return 'cancelled';
	const same = known.hall === plan.code && known.day === day && known.queue === visit.queue && known.slot === visit.reservationSlot;
	return same ? null : 'changed';
}

/**
 * The tickets of this slot already fill its places (I-12). It happens where a platform decided without the book of reservations, after a take-over,
 * and somebody used a booking that had been moved. Nobody is sent away for it: the ticket counts and a person sees it. `except`: a ghost that the
 * ticket at hand stands for.
 */
export function slotIsFull(state: HallDay, visit: Visit, { plan }: Pick<DecideContext, 'plan'>, except?: string): boolean {
	const { queue, reservationSlot: slot, reservationRef } = visit;
	const places = plan.reservation.booking?.queues.find((each) => each.queue === queue)?.capacity;
	if (slot === undefined || reservationRef === undefined || places === undefined) return false;
	const told = new Set(state.conflicts.flatMap(({ kind, ticket }) => (countedApart.has(kind) && ticket ? [ticket] : [])));
	let taken = 0;
	for (const { number, visit: other, life } of Object.values(state.tickets))
		if (other.reservationSlot === slot && other.queue === queue && life.stage !== 'voided' && number !== except && !told.has(number))
			taken++;
	return taken >= places;
}

/** Tickets of these conflicts are no second holder of a place: a person has them before the eyes. */
const countedApart: ReadonlySet<string> = new Set(['reservation-used-twice', 'reservation-not-standing', 'duplicate-number']);
