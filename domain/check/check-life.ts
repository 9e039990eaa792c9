import type { EventName, HallEvent } from '../contracts/events.ts';
import type { HallDay, Ticket, TicketStage } from '../contracts/state.ts';
import { servedByItsPaper } from '../deciders/reported-service.ts';
import type { Found } from './finding.ts';

/** Stages from which each change is legal (T4). Services are reports and are judged apart. */
const legalFrom: Partial<Record<EventName, readonly TicketStage[]>> = {
	'ticket-called': ['waiting'],
	'ticket-recalled': ['called'],
	'ticket-requeued': ['called'],
	'ticket-no-show': ['called'],
	'ticket-held': ['called', 'serving'],
	'ticket-returned': ['held'],
	'ticket-transferred': ['waiting', 'called', 'serving', 'held'],
	'priority-granted': ['waiting'],
	'ticket-cancelled': ['waiting', 'called', 'held'],
	'ticket-voided': ['waiting', 'held'],
};

/** What one event does to one ticket and one window, against the state before it: T1 to T4, Q3, I-13. */
export function checkLife(state: HallDay, event: HallEvent, log: readonly HallEvent[], found: Found): void {
	switch (event.name) {
		case 'ticket-issued':
			if (state.tickets[event.body.number]) found('T1', `${event.body.number} was issued twice`);
			return;
		case 'service-started':
		case 'service-finished':
			checkService(state, event, log, found);
			return;
		case 'day-closed':
			checkClosing(state, event, found);
			return;
		default:
			checkChange(state, event, found);
	}
}

function checkChange(state: HallDay, event: HallEvent, found: Found): void {
	const legal = legalFrom[event.name];
	if (!legal || !('ticket' in event.body) || event.body.ticket === undefined) return;
	const number = event.body.ticket;
	const ticket = state.tickets[number];
	if (!ticket) {
		found('T4', `${event.name} names ${number}, which nobody issued`);
		return;
	}
	if (!legal.includes(ticket.life.stage)) found('T4', `${event.name} of ${number}, which was ${ticket.life.stage}`);
	if (event.name === 'ticket-voided' && ticket.paper.last?.outcome === 'printed') found('T2', `${number} was voided after it was printed`);
	if (event.name === 'ticket-called') checkCall(state, event, ticket, found);
	else if (event.name !== 'ticket-transferred' && 'window' in event.body && 'window' in ticket.life && event.body.window !== undefined) {
		const { window } = event.body;
		if (window !== ticket.life.window) found('T3', `${event.name} of ${number} at ${window} while it was at ${ticket.life.window}`);
	}
}

/** A call belongs to one window, which is open, free and serves the queue at that position. */
function checkCall(state: HallDay, event: HallEvent<'ticket-called'>, ticket: Ticket, found: Found): void {
	const { window: id } = event.body;
	const window = state.windows[id];
	if ('window' in ticket.life) found('T3', `${ticket.number} was called to ${id} while it was at ${ticket.life.window}`);
	if (window?.stage !== 'open') found('T4', `${ticket.number} was called to ${id}, which was ${window?.stage ?? 'unknown'}`);
	else if (window.ticket !== null) found('T3', `${ticket.number} was called to ${id}, which had ${window.ticket} in hand`);
	if (window && !window.duty.includes(ticket.queue))
		found('I-13', `${ticket.number} was called to ${id}, which did not serve ${ticket.queue}`);
	if (state.stage !== 'open') found('T4', `${ticket.number} was called while the day was ${state.stage}`);
}

/** A reported service that does not fit must have a conflict beside it, here or earlier, that a person sees (T3, T4). */
function checkService(
	state: HallDay,
	event: HallEvent<'service-started'> | HallEvent<'service-finished'>,
	log: readonly HallEvent[],
	found: Found,
): void {
	const { ticket: number, window } = event.body;
	const ticket = state.tickets[number];
	const life = ticket?.life;
	const fits =
		life !== undefined && (life.stage === 'called' || life.stage === 'serving' || life.stage === 'held') && life.window === window;
	if (fits || (ticket && servedByItsPaper(state, ticket))) return;
	if (!life && state.strays[number]?.window === window) return;
	if (state.conflicts.some((conflict) => conflict.ticket === number) || conflictBeside(event, log, number)) return;
	const elsewhere = life?.stage === 'serving';
	found(
		elsewhere ? 'T3' : 'T4',
		`${event.name} of ${number} at ${window} while it was ${life?.stage ?? 'unknown'}, and no conflict says so`,
	);
}

function conflictBeside(event: HallEvent, log: readonly HallEvent[], number: string): boolean {
	for (let index = event.position; index < log.length; index++) {
		const other = log[index];
		if (!other || other.station !== event.station || other.epoch !== event.epoch || other.n !== event.n) return false;
		if (other.name === 'conflict-found' && other.body.ticket === number) return true;
	}
	return false;
}

function checkClosing(state: HallDay, event: HallEvent<'day-closed'>, found: Found): void {
	const said = new Set(event.body.notServed);
	const left = [...Object.values(state.waiting).flat(), ...state.inHand].filter(
		(number) => state.tickets[number]?.life.stage !== 'serving',
	);
	for (const number of left) if (!said.has(number)) found('Q3', `${number} was not served and is not counted so`);
	if (said.size !== left.length) found('Q3', `${said.size} tickets are counted as not served, ${left.length} were not`);
}
