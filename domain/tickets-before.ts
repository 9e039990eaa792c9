import type { HallPlan } from './contracts/hall-plan.ts';
import type { TicketNumber } from './contracts/identity.ts';
import type { HallDay } from './contracts/state.ts';
import { orderOfCalls } from './pick-next.ts';

/**
 * Waiting tickets of the same queue that will be called before this one, as things stand. An ordinary ticket counts who came before it; a
 * privileged one (priority group or reservation) counts who goes before it in the order of calls, or its holder would be told of people it
 * is going to pass. Without an open window there is no order yet: then everybody who came before counts.
 */
export function ticketsBefore(state: HallDay, plan: HallPlan, number: TicketNumber, now: number): TicketNumber[] {
	const ticket = state.tickets[number];
	const waiting = ticket ? (state.waiting[ticket.queue] ?? []) : [];
	const position = ticket?.position ?? Number.POSITIVE_INFINITY;
	const cameBefore = waiting.filter((other) => (state.tickets[other]?.position ?? 0) < position);
	if (!ticket || (ticket.visit.priorityGroup === undefined && ticket.visit.reservationSlot === undefined)) return cameBefore;
	for (const window of Object.values(state.windows)) {
		if (window.stage !== 'open' || !window.duty.includes(ticket.queue)) continue;
		const order = orderOfCalls(state, plan, window.id, now).map((pick) => pick.ticket);
		const place = order.indexOf(number);
		if (place < 0) continue;
		const goBefore = order.slice(0, place).filter((other) => state.tickets[other]?.queue === ticket.queue);
		// A reservation that is not due yet stands by arrival; nobody is told of more people than came before.
		return goBefore.length < cameBefore.length ? goBefore : cameBefore;
	}
	return cameBefore;
}
