/** What a terminal tells a citizen about waiting: per queue, and per item or theme through the hall's routing. */
import type { FaceCatalogue } from '../contracts/catalogue.ts';
import type { WaitEstimate } from '../contracts/decision.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId, TicketNumber, Words } from '../contracts/identity.ts';
import type { HallDay, TicketStage } from '../contracts/state.ts';
import { someWindowCanServe } from '../eligibility.ts';
import { estimateWait } from '../estimate.ts';
import { routeVisit, type VisitChoice } from '../routing.ts';

export interface TerminalQueue {
	id: QueueId;
	name: Words;
	special: 'pickup' | 'assist' | 'escalation' | null;
	/** Some window of the hall may serve it. */
	served: boolean;
	wait: WaitEstimate;
}

export interface TerminalView {
	day: string;
	stage: HallDay['stage'];
	queues: TerminalQueue[];
}

export function terminalView(state: HallDay, plan: HallPlan, now: number): TerminalView {
	return {
		day: state.day,
		stage: state.stage,
		queues: plan.queues.map((queue) => ({
			id: queue.id,
			name: queue.name,
			special: queue.special ?? null,
			served: someWindowCanServe(plan, queue.id),
			wait: estimateWait(state, plan, queue.id, now),
		})),
	};
}

/** Where a choice would lead now and how long that takes; `null` = this hall cannot do it in one queue. */
export function waitOfChoice(
	state: HallDay,
	plan: HallPlan,
	catalogue: FaceCatalogue,
	choice: VisitChoice,
	now: number,
): { queue: QueueId; wait: WaitEstimate } | null {
	const route = routeVisit(plan, catalogue, choice, { state, now });
	return route.ok ? { queue: route.queue, wait: estimateWait(state, plan, route.queue, now) } : null;
}

/** Tickets of one person that are not over yet, for "you already have a number". */
export function ticketsOfPerson(
	state: HallDay,
	person: string,
): { number: TicketNumber; queue: QueueId; stage: TicketStage; peopleAhead: number }[] {
	return [...Object.values(state.waiting).flat(), ...state.inHand].flatMap((number) => {
		const ticket = state.tickets[number];
		if (ticket?.visit.personRef !== person) return [];
		return { number, queue: ticket.queue, stage: ticket.life.stage, peopleAhead: peopleAhead(state, number) };
	});
}

/** People of the same queue who arrived earlier and still wait; 0 when the ticket itself no longer waits. */
export function peopleAhead(state: HallDay, number: TicketNumber): number {
	const ticket = state.tickets[number];
	if (ticket?.life.stage !== 'waiting') return 0;
	return (state.waiting[ticket.queue] ?? []).filter((other) => {
		const ahead = state.tickets[other];
		if (!ahead) return false;
		return ahead.queuedAt < ticket.queuedAt || (ahead.queuedAt === ticket.queuedAt && ahead.position < ticket.position);
	}).length;
}
