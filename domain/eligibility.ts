import type { HallPlan, QueuePlan, WindowPlan } from './contracts/hall-plan.ts';
import type { QueueId, StationId, WindowId } from './contracts/identity.ts';
import type { HallDay, Ticket } from './contracts/state.ts';

export function queuePlanOf(plan: HallPlan, id: QueueId): QueuePlan | undefined {
	return plan.queues.find((queue) => queue.id === id);
}

export function windowPlanOf(plan: HallPlan, id: WindowId): WindowPlan | undefined {
	return plan.windows.find((window) => window.id === id);
}

/** The number people know a window by, for wording. */
export function windowNumber(plan: HallPlan, id: WindowId): string {
	return windowPlanOf(plan, id)?.number ?? id;
}

export function stationPlanOf(plan: HallPlan, id: StationId) {
	return plan.stations.find((station) => station.id === id);
}

/** Whether any window of the hall may ever serve this queue. */
export function someWindowCanServe(plan: HallPlan, queue: QueueId): boolean {
	return plan.windows.some((window) => window.capabilities.includes(queue));
}

/** Whether a window does everything a ticket came for. */
export function coversItems(window: WindowPlan, ticket: Ticket): boolean {
	const { skills } = window;
	return skills === undefined || ticket.visit.items.every((item) => skills.includes(item));
}

/**
 * Whether this window may call this ticket of a queue it serves. Skills count only while some window with the queue on duty,
 * open or not, covers every item: a ticket that no such window covers in whole may go to any of them, because waiting for
 * nobody is worse than being passed on (I-13).
 */
export function mayCall(state: HallDay, plan: HallPlan, window: WindowPlan, ticket: Ticket): boolean {
	if (coversItems(window, ticket)) return true;
	return !plan.windows.some((other) => state.windows[other.id]?.duty.includes(ticket.queue) && coversItems(other, ticket));
}
