import type { WaitEstimate } from './contracts/decision.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { QueueId } from './contracts/identity.ts';
import type { HallDay } from './contracts/state.ts';
import { queuePlanOf } from './eligibility.ts';
import { isManual } from './manual/manual-mode.ts';

/** A window that comes back within this long still counts as serving. */
const backSoonMs = 15 * 60_000;

/** Windows that serve a queue now: open with it on duty, or paused and back soon. */
export function servingWindows(state: HallDay, queue: QueueId, now: number): number {
	let count = 0;
	for (const window of Object.values(state.windows)) {
		if (!window.duty.includes(queue)) continue;
		if (window.stage === 'open') count++;
		if (window.stage === 'paused' && window.until !== null && window.until - now <= backSoonMs) count++;
	}
	return count;
}

/** Minutes until those who wait now have been called, as one figure for charts and comparing; `null` = nobody serves the queue, or people call it by hand. */
export function expectedMinutes(state: HallDay, plan: HallPlan, queue: QueueId, now: number): number | null {
	// People call it: how fast, the machine cannot know.
	if (isManual(state, queue)) return null;
	const windows = servingWindows(state, queue, now);
	const mean = queuePlanOf(plan, queue)?.meanMinutes;
	if (windows === 0 || mean === undefined) return null;
	return ((state.waiting[queue]?.length ?? 0) * mean) / windows;
}

/** The wait of somebody who takes a number now, as it is told to people. */
export function estimateWait(state: HallDay, plan: HallPlan, queue: QueueId, now: number): WaitEstimate {
	const people = state.waiting[queue]?.length ?? 0;
	const expected = expectedMinutes(state, plan, queue, now);
	return { people, minutes: expected === null ? null : minutesRange(expected, people) };
}

/**
 * A range, never false precision: wide for few people, whose service times differ, narrower for many, where they even out.
 * From half an hour on in steps of five; below five minutes the upper end is at least twice the lower.
 */
export function minutesRange(expected: number, people: number): [number, number] {
	if (people === 0) return [0, 0];
	const middle = Math.max(1, Math.round(expected));
	const share = people >= 10 ? 0.12 : people >= 3 ? 0.19 : 0.235;
	const half = Math.max(1, middle * share);
	const step = middle >= 30 ? 5 : 1;
	const low = Math.max(1, Math.round((middle - half) / step) * step);
	const high = Math.max(low + 1, Math.round((middle + half) / step) * step);
	return [low, middle < 5 ? Math.max(high, 2 * low) : high];
}
