/**
 * The named rules `urgency` and `crowd-urgency`, the same that the tide's simulator and planner count on (`tide/tide-hall.ts`): within a queue people stand by effective
 * arrival (a booked time that has come and a priority group have a head start), and a window with several queues calls from the most urgent one; by the second also from
 * where many wait. A day is replayed by the rule its own plan names.
 */
import type { PickReason } from './contracts/events.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { QueueId, WindowId } from './contracts/identity.ts';
import type { HallDay, Ticket } from './contracts/state.ts';
import { queuePlanOf, windowPlanOf } from './eligibility.ts';
import { type CallRule, tidalRule, urgencyPerSecond, urgencyRule, usualHeadStartS } from './tide/tide-hall.ts';

/** The constants of a hall that calls by urgency; `null` = it calls by another rule. */
export function urgencyOfPlan(plan: Pick<HallPlan, 'pick'>): CallRule | null {
	return plan.pick.rule === 'urgency' ? urgencyRule : plan.pick.rule === 'crowd-urgency' ? tidalRule : null;
}

/** What a queue without a promised target is measured by, so that its people are not forgotten beside others. */
export const targetWhenNonePromised = 45;

/** When somebody is treated as having come, ms. */
export function effectiveArrival(ticket: Ticket, kind: 'ordinary' | 'booked' | 'priority'): number {
	const [, reserved, priority] = usualHeadStartS;
	return ticket.queuedAt - 1000 * (kind === 'booked' ? reserved : kind === 'priority' ? priority : 0);
}

/** The queue this window called from last, as far as the log still tells; it is cheaper to stay with it. */
export function lastQueueOf(state: HallDay, window: WindowId): QueueId | null {
	const call = state.calls.find((one) => one.window === window);
	return (call && state.tickets[call.ticket]?.queue) ?? null;
}

/** How urgent it is to call the first of a queue's line; the facts of it, for the reason. */
export interface Urgency {
	queue: QueueId;
	value: number;
	/** Wait since effective arrival, in percent of the target. */
	percent: number;
	stays: boolean;
}

/** Who would be called of a queue, its effective arrival (ms), and how many stand in line whom this window may call. */
export interface FirstOfQueue {
	first: Ticket;
	arrived: number;
	inLine: number;
}

/** `last`: the queue this window called from last. */
export function urgencyOfQueue(
	rule: CallRule,
	plan: HallPlan,
	{ window, last }: { window: WindowId; last: QueueId | null },
	{ first, arrived, inLine }: FirstOfQueue,
	now: number,
): Urgency {
	const queue = queuePlanOf(plan, first.queue);
	const targetS = 60 * (queue?.maxWaitMinutes ?? targetWhenNonePromised);
	const waitedS = Math.max(0, now - arrived) / 1000 + rule.headS;
	let value = waitedS * urgencyPerSecond(rule, targetS, 60 * (queue?.meanMinutes ?? 10));
	if (!windowPlanOf(plan, window)?.homeDuty.includes(first.queue)) value *= rule.awayFactor;
	if (last === first.queue) value *= rule.stayFactor;
	if (waitedS > targetS) value *= (waitedS / targetS) ** (rule.latePower - 1);
	if (rule.crowdPower !== 0) value *= Math.max(1, inLine) ** rule.crowdPower;
	if (first.visit.priorityGroup !== undefined) value *= rule.priorityFactor;
	return { queue: first.queue, value, percent: Math.round((100 * waitedS) / targetS), stays: last === first.queue };
}

/** The reason with what was compared, when there was something to compare. */
export function withUrgency(rule: CallRule, reason: PickReason, best: Urgency, others: readonly Urgency[]): PickReason {
	const [next] = others.filter((other) => other !== best).sort((one, other) => other.value - one.value);
	if (!next) return reason;
	return {
		...reason,
		params: {
			...reason.params,
			urgency: best.percent,
			queue: best.queue,
			otherQueue: next.queue,
			otherUrgency: next.percent,
			// Where the higher percentage does not win, the factors decided: which, a clerk should be told.
			...(next.percent > best.percent ? { because: best.stays ? 'stays' : rule.crowdPower === 0 ? 'weighted' : 'crowd' } : {}),
		},
	};
}
