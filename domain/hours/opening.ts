/** When a hall is open by its hours and calendar: the day's periods, when people are back, and the last ticket of a queue. Pure. */
import { businessDay, instantOf } from '../business-day.ts';
import type { HallPlan, QueuePlan } from '../contracts/hall-plan.ts';
import { isWorkday, nextDay, type WorkCalendar, weekdayOf, workCalendarOf } from '../working-time/calendar.ts';

type Hours = Pick<HallPlan, 'timezone' | 'hours' | 'calendar'>;
type Period = HallPlan['hours'][number];

/** How far ahead people are looked for: the longest holidays are over by then. */
const daysAhead = 31;

/** Periods of a day in order of their beginning: none on a holiday, those of a Monday on a day off that is worked. */
export function periodsOn(plan: Hours, day: string, calendar: WorkCalendar = workCalendarOf(plan)): Period[] {
	const weekday = weekdayOf(day);
	const worked = isWorkday(calendar, day);
	if (calendar.closed.has(day) && !calendar.extra.has(day)) return [];
	const like = worked && weekday > 5 ? 1 : weekday;
	return plan.hours.filter(({ days }) => days.includes(like)).sort((one, other) => one.from.localeCompare(other.from));
}

/** When the hall is open next, or since when it is (`at` ≤ now); `null` = its hours do not say. */
export function nextOpening(plan: Hours, now: number): { at: number; today: boolean } | null {
	const calendar = workCalendarOf(plan);
	let day = businessDay(now, plan.timezone);
	for (let ahead = 0; ahead <= daysAhead; ahead += 1, day = nextDay(day))
		for (const { from, to } of periodsOn(plan, day, calendar))
			if (instantOf(day, to, plan.timezone) > now) return { at: instantOf(day, from, plan.timezone), today: ahead === 0 };
	return null;
}

/** Until when this queue gives out tickets today; `null` = the hours of today say nothing of it. */
export function lastTicketAt(plan: Hours & Pick<HallPlan, 'windows'>, queue: QueuePlan, now: number): number | null {
	const day = businessDay(now, plan.timezone);
	const able = (period: Period) =>
		period.windows === undefined ||
		plan.windows.some(({ id, capabilities }) => period.windows?.includes(id) && capabilities.includes(queue.id));
	const ends = periodsOn(plan, day)
		.filter(able)
		.map(({ to }) => instantOf(day, to, plan.timezone));
	return ends.length === 0 ? null : Math.max(...ends) - queue.lastTicketBeforeCloseMinutes * 60_000;
}
