import type { QueueId, TicketNumber, WindowId } from '../contracts/identity.ts';
import type { HallDay, Ticket, TicketLife } from '../contracts/state.ts';

/**
 * The one place where a ticket changes its stage: keeps the indexes `waiting` and `inHand` and what each window has in hand true.
 * Changes the containers of `state`; a ticket object itself is replaced, never changed, so that whoever holds one keeps a true copy.
 */
export function changeLife(state: HallDay, ticket: Ticket, life: TicketLife, queue: QueueId = ticket.queue): void {
	const before = ticket.life;
	if (before.stage === 'waiting') leaveQueue(state, ticket.queue, ticket.number);
	if (isInHand(before)) state.inHand = state.inHand.filter((number) => number !== ticket.number);
	state.tickets[ticket.number] = { ...ticket, queue, life };
	if (life.stage === 'waiting') joinQueue(state, queue, ticket.number);
	if (isInHand(life)) state.inHand = [...state.inHand, ticket.number];
	if ('window' in before) settleWindow(state, before.window);
	if ('window' in life) settleWindow(state, life.window);
}

/** Gives a window the ticket it has in hand: the last one called to it or served at it, also one whose issue is not known yet. */
export function settleWindow(state: HallDay, id: WindowId): void {
	const window = state.windows[id];
	if (!window || window.stage === 'closed') return;
	const ticket = ticketInHand(state, id);
	if (window.ticket !== ticket) state.windows[id] = { ...window, ticket };
}

export function ticketInHand(state: HallDay, id: WindowId): TicketNumber | null {
	for (let index = state.inHand.length - 1; index >= 0; index--) {
		const number = state.inHand[index] as TicketNumber;
		const life = state.tickets[number]?.life;
		if (life && (life.stage === 'called' || life.stage === 'serving') && life.window === id) return number;
	}
	for (const [number, stray] of Object.entries(state.strays)) if (stray.window === id && stray.at === null) return number;
	return null;
}

export function joinQueue(state: HallDay, queue: QueueId, number: TicketNumber): void {
	state.waiting[queue] = [...(state.waiting[queue] ?? []), number];
}

function leaveQueue(state: HallDay, queue: QueueId, number: TicketNumber): void {
	state.waiting[queue] = (state.waiting[queue] ?? []).filter((other) => other !== number);
}

function isInHand(life: TicketLife): boolean {
	return life.stage === 'called' || life.stage === 'serving' || life.stage === 'held';
}
