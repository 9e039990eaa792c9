import type { HallPlan } from './contracts/hall-plan.ts';
import type { HallDay } from './contracts/state.ts';
import { emptyTide } from './evolve/tide-events.ts';

/**
 * The hall-day before its first event: nothing issued, every window closed with its home duty.
 * `day` is `YYYY-MM-DD` in the hall's own zone. A priority ticket may be the first call of the day,
 * so each queue starts as if its share of ordinary ones had just been called.
 */
export function startOfDay(plan: HallPlan, day: string): HallDay {
	return {
		hall: plan.code,
		day,
		position: 0,
		stage: 'not-open',
		openedAt: null,
		series: {},
		tickets: {},
		waiting: Object.fromEntries(plan.queues.map((queue) => [queue.id, []])),
		inHand: [],
		strays: {},
		windows: Object.fromEntries(plan.windows.map((window) => [window.id, { id: window.id, duty: [...window.homeDuty], stage: 'closed' }])),
		queues: Object.fromEntries(
			plan.queues.map((queue) => [
				queue.id,
				{ id: queue.id, priorityInRow: 0, normalSincePriority: plan.pick.normalBetweenPriority, lastNormal: [], passed: null },
			]),
		),
		calls: [],
		missedReservations: {},
		conflicts: [],
		applications: {},
		cases: {},
		manual: { now: {}, over: [] },
		stations: {},
		reviews: {},
		tide: emptyTide(),
		term: null,
	};
}
