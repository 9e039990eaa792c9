import { localTime } from '../business-day.ts';
import type { Visit } from '../contracts/commands.ts';
import type { DecideContext, Decision } from '../contracts/decision.ts';
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
	if (found.result !== 'ok') return refusalOf(found, plan.timezone);
	if (known.queue !== visit.queue) return refuse('reservation-other-queue', { queue: known.queue });
	// The booked time decides who is called first; it is the reservation's, not the asker's.
	return visit.reservationSlot === known.slot
		? null
		: refuse('malformed', { field: 'visit.reservationSlot', problem: 'is not of this slot' });
}

function refusalOf(found: Exclude<CheckIn, { result: 'ok' }>, timezone: string): Decision {
	switch (found.result) {
		case 'too-early':
			return refuse('reservation-too-early', { from: localTime(found.from, timezone) });
		case 'too-late':
			return refuse('reservation-too-late', { until: localTime(found.until, timezone) });
		case 'wrong-day':
			return refuse('reservation-wrong-day', { day: found.day });
		case 'already-used':
			return refuse('reservation-already-used', {});
		case 'cancelled':
			return refuse('reservation-cancelled');
		case 'other-hall':
			return refuse('reservation-unknown');
	}
}
