/**
 * What a tidal window does of itself while no platform plans for it: it takes on a queue in which people wait too long (`windows[].tidal` of the
 * hall's file), and gives it back once they no longer do. Reckoned from the day as the window's own machine knows it, so people whom others
 * have called meanwhile still count as waiting there: it helps rather too early than too late, and its own queues stay first.
 */
import type { NewEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId, WindowId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import { windowPlanOf } from '../eligibility.ts';
import { isFree } from './duty-changes.ts';
import { lockedUntil } from './move-problems.ts';

/** Queues beyond its own that the window has taken on by its thresholds; empty where a person or a plan has set its duty. */
export function joinedByThreshold(state: HallDay, plan: HallPlan, id: WindowId, now: number): QueueId[] {
	const own = windowPlanOf(plan, id);
	const window = state.windows[id];
	if (!own?.tidal || !window || isPlanned(state, id, now)) return [];
	const beyond = window.duty.filter((queue) => !own.homeDuty.includes(queue));
	const whole = own.homeDuty.every((queue) => window.duty.includes(queue));
	return whole && beyond.every((queue) => own.tidal!.mayJoin.includes(queue)) ? beyond : [];
}

/** The change its thresholds ask for at `now`, at an open window with nobody in service; `null` = none. */
export function thresholdChangeOf(state: HallDay, plan: HallPlan, id: WindowId, now: number): NewEvent<'duty-changed'> | null {
	const own = windowPlanOf(plan, id);
	const window = state.windows[id];
	if (!plan.tide || !own?.tidal || !window || window.stage !== 'open' || !isFree(state, id) || isPlanned(state, id, now)) return null;
	const { mayJoin, joinOverMinutes, returnUnderMinutes } = own.tidal;
	const joined = joinedByThreshold(state, plan, id, now);
	const other = window.duty.length !== own.homeDuty.length + joined.length;
	if (other) return null;
	const over = joined.filter((queue) => meanWaitMinutes(state, queue, now) < returnUnderMinutes);
	if (over.length > 0)
		return {
			name: 'duty-changed',
			body: { window: id, duty: window.duty.filter((queue) => !over.includes(queue)), why: 'threshold-over' },
		};
	if (window.duty.length >= plan.tide.mostQueues) return null;
	const longest = mayJoin
		.filter((queue) => !window.duty.includes(queue) && !state.manual.now[queue])
		.map((queue) => ({ queue, minutes: meanWaitMinutes(state, queue, now) }))
		.filter(({ minutes }) => minutes > joinOverMinutes)
		.sort((one, another) => another.minutes - one.minutes)[0];
	if (!longest) return null;
	return { name: 'duty-changed', body: { window: id, duty: [...window.duty, longest.queue], why: 'threshold' } };
}

/** How long those who wait in a queue have waited, in the mean; 0 = nobody waits. */
export function meanWaitMinutes(state: HallDay, queue: QueueId, now: number): number {
	const waiting = (state.waiting[queue] ?? []).map((number) => state.tickets[number]!);
	if (waiting.length === 0) return 0;
	return waiting.reduce((sum, ticket) => sum + Math.max(0, now - ticket.issuedAt), 0) / waiting.length / 60_000;
}

/** A manager's lock, or a plan that has a say here: thresholds leave such a window alone. */
function isPlanned(state: HallDay, id: WindowId, now: number): boolean {
	if (lockedUntil(state, id, now) !== null || state.tide.due[id] || state.tide.ends[id]) return true;
	return state.tide.plans.some(({ windows }) => windows[id]?.stage === 'in-force');
}
