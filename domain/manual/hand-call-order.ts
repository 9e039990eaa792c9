import type { QueueId } from '../contracts/identity.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { byArrival } from '../evolve/count-call.ts';

/** Tickets of a queue that wait now, in the order in which people call them by hand: priority first, then by arrival. */
export function handCallOrder(state: HallDay, queue: QueueId): Ticket[] {
	const tickets = (state.waiting[queue] ?? []).flatMap((number) => state.tickets[number] ?? []);
	const rank = (ticket: Ticket) => (ticket.visit.priorityGroup === undefined ? 1 : 0);
	return tickets.sort((one, other) => rank(one) - rank(other) || byArrival(one, other));
}
