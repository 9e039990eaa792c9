/** What stands against giving windows other duties, beyond what a manager may do with one window by hand. The same for a trial and an approval. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId, WindowId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import type { MoveProblem } from '../contracts/tide-desk.ts';
import type { DutyMove } from '../contracts/tide-plan.ts';
import { queuePlanOf, windowPlanOf } from '../eligibility.ts';
import { isManual } from '../manual/manual-mode.ts';

export function sameDuty(one: readonly QueueId[], other: readonly QueueId[]): boolean {
	return [...one].sort().join() === [...other].sort().join();
}

/** The duty a window has or was told it will have. */
export function comingDuty(state: HallDay, id: WindowId): readonly QueueId[] {
	return state.tide.due[id]?.to ?? state.windows[id]?.duty ?? [];
}

/** Until when a manager's own setting holds at this window; `null` = it may be changed. */
export function lockedUntil(state: HallDay, id: WindowId, now: number): number | null {
	const lock = state.tide.locks[id];
	return lock && lock.until > now ? lock.until : null;
}

export function moveProblems(state: HallDay, plan: HallPlan, moves: readonly DutyMove[], now: number): MoveProblem[] {
	const problems: MoveProblem[] = [];
	const most = plan.tide?.mostQueues ?? Number.MAX_SAFE_INTEGER;
	for (const { window: id, to } of moves) {
		const window = windowPlanOf(plan, id);
		const at = state.windows[id];
		if (!window || !at || moves.filter((each) => each.window === id).length > 1) {
			problems.push({ code: 'unknown-window', window: id });
			continue;
		}
		for (const queue of to) {
			if (!queuePlanOf(plan, queue)) problems.push({ code: 'unknown-queue', queue });
			else if (!window.capabilities.includes(queue)) problems.push({ code: 'window-lacks-capability', window: id, queue });
			else if (isManual(state, queue)) problems.push({ code: 'queue-in-manual-mode', window: id, queue });
		}
		const until = lockedUntil(state, id, now);
		if (until !== null) problems.push({ code: 'window-duty-locked', window: id, until });
		if (state.tide.due[id]) problems.push({ code: 'duty-change-pending', window: id });
		else if (sameDuty(at.duty, to)) problems.push({ code: 'same-duty', window: id });
		// A window that has more on its sign already may keep as many.
		if (to.length > Math.max(most, window.homeDuty.length, at.duty.length)) problems.push({ code: 'too-many-duties', window: id, most });
		if (at.stage === 'closed') problems.push({ code: 'window-not-open', window: id });
	}
	const later = new Map(moves.map(({ window, to }) => [window, to]));
	const open = Object.values(state.windows).filter(({ stage }) => stage !== 'closed');
	for (const { id: queue } of plan.queues) {
		if (isManual(state, queue) || !open.some(({ id }) => comingDuty(state, id).includes(queue))) continue;
		if (!open.some(({ id }) => (later.get(id) ?? comingDuty(state, id)).includes(queue)))
			problems.push({ code: 'queue-left-unserved', queue });
	}
	return problems;
}
