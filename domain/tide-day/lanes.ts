/** How the express lanes (快办) stand, where they do not hold and why; and queues that nobody can serve. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';
import type { ShownExpress, unservable } from '../contracts/tide-desk.ts';
import { isManual } from '../manual/manual-mode.ts';
import { metShare } from '../tide/planner/missing.ts';
import { targetOf } from './day-as-tide.ts';

/** `surging`: queues to which far more come than was forecast. */
export function expressLanes(plan: HallPlan, state: HallDay, now: number, surging: ReadonlySet<string> = new Set()): ShownExpress[] {
	return (plan.tide?.express ?? []).map(({ queue }) => {
		const targetS = targetOf(plan, queue);
		const waits = (state.waiting[queue] ?? []).flatMap((number) => {
			const ticket = state.tickets[number];
			return ticket ? [(now - ticket.queuedAt) / 1000] : [];
		});
		const longestS = Math.max(0, ...waits);
		const open = plan.windows.filter(({ id }) => state.windows[id]?.stage === 'open');
		const windowsOpen = open.filter(({ id }) => state.windows[id]?.duty.includes(queue)).length;
		const windowsAble = open.filter(
			({ id, capabilities }) => capabilities.includes(queue) && !state.windows[id]?.duty.includes(queue),
		).length;
		const { advice } = state.tide;
		const foreseen = advice?.queues.find((each) => each.queue === queue);
		const inTarget = foreseen ? foreseen.inTargetAfter : null;
		const missing = advice?.missing?.queues.includes(queue) ? advice.missing.windows : null;
		const late = longestS > targetS || (inTarget !== null && inTarget < metShare);
		const holds = !late && (windowsOpen > 0 || waits.length === 0);
		const why = holds
			? null
			: windowsOpen === 0
				? windowsAble > 0
					? 'windows-elsewhere'
					: 'no-window-open'
				: surging.has(queue)
					? 'surge'
					: windowsAble > 0 && !advice?.missing?.queues.includes(queue)
						? 'windows-elsewhere'
						: 'no-capacity';
		return {
			queue,
			targetS,
			waiting: waits.length,
			longestS: Math.round(longestS),
			inTarget,
			windowsOpen,
			windowsAble,
			holds,
			why,
			windowsMissing: holds ? null : missing,
		};
	});
}

export function unservableQueues(plan: HallPlan, state: HallDay): (typeof unservable)['_output'][] {
	return plan.queues.flatMap(({ id }): (typeof unservable)['_output'][] => {
		const waiting = state.waiting[id]?.length ?? 0;
		if (!plan.windows.some(({ capabilities }) => capabilities.includes(id))) return [{ queue: id, why: 'no-window-can', waiting }];
		if (isManual(state, id) || state.stage !== 'open' || waiting === 0) return [];
		const open = plan.windows.some((window) => state.windows[window.id]?.stage !== 'closed' && state.windows[window.id]?.duty.includes(id));
		return open ? [] : [{ queue: id, why: 'nobody-open', waiting }];
	});
}
