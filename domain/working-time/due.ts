/**
 * When a time limit runs out (限时办结). The day on which it begins is not counted; a limit of calendar days that would end on a day off ends on
 * the next working day (民法典 201–203 条); it ends when business ends. A day at whose close the clock stood still is not counted.
 */
import { businessDay } from '../business-day.ts';
import type { TimeLimit } from '../contracts/cases.ts';
import { closeOf, isWorkday, nextDay, officeTime, type WorkCalendar, workdayFrom } from './calendar.ts';

/** A span in which the clock stands still; `to` = null: it still does. */
export interface Pause {
	from: number;
	to: number | null;
}

const stoodStill = (pauses: readonly Pause[], at: number) => pauses.some(({ from, to }) => from <= at && (to === null || to > at));

/** Whether a day after the first one uses up one day of the limit. */
function counts(calendar: WorkCalendar, unit: TimeLimit['unit'], day: string, pauses: readonly Pause[]): boolean {
	if (unit === 'workday' && !isWorkday(calendar, day)) return false;
	return !stoodStill(pauses, closeOf(calendar, day));
}

/** The last day of a limit that begins on `from` (`YYYY-MM-DD`). An open pause is taken to end at `now`. */
export function dueDay(calendar: WorkCalendar, from: string, limit: TimeLimit, pauses: readonly Pause[] = [], now = 0): string {
	const ended = pauses.map((pause) => ({ from: pause.from, to: pause.to ?? Math.max(now, pause.from) }));
	let day = from;
	let left = Math.ceil(limit.value);
	while (left > 0) {
		day = nextDay(day);
		if (counts(calendar, limit.unit, day, ended)) left -= 1;
	}
	return workdayFrom(calendar, day);
}

/** Until when a deferred material may follow: its own working days, but never after what was promised for the item. */
export function deferredUntil(calendar: WorkCalendar, from: string, withinWorkdays: number, promisedDue: string): string {
	const own = dueDay(calendar, from, { value: withinWorkdays, unit: 'workday' });
	return own < promisedDue ? own : promisedDue;
}

export interface ClockReading {
	/** The last day, with the time that the clock stood still taken off. */
	due: string;
	/** When it runs out, an instant. */
	dueAt: number;
	/** Share of the limit that is used up, 0 and more. */
	used: number;
	/** `yellow` from 80 % on (黄牌), `red` when it is over (红牌). */
	card: 'none' | 'yellow' | 'red';
	running: boolean;
	/** The year of the due day has holidays entered; false = the day may still move. */
	sure: boolean;
}

export const yellowFrom = 0.8;

/**
 * How a clock stands at `now`. `startedAt`: when the limit began; `endedAt`: when the work was done, after which nothing runs any more.
 * `promised`: the day on the receipt: what was given on paper holds as long as the clock never stood still.
 */
export function readClock(
	calendar: WorkCalendar,
	clock: { startedAt: number; limit: TimeLimit; pauses: readonly Pause[]; endedAt: number | null; promised?: string },
	now: number,
): ClockReading {
	const { startedAt, limit, pauses } = clock;
	const end = Math.min(now, clock.endedAt ?? now);
	const open = pauses.find(({ to }) => to === null);
	/** Where the hand of the clock stands. */
	const hand = open && clock.endedAt === null ? Math.min(end, open.from) : end;
	const from = businessDay(startedAt, calendar.timezone);
	const reckoned = dueDay(calendar, from, limit, pauses, end);
	const due = clock.promised !== undefined && (pauses.length === 0 || clock.promised > reckoned) ? clock.promised : reckoned;
	const dueAt = closeOf(calendar, due);
	const total = Math.ceil(limit.value);
	const used = total === 0 ? ofOneDay(calendar, due, startedAt, hand) : daysUsed(calendar, from, limit.unit, pauses, hand) / total;
	const late = hand > dueAt;
	return {
		due,
		dueAt,
		used,
		card: late ? 'red' : used >= yellowFrom ? 'yellow' : 'none',
		running: clock.endedAt === null && !open,
		sure: calendar.years.has(due.slice(0, 4)),
	};
}

/** Whole days that counted, and the part of today that is over. */
function daysUsed(calendar: WorkCalendar, from: string, unit: TimeLimit['unit'], pauses: readonly Pause[], hand: number): number {
	const today = businessDay(hand, calendar.timezone);
	let used = 0;
	for (let day = nextDay(from); day <= today; day = nextDay(day)) {
		if (closeOf(calendar, day) <= hand) used += counts(calendar, unit, day, pauses) ? 1 : 0;
		else if (unit === 'day' || isWorkday(calendar, day)) used += partOfDay(calendar, day, hand);
	}
	return used;
}

function partOfDay(calendar: WorkCalendar, day: string, until: number): number {
	const whole = officeTime(calendar, day, 0, Number.MAX_SAFE_INTEGER);
	return whole === 0 ? 0 : officeTime(calendar, day, 0, until) / whole;
}

/** Of what is done at once: the office time between its beginning and the end of its day. */
function ofOneDay(calendar: WorkCalendar, due: string, startedAt: number, hand: number): number {
	const whole = officeTime(calendar, due, startedAt, Number.MAX_SAFE_INTEGER);
	if (whole === 0) return hand > startedAt ? 1 : 0;
	return officeTime(calendar, due, startedAt, hand) / whole;
}
