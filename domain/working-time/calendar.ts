/** Which days of a hall are working days (法定工作日, with 调休), and when their business ends. Pure. */
import { instantOf } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';

export interface WorkCalendar {
	timezone: string;
	/** Holidays, `YYYY-MM-DD`. */
	closed: ReadonlySet<string>;
	/** Days off that are worked. */
	extra: ReadonlySet<string>;
	/** Years whose holidays somebody has entered. */
	years: ReadonlySet<string>;
	/** Office periods by ISO weekday, in order. */
	hours: Readonly<Record<number, readonly { from: string; to: string }[]>>;
}

export function workCalendarOf(plan: Pick<HallPlan, 'timezone' | 'hours' | 'calendar'>): WorkCalendar {
	const { closedDates = [], extraWorkdays = [] } = plan.calendar ?? {};
	const hours: Record<number, { from: string; to: string }[]> = {};
	// A period of some windows only (lunch, Saturday) is service beyond office hours: no limit runs out in it.
	for (const { days, from, to, windows } of plan.hours)
		if (windows === undefined) for (const day of days) hours[day] = [...(hours[day] ?? []), { from, to }];
	for (const periods of Object.values(hours)) periods.sort((one, other) => (one.from < other.from ? -1 : 1));
	return {
		timezone: plan.timezone,
		closed: new Set(closedDates),
		extra: new Set(extraWorkdays),
		years: new Set(closedDates.map((day) => day.slice(0, 4))),
		hours,
	};
}

export function nextDay(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: string): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function isWorkday(calendar: WorkCalendar, day: string): boolean {
	if (calendar.extra.has(day)) return true;
	return weekdayOf(day) <= 5 && !calendar.closed.has(day);
}

/** The day itself, or the first working day after it. */
export function workdayFrom(calendar: WorkCalendar, day: string): string {
	let found = day;
	while (!isWorkday(calendar, found)) found = nextDay(found);
	return found;
}

/** Office periods of a day as instants; a worked day off has the hours of a Monday, a free day none. */
export function officePeriods(calendar: WorkCalendar, day: string): { from: number; to: number }[] {
	if (!isWorkday(calendar, day)) return [];
	const weekday = weekdayOf(day);
	const periods = calendar.hours[weekday > 5 ? 1 : weekday] ?? calendar.hours[1] ?? [];
	return periods.map(({ from, to }) => ({ from: instantOf(day, from, calendar.timezone), to: instantOf(day, to, calendar.timezone) }));
}

/** When business ends on a day: until then what is due on it is in time. A free day ends at midnight. */
export function closeOf(calendar: WorkCalendar, day: string): number {
	return officePeriods(calendar, day).at(-1)?.to ?? instantOf(nextDay(day), '00:00', calendar.timezone);
}

/** Office time within a span, ms. Days whose hours nobody told count as a whole. */
export function officeTime(calendar: WorkCalendar, day: string, from: number, to: number): number {
	const periods = officePeriods(calendar, day);
	const all = periods.length > 0 ? periods : [{ from: instantOf(day, '00:00', calendar.timezone), to: closeOf(calendar, day) }];
	return all.reduce((sum, period) => sum + Math.max(0, Math.min(to, period.to) - Math.max(from, period.from)), 0);
}
