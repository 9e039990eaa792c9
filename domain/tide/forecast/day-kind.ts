/** Days that are like each other. A Monday is its own weekday already; the day after a holiday is one too, whatever it is called. */

export const dayKinds = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'month-end', 'after-holiday', 'holiday'] as const;
export type DayKind = (typeof dayKinds)[number];

/** Days `YYYY-MM-DD` on which the hall is closed against its week, and days off that are worked. */
export interface Calendar {
	closedDates: readonly string[];
	extraWorkdays: readonly string[];
}

const dayMs = 86_400_000;

/** ISO weekday of a date, 1 = Monday. */
export function weekdayOf(day: string): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The kind of a day: a holiday, the first working day after one, one of the last two working days of a month, or its weekday. */
export function kindOfDay(day: string, calendar: Calendar): DayKind {
	if (calendar.closedDates.includes(day)) return 'holiday';
	const before = dayBy(day, -1);
	if (calendar.closedDates.includes(before)) return 'after-holiday';
	let left = 0;
	for (let next = dayBy(day, 1); next.slice(0, 7) === day.slice(0, 7); next = dayBy(next, 1)) if (worked(next, calendar)) left++;
	if (left < 2 && worked(day, calendar)) return 'month-end';
	// A day off that is worked has the hours of a Monday.
	if (calendar.extraWorkdays.includes(day)) return 'mon';
	return dayKinds[weekdayOf(day) - 1]!;
}

function worked(day: string, calendar: Calendar): boolean {
	if (calendar.extraWorkdays.includes(day)) return true;
	return weekdayOf(day) <= 5 && !calendar.closedDates.includes(day);
}

function dayBy(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
