/** Replays a hall-day and checks every rule that a log can show. Used by `npm run verify` and by the simulations. */

import { checkApplications } from './check/check-applications.ts';
import { checkEnd, countsOf } from './check/check-end.ts';
import { checkKeeping } from './check/check-keeping.ts';
import { checkLife } from './check/check-life.ts';
import { checkManual } from './check/check-manual.ts';
import { checkOrder, type OrderMemory, startOrderMemory } from './check/check-order.ts';
import { checkPersonalData } from './check/check-personal-data.ts';
import { checkReservations } from './check/check-reservations.ts';
import { checkReviews } from './check/check-reviews.ts';
import type { Found, LogCheck } from './check/finding.ts';
import type { HallEvent } from './contracts/events.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import { evolveInto } from './evolve.ts';
import { startOfDay } from './start-of-day.ts';

export type { LogCheck, Violation } from './check/finding.ts';

/**
 * `events` is the whole log of one hall-day, from position 1 on. Rules of order (Q1, Q2, I-6) are checked only for events that the
 * given plan decided (same `configVersion`). Never throws; a broken log gives violations, first one first.
 */
export function checkLog(plan: HallPlan, day: string, events: readonly HallEvent[]): LogCheck {
	const violations: LogCheck['violations'] = [];
	const state = startOfDay(plan, day);
	const keeping = checkKeeping(plan, day);
	const memory: OrderMemory = startOrderMemory();
	for (const event of events) {
		const found: Found = (rule, text) => violations.push({ rule, position: event.position, text });
		keeping(event, found);
		checkPersonalData(event, found);
		checkLife(state, event, events, found);
		checkManual(state, event, events, found);
		checkApplications(state, event, found);
		checkReviews(state, event, found);
		// A call of a former platform was decided on its own state.
		if (event.configVersion === plan.configVersion && !event.recovered) checkOrder(state, plan, event, memory, found);
		evolveInto(state, event);
	}
	const last = events.at(-1)?.position ?? 0;
	checkReservations(state, (rule, text) => violations.push({ rule, position: last, text }));
	checkEnd(state, plan, events, (rule, text) => violations.push({ rule, position: last, text }));
	return { counts: countsOf(state, events), violations };
}
