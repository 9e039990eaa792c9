import type { Command } from '../contracts/commands.ts';
import type { NewEvent } from '../contracts/events.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { queuePlanOf, stationPlanOf } from '../eligibility.ts';
import { ownSeriesDigits, partsOfNumber } from '../ticket-number.ts';
import { type ConflictFacts, conflictEvents, type Decider } from './decider.ts';
import { queuedAt } from './queued-at.ts';
import { notStanding, slotIsFull, ticketOfReservation } from './reservation-use.ts';

/**
 * A ticket printed while cut off. The paper exists, so the ticket does, also before opening and after closing.
 * A number already known is not issued again: the second paper is a conflict.
 */
export const offlineTicket: Decider<'offline-ticket'> = (state, command, context) => {
	const { number, visit, replaces } = command.body;
	const events: NewEvent[] = [];
	const conflicts: ConflictFacts[] = [];
	if (state.tickets[number]) {
		conflicts.push({ kind: 'duplicate-number', ticket: number, detail: 'number-already-known' });
		return { ok: true, events: conflictEvents(state, conflicts) };
	}
	const { series, sequence } = partsOfNumber(number);
	const own = `${visit.queue}${stationPlanOf(context.plan, command.station)?.number ?? ''}`;
	if (series !== own) conflicts.push({ kind: 'report-out-of-role', ticket: number, detail: 'series-of-another' });
	if (!queuePlanOf(context.plan, visit.queue)) conflicts.push({ kind: 'report-out-of-role', ticket: number, detail: 'unknown-queue' });
	const since = queuedAt(state, series, ownSeriesDigits, command.occurredAt, context);
	events.push({
		name: 'ticket-issued',
		body: { number, series, sequence, visit, origin: 'offline', queuedAt: since, ...(replaces ? { replaces } : {}) },
	});
	const ghost = ghostOf(state, command);
	if (ghost?.life.stage === 'waiting' || ghost?.life.stage === 'held')
		events.push({ name: 'ticket-voided', body: { ticket: ghost.number, replacedBy: number } });
	else if (ghost && (ghost.life.stage === 'called' || ghost.life.stage === 'serving' || ghost.life.stage === 'done'))
		conflicts.push({ kind: 'duplicate-number', ticket: ghost.number, window: ghost.life.window, detail: `replaced-by-${number}` });
	// A ghost that is neither voided nor told as a double stays in the log as a ticket that used the reservation.
	const told = events.length > 1 || conflicts.some(({ kind }) => kind === 'duplicate-number') ? ghost?.number : undefined;
	const other = visit.reservationRef === undefined ? null : ticketOfReservation(state, visit.reservationRef, told);
	if (other !== null) conflicts.push({ kind: 'reservation-used-twice', ticket: number, detail: `also-${other}` });
	const fallen = notStanding(visit, state.day, context);
	if (fallen !== null) conflicts.push({ kind: 'reservation-not-standing', ticket: number, detail: fallen });
	else if (other === null && slotIsFull(state, visit, context, told))
		conflicts.push({ kind: 'reservation-not-standing', ticket: number, detail: 'slot-full' });
	return { ok: true, events: [...events, ...conflictEvents(state, conflicts), ...arrivedLater(state, number)] };
};

/** The ticket that an ask without an answer had been given after all. Looks at every ticket, but only after a cut. */
function ghostOf(state: HallDay, command: Command<'offline-ticket'>): Ticket | undefined {
	const { replaces } = command.body;
	if (!replaces) return undefined;
	return Object.values(state.tickets).find(
		(ticket) => ticket.station === command.station && ticket.issuedBy.epoch === replaces.epoch && ticket.issuedBy.n === replaces.n,
	);
}

/** A window reported this number before its terminal did: what looked like an unknown ticket is explained. */
export function arrivedLater(state: HallDay, number: string): NewEvent[] {
	if (!state.strays[number]) return [];
	return state.conflicts
		.filter((conflict) => conflict.kind === 'unknown-ticket' && conflict.ticket === number && !conflict.settled)
		.map((conflict) => ({ name: 'conflict-settled', body: { conflict: conflict.conflict, decision: 'ticket-arrived-later' } }));
}
