import type { HallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { TicketNumber } from '../contracts/identity.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { mayCall, windowPlanOf } from '../eligibility.ts';
import { byArrival, standsInLine } from '../evolve/count-call.ts';
import { reservationIsDue } from '../pick-line.ts';
import { pickNext } from '../pick-next.ts';
import type { Found } from './finding.ts';

/** How often in a row each ordinary ticket was passed, counted here and not by the state that is checked. */
export interface OrderMemory {
	passedInRow: Map<TicketNumber, number>;
}

export function startOrderMemory(): OrderMemory {
	return { passedInRow: new Map() };
}

/**
 * Who was called, against everyone who could have been (Q1, Q2, I-6). A call a clerk chose, with a reason in the log, is a listed
 * exception (I-5), and so is somebody whose missed call had been promised a place.
 */
export function checkOrder(state: HallDay, plan: HallPlan, event: HallEvent, memory: OrderMemory, found: Found): void {
	if (event.name !== 'ticket-called') return;
	const { ticket: number, window: windowId, reason } = event.body;
	const called = state.tickets[number];
	const window = windowPlanOf(plan, windowId);
	if (!called || !window) return;
	const now = event.recordedAt;
	const others = (state.waiting[called.queue] ?? []).flatMap((other) => {
		const ticket = state.tickets[other];
		return ticket && other !== number && standsInLine(ticket) && mayCall(state, plan, window, ticket) ? [ticket] : [];
	});
	const privileged = (ticket: Ticket) => ticket.visit.priorityGroup !== undefined || reservationIsDue(plan, ticket, now);
	if (reason.code !== 'designated') {
		const pick = pickNext(state, plan, windowId, now);
		if (pick?.ticket !== number) found('Q1', `${number} was called to ${windowId} where the rules say ${pick?.ticket ?? 'nobody'}`);
		if (plan.pick.rule !== 'arrival-order') checkBounds(state, plan, called, others, privileged, event, memory, found);
	}
	if (!privileged(called)) for (const ticket of state.waiting[called.queue] ?? []) memory.passedInRow.delete(ticket);
	memory.passedInRow.delete(number);
}

function checkBounds(
	state: HallDay,
	plan: HallPlan,
	called: Ticket,
	others: readonly Ticket[],
	privileged: (ticket: Ticket) => boolean,
	event: HallEvent<'ticket-called'>,
	memory: OrderMemory,
	found: Found,
): void {
	const bound = plan.pick.maxNormalDelayMinutes * 60_000;
	const now = event.recordedAt;
	const passed = state.queues[called.queue]?.passed ?? null;
	for (const other of others) {
		if (byArrival(other, called) > 0) continue;
		if (privileged(other)) {
			const promised = event.body.reason.code === 'missed-returned';
			if (!privileged(called) && !promised && now - other.queuedAt >= bound && state.queues[called.queue]?.passed?.ticket !== called.number)
				found('Q2', `${other.number} (priority) waited beyond the bound while ${called.number}, later and ordinary, was called`);
			continue;
		}
		if (!privileged(called)) continue;
		const times = (memory.passedInRow.get(other.number) ?? 0) + 1;
		memory.passedInRow.set(other.number, times);
		if (times > plan.pick.maxPriorityInRow) found('I-6', `${other.number} was passed ${times} times in a row, last by ${called.number}`);
		if (passed?.ticket === other.number && now - passed.since >= bound)
			found('Q2', `${other.number} was passed by ${called.number} although its delay had reached the bound`);
	}
}
