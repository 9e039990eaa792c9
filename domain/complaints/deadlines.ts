import type { HallPlan } from '../contracts/hall-plan.ts';
import { reviewPlanOf } from '../reviews/review-plan.ts';
import { workCalendarOf } from '../working-time/calendar.ts';
import { readClock } from '../working-time/due.ts';
import type { ComplaintCase } from './cases.ts';

export interface Deadline {
	/** Last day, `YYYY-MM-DD`, and the end of its business, ms. */
	due: string;
	dueAt: number;
	card: 'none' | 'yellow' | 'red';
	/** When it was kept or missed; `null` = still to come. */
	doneAt: number | null;
}

/** First contact and settlement, in working days from the day on which the case was opened. */
export function deadlinesOf(plan: HallPlan, found: ComplaintCase, now: number): { contact: Deadline; settle: Deadline } {
	const calendar = workCalendarOf(plan);
	const chosen = reviewPlanOf(plan).deadlines;
	const { contact, settle } = found.kind === 'bad-review' ? chosen.review : chosen.cannotBeDone;
	const read = (value: number, doneAt: number | null): Deadline => {
		const clock = { startedAt: found.openedAt, limit: { value, unit: 'workday' as const }, pauses: [], endedAt: doneAt };
		const { due, dueAt, card } = readClock(calendar, clock, now);
		return { due, dueAt, card, doneAt };
	};
	const settledAt = found.settledAt ?? found.closedAt;
	return { contact: read(contact, found.firstContactAt ?? settledAt), settle: read(settle, settledAt) };
}
