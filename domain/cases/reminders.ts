/**
 * Of what the people of a case are to be reminded now. Pure: whoever shows or sends it decides nothing. One reminder for each kind and day, however
 * many materials or items run out on it, so that nobody gets five messages at once.
 */
import { businessDay } from '../business-day.ts';
import type { ReminderKind } from '../contracts/cases.ts';
import { closeOf, isWorkday, officePeriods, type WorkCalendar } from '../working-time/calendar.ts';
import { clocksOf, materialsToCome } from './case-clock.ts';
import type { CaseState } from './case-state.ts';
import { hasEnded } from './evolve-case.ts';

export interface Reminder {
	kind: ReminderKind;
	/** The day that runs out, or ran out. */
	day: string;
	/** Deferred materials it is about; empty for promised days. */
	materials: string[];
	/** Items it is about. */
	items: string[];
}

/** Everything that is near or over at `now`, whether anybody was told of it or not; what is over comes first. */
export function remindersOf(state: CaseState, calendar: WorkCalendar, now: number): Reminder[] {
	const { accepted } = state;
	if (!accepted || hasEnded(state)) return [];
	const today = businessDay(now, calendar.timezone);
	const found: Reminder[] = [];
	for (const { material, by, items } of materialsToCome(state)) {
		if (by === null) continue;
		if (closeOf(calendar, by) < now) add('material-late', by, items, material);
		// Whoever has just promised it at the window needs no reminding on the same day.
		else if (today >= workdayBefore(calendar, by) && today > accepted.day) add('material-due', by, items, material);
	}
	for (const { item, due, card, running } of clocksOf(state, calendar, now)) {
		if (state.results[item] || !running) continue;
		if (card === 'red') add('promise-late', due, [item]);
		else if (card === 'yellow' && today > accepted.day) add('promise-near', due, [item]);
	}
	const late = ({ kind }: Reminder) => Number(kind === 'material-due' || kind === 'promise-near');
	return found.sort((one, other) => late(one) - late(other) || (one.day < other.day ? -1 : 1));

	function add(kind: ReminderKind, day: string, items: readonly string[], material?: string): void {
		let one = found.find((each) => each.kind === kind && each.day === day);
		if (!one) {
			one = { kind, day, materials: [], items: [] };
			found.push(one);
		}
		if (material !== undefined) one.materials.push(material);
		one.items = [...new Set([...one.items, ...items])];
	}
}

/** Whether the hall has said this already, as the log tells it. */
export const wasSent = (state: CaseState, { kind, day }: Pick<Reminder, 'kind' | 'day'>): boolean =>
	state.reminders.some((said) => said.kind === kind && said.day === day);

/** People are written to in office hours alone, from the first opening to the last closing of a working day. */
export function mayWriteAt(calendar: WorkCalendar, now: number): boolean {
	const periods = officePeriods(calendar, businessDay(now, calendar.timezone));
	const [first, last] = [periods[0], periods.at(-1)];
	return first !== undefined && last !== undefined && now >= first.from && now < last.to;
}

function workdayBefore(calendar: WorkCalendar, day: string): string {
	let before = day;
	do before = new Date(Date.parse(`${before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
	while (!isWorkday(calendar, before));
	return before;
}
