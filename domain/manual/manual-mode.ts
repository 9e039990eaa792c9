/** What of a hall is in manual mode. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';

export function isManual(state: HallDay, queue: QueueId): boolean {
	return Object.hasOwn(state.manual.now, queue);
}

/** Every queue of the hall is. */
export function hallIsManual(state: HallDay, plan: HallPlan): boolean {
	return plan.queues.length > 0 && plan.queues.every((queue) => isManual(state, queue.id));
}

/** Queues in manual mode, in the order of the plan. */
export function manualQueues(state: HallDay, plan: HallPlan): QueueId[] {
	return plan.queues.flatMap((queue) => (isManual(state, queue.id) ? [queue.id] : []));
}

/**
 * The queue is in manual mode or was today: its tickets may have been called by hand, so a service of one needs no call by the machine. Without
 * regard to times, because those are of clocks that nobody compared (I-18).
 */
export function calledByHandToday(state: HallDay, queue: QueueId): boolean {
	return isManual(state, queue) || state.manual.over.some((period) => period.queue === queue);
}

/** Whether the queue was in manual mode at that time, a few minutes around it included. */
export function wasManualAt(state: HallDay, queue: QueueId, at: number): boolean {
	const now = state.manual.now[queue];
	if (now && at >= now.since - slackMs) return true;
	return state.manual.over.some((period) => period.queue === queue && at >= period.from - slackMs && at <= period.to + slackMs);
}

/** People note times by the clock on the wall and press the button when they get to it. */
const slackMs = 10 * 60_000;
