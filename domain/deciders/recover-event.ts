/**
 * What becomes of an event that a former platform had decided and that is heard only now (`contracts/term.ts`). It happened: where the day allows
 * it, it is said again as it was. Where the day has gone on otherwise, what came since stands, and a person is told of everything that was lost
 * with it; what needs nobody is noted as passed over. Never dropped in silence.
 */

import { reportKey } from '../cases/evolve-case.ts';
import type { EventBody, HallEvent, NewEvent } from '../contracts/events.ts';
import { hallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import { platformStation } from '../contracts/identity.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { queuePlanOf } from '../eligibility.ts';
import { asItWasDone } from '../evolve/as-it-was-done.ts';
import { type ConflictFacts, conflictEvents, type Decider } from './decider.ts';
import { recoverTide } from './recover-tide.ts';
import { serviceConflict } from './reported-service.ts';
import { slotIsFull, ticketOfReservation } from './reservation-use.ts';

type Recovery =
	| { say: NewEvent[]; conflicts?: ConflictFacts[] }
	| { pass: EventBody<'event-passed-over'>['why'] }
	/** A person must look: it was decided, people acted on it, and it is not so here. */
	| { lost: Omit<ConflictFacts, 'kind' | 'detail'> };

export const recoverEvent: Decider<'recover-event'> = (state, command, { plan }) => {
	if (command.station !== platformStation)
		return { ok: true, events: conflictEvents(state, [{ kind: 'report-out-of-role', detail: 'recovers-an-event' }]) };
	const read = hallEvent.safeParse(command.body.event);
	if (!read.success) return { ok: true, events: conflictEvents(state, [{ kind: 'lost-with-platform', detail: 'unreadable' }]) };
	const { recovered } = read.data;
	const event = recovered ? asItWasDone(read.data, recovered) : read.data;
	// Too old for its own day's log to be opened again: it must not be taken for one of today's.
	if (event.day !== state.day) return { ok: true, events: conflictEvents(state, [{ kind: 'lost-with-platform', detail: 'too-old' }]) };
	const found: Recovery = command.body.decidedHere
		? { pass: 'decided-here' }
		: recover(state, event, plan, (queue) => queuePlanOf(plan, queue) !== undefined);
	if ('pass' in found) return { ok: true, events: [{ name: 'event-passed-over', body: { why: found.pass } }] };
	if ('lost' in found)
		return { ok: true, events: conflictEvents(state, [{ kind: 'lost-with-platform', ...found.lost, detail: event.name }]) };
	const events = [...found.say, ...conflictEvents(state, found.conflicts ?? [])];
	return { ok: true, events: events.length > 0 ? events : [{ name: 'event-passed-over', body: { why: 'already-so' } }] };
};

const asItWas = ({ name, body }: HallEvent): NewEvent => ({ name, body }) as NewEvent;
const again = (event: HallEvent): Recovery => ({ say: [asItWas(event)] });
const alreadySo: Recovery = { pass: 'already-so' };
const overtaken: Recovery = { pass: 'overtaken' };

function recover(state: HallDay, event: HallEvent, plan: HallPlan, knownQueue: (queue: string) => boolean): Recovery {
	switch (event.name) {
		case 'ticket-issued':
			return recoverTicket(state, event, plan);
		case 'ticket-voided':
		case 'ticket-cancelled':
		case 'ticket-called':
		case 'ticket-recalled':
		case 'ticket-requeued':
		case 'ticket-no-show':
		case 'ticket-held':
		case 'ticket-returned':
		case 'ticket-transferred': {
			const ticket = state.tickets[event.body.ticket];
			if (!ticket) return { lost: { ticket: event.body.ticket } };
			if (hasEnded(ticket))
				return event.name === 'ticket-voided' && ticket.life.stage === 'done' ? { lost: { ticket: ticket.number } } : overtaken;
			return recoverChange(state, event, ticket, knownQueue);
		}
		case 'priority-granted': {
			const ticket = state.tickets[event.body.ticket];
			if (!ticket) return { lost: { ticket: event.body.ticket } };
			if (hasEnded(ticket)) return overtaken;
			return ticket.visit.priorityGroup === undefined ? again(event) : alreadySo;
		}
		case 'service-started':
		case 'service-finished':
			return recoverService(state, event);
		case 'ticket-paper-known':
			return recoverPaper(state, event);
		case 'window-opened':
		case 'window-paused':
		case 'window-resumed':
		case 'window-closed':
		case 'duty-changed':
			return recoverWindow(state, event);
		case 'device-health-changed': {
			// Stations tell their devices anew when they come back: only what nobody has told yet is news.
			const known = state.stations[event.station]?.devices[event.body.device];
			return known ? overtaken : again(event);
		}
		case 'help-called':
			return state.stations[event.body.station]?.helpSince == null ? again(event) : alreadySo;
		case 'help-answered':
			return state.stations[event.body.station]?.helpSince == null ? alreadySo : again(event);
		case 'conflict-found': {
			const { conflict: _number, ...facts } = event.body;
			const known = state.conflicts.some(
				({ kind, ticket, window, otherWindow }) =>
					kind === facts.kind && ticket === facts.ticket && window === facts.window && otherWindow === facts.otherWindow,
			);
			return known ? alreadySo : { say: [], conflicts: [facts] };
		}
		case 'conflict-settled':
			// Conflicts are numbered anew here: whoever settled it looks again.
			return state.conflicts.some(({ settled }) => settled === null) ? { lost: {} } : alreadySo;
		case 'day-closed':
			return state.stage === 'open' && event.station !== platformStation ? { lost: {} } : alreadySo;
		case 'event-passed-over':
		case 'machine-health-changed':
			// Machines tell how they are with every beat.
			return overtaken;
		case 'cut-off-ended':
			return again(event);
		case 'manual-began':
			return again(event);
		case 'manual-ended': {
			// It does not end what was begun here after it.
			const queues = event.body.queues.filter((queue) => (state.manual.now[queue]?.said ?? Number.MAX_VALUE) <= event.body.at);
			return queues.length > 0 ? { say: [{ name: 'manual-ended', body: { ...event.body, queues } }] } : overtaken;
		}
		case 'manual-service-entered': {
			const known = state.tickets[event.body.ticket];
			return known && (known.byHand || hasEnded(known)) ? overtaken : again(event);
		}
		case 'application-handed-in':
			return (state.applications[event.body.application]?.handedInAt ?? null) === null ? again(event) : alreadySo;
		case 'application-submitted':
			return (state.applications[event.body.application]?.submittedAt ?? null) === null ? again(event) : alreadySo;
		case 'review-given':
			return state.reviews[event.body.ticket] ? alreadySo : again(event);
		case 'review-passed-over':
			return overtaken;
		case 'complaint-opened':
		case 'complaint-stepped':
			return again(event);
		case 'case-reported': {
			const known = state.cases[event.body.case] ?? [];
			return known.some((report) => reportKey(report) === reportKey(event)) ? alreadySo : again(event);
		}
		case 'tide-plan-proposed':
		case 'tide-plan-approved':
		case 'tide-plan-rejected':
		case 'tide-plan-expired':
		case 'tide-plan-undone':
		case 'duty-change-due':
		case 'duty-change-declined':
		case 'window-duty-locked':
		case 'window-duty-released':
		case 'group-expected':
		case 'group-withdrawn': {
			const found = recoverTide(state, event);
			return found === 'again' ? again(event) : { pass: found };
		}
		case 'day-opened':
		case 'reservations-missed':
		case 'term-began':
			return alreadySo;
	}
}

/** The paper is in somebody's hand: the number stands, and with it the time its bearer has waited since. */
function recoverTicket(state: HallDay, event: HallEvent<'ticket-issued'>, plan: HallPlan): Recovery {
	const { number, visit, origin } = event.body;
	const known = state.tickets[number];
	if (known) {
		const same = known.station === event.station && known.queuedAt === event.body.queuedAt && known.origin === origin;
		const samePaper = origin === 'offline' && known.origin === 'offline' && known.station === event.station;
		return same || samePaper
			? alreadySo
			: { say: [], conflicts: [{ kind: 'duplicate-number', ticket: number, detail: 'lost-with-platform' }] };
	}
	const say: NewEvent[] = [asItWas(event)];
	const conflicts: ConflictFacts[] = [];
	// A terminal that never had the answer has printed a paper of its own meanwhile: this number is on none.
	const paper = Object.values(state.tickets).find(
		({ station, replaces }) => station === event.station && replaces?.epoch === event.epoch && replaces.n === event.n,
	);
	if (paper && state.stage !== 'closed') say.push({ name: 'ticket-voided', body: { ticket: number, replacedBy: paper.number } });
	const other = visit.reservationRef === undefined ? null : ticketOfReservation(state, visit.reservationRef, paper && number);
	if (other !== null && !paper) conflicts.push({ kind: 'reservation-used-twice', ticket: number, detail: `also-${other}` });
	else if (!paper && slotIsFull(state, visit, { plan }))
		conflicts.push({ kind: 'reservation-not-standing', ticket: number, detail: 'slot-full' });
	if (state.strays[number])
		for (const { conflict, kind, ticket, settled } of state.conflicts)
			if (kind === 'unknown-ticket' && ticket === number && !settled)
				say.push({ name: 'conflict-settled', body: { conflict, decision: 'ticket-arrived-later' } });
	return { say, conflicts };
}

type Change = HallEvent<
	| 'ticket-voided'
	| 'ticket-cancelled'
	| 'ticket-called'
	| 'ticket-recalled'
	| 'ticket-requeued'
	| 'ticket-no-show'
	| 'ticket-held'
	| 'ticket-returned'
	| 'ticket-transferred'
>;

/** `ticket` has not ended. */
function recoverChange(state: HallDay, event: Change, ticket: Ticket, knownQueue: (queue: string) => boolean): Recovery {
	const { life, number } = ticket;
	const at = 'window' in life ? life.window : null;
	const lost: Recovery = {
		lost: { ticket: number, ...('window' in event.body && event.body.window ? { window: event.body.window } : {}) },
	};
	switch (event.name) {
		case 'ticket-voided':
			return life.stage === 'waiting' || life.stage === 'held' ? (ticket.paper.last?.outcome === 'printed' ? lost : again(event)) : lost;
		case 'ticket-cancelled':
			return life.stage === 'waiting' || life.stage === 'held' ? again(event) : lost;
		case 'ticket-called':
			if (life.stage !== 'waiting') return at === event.body.window ? alreadySo : overtaken;
			// Not called here: it keeps its place and is called again.
			return mayTake(state, event.body.window, ticket) ? again(event) : overtaken;
		case 'ticket-recalled':
			return life.stage === 'called' && at === event.body.window && life.recalls < event.body.times ? again(event) : overtaken;
		case 'ticket-requeued':
		case 'ticket-no-show':
			return life.stage === 'called' && at === event.body.window ? again(event) : overtaken;
		case 'ticket-held':
			if (life.stage === 'held' && at === event.body.window) return alreadySo;
			return (life.stage === 'called' || life.stage === 'serving') && at === event.body.window ? again(event) : lost;
		case 'ticket-returned':
			if (life.stage !== 'held') return overtaken;
			if (event.body.to === 'queue') return state.stage === 'open' ? again(event) : lost;
			return event.body.window === at && mayTake(state, at ?? '', null) ? again(event) : lost;
		case 'ticket-transferred':
			if (ticket.queue === event.body.to) return alreadySo;
			if (ticket.queue !== event.body.from || !knownQueue(event.body.to) || state.stage !== 'open') return lost;
			return life.stage === 'waiting' || at === event.body.window ? again(event) : lost;
	}
}

function hasEnded({ life: { stage } }: Ticket): boolean {
	return stage === 'done' || stage === 'no-show' || stage === 'cancelled' || stage === 'not-served' || stage === 'voided';
}

/** An open window with nobody in hand, on duty for the ticket's queue. */
function mayTake(state: HallDay, id: string, ticket: Ticket | null): boolean {
	const window = state.windows[id];
	return (
		state.stage === 'open' && window?.stage === 'open' && window.ticket === null && (ticket === null || window.duty.includes(ticket.queue))
	);
}

/** A service took place, as a reported one does; but what is known to have ended since is not begun again. */
function recoverService(state: HallDay, event: HallEvent<'service-started' | 'service-finished'>): Recovery {
	const { ticket: number, window } = event.body;
	const what = event.name === 'service-started' ? 'started' : 'finished';
	const life = state.tickets[number]?.life;
	const stray = state.strays[number];
	if (life?.stage === 'done' && life.window === window) return alreadySo;
	if (what === 'started' && life?.stage === 'serving' && life.window === window) return alreadySo;
	if (!life && stray?.window === window && (what === 'started' || stray.at !== null)) return alreadySo;
	const conflict = serviceConflict(state, number, window, what);
	const conflicts = conflict ? [conflict] : [];
	// Served elsewhere since: the newer word stands, the double is for a person.
	if (life && (life.stage === 'done' || (life.stage === 'serving' && life.window !== window))) return { say: [], conflicts };
	return { say: [asItWas(event)], conflicts };
}

/** The newest copy tells; of one copy what is known goes before what was not. */
function recoverPaper(state: HallDay, event: HallEvent<'ticket-paper-known'>): Recovery {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return { lost: { ticket: event.body.ticket } };
	const { last } = ticket.paper;
	const news = last === null || event.body.copy > last.copy || (event.body.copy === last.copy && last.outcome === 'unknown');
	return news && ticket.life.stage !== 'voided' ? again(event) : alreadySo;
}

function recoverWindow(
	state: HallDay,
	event: HallEvent<'window-opened' | 'window-paused' | 'window-resumed' | 'window-closed' | 'duty-changed'>,
): Recovery {
	const window = state.windows[event.body.window];
	if (!window) return overtaken;
	const sameClerk = window.stage !== 'closed' && window.clerk === event.staff;
	switch (event.name) {
		case 'window-opened': {
			const { clerk } = event.body;
			const elsewhere = Object.values(state.windows).some(
				(other) => other.id !== window.id && other.stage !== 'closed' && other.clerk === clerk,
			);
			return window.stage === 'closed' && state.stage === 'open' && !elsewhere ? again(event) : overtaken;
		}
		case 'window-paused':
			return window.stage === 'open' && sameClerk ? again(event) : overtaken;
		case 'window-resumed':
			return window.stage === 'paused' && sameClerk ? again(event) : overtaken;
		case 'window-closed':
			return window.stage !== 'closed' && sameClerk && window.ticket === null ? again(event) : overtaken;
		case 'duty-changed': {
			const same = [...window.duty].sort().join() === [...event.body.duty].sort().join();
			if (same) return alreadySo;
			// What the tide had announced was made at the window: its sign shows it, and nothing was decided about it here since.
			const announced = event.body.plan !== undefined && (state.tide.moves[window.id]?.at ?? 0) <= event.recordedAt;
			return announced ? again(event) : { lost: { window: window.id } };
		}
	}
}
