/** Days of figures put together: by hour, service and window, by weekday and hour, and the end of each day. */
import { weekdayOf } from '../forecast/day-kind.ts';
import type { DayFigures, Ends, WindowHour } from './day-figures.ts';
import { noEnds } from './day-figures.ts';

/** What is known of waits; minutes. `null` = nobody was called. */
export interface Waits {
	mean: number | null;
	/** Half, and nineteen of twenty, waited no longer; whole minutes, rounded up. */
	half: number | null;
	most: number | null;
	/** Share within the target; `null` = no target, or nobody called. */
	inTarget: number | null;
}

export type HistoryRow<Key extends string, Of> = Record<Key, Of> & Ends & Waits;

export interface WindowRow {
	window: string;
	finished: number;
	/** Hours it was open and not paused, hours paused; share of the open time that calls took; minutes of one call in the mean. */
	openH: number;
	pausedH: number;
	busy: number | null;
	minutes: number | null;
}

export interface WeekCell {
	/** ISO, 1 = Monday. */
	weekday: number;
	hour: number;
	/** Days of this weekday in the period. */
	days: number;
	/** People who came in this hour, in the mean of those days. */
	came: number;
	mean: number | null;
}

export interface DayEnd {
	day: string;
	openedAt: number | null;
	closedAt: number | null;
	all: Ends & Waits;
	ways: DayFigures['ways'];
	sentOn: number;
	manual: DayFigures['manual'];
	cuts: DayFigures['cuts'];
}

export interface History {
	days: DayEnd[];
	all: Ends & Waits;
	hours: HistoryRow<'hour', number>[];
	queues: HistoryRow<'queue', string>[];
	windows: WindowRow[];
	week: WeekCell[];
}

type Cell = DayFigures['queues'][number];

/** `only`: of one queue alone; windows and ends of days are those of the hall whatever was chosen. */
export function historyOf(days: readonly DayFigures[], only: string | null = null): History {
	const cells = days.flatMap(({ queues }) => queues).filter(({ queue }) => only === null || queue === only);
	const hours = group(cells, ({ hour }) => hour);
	const byWeek = new Map<string, { cells: Cell[]; weekday: number; hour: number }>();
	const daysOf = new Map<number, number>();
	for (const day of days) {
		const weekday = weekdayOf(day.day);
		daysOf.set(weekday, (daysOf.get(weekday) ?? 0) + 1);
		for (const cell of day.queues) {
			if (only !== null && cell.queue !== only) continue;
			const key = `${weekday}/${cell.hour}`;
			const known = byWeek.get(key) ?? { cells: [], weekday, hour: cell.hour };
			known.cells.push(cell);
			byWeek.set(key, known);
		}
	}
	return {
		days: days.map((day) => ({
			day: day.day,
			openedAt: day.openedAt,
			closedAt: day.closedAt,
			all: { ...waysTogether(day), ...waitsOf(day.queues) },
			ways: day.ways,
			sentOn: day.sentOn,
			manual: day.manual,
			cuts: day.cuts,
		})),
		all: { ...(only === null ? days.map(waysTogether).reduce(add, noEnds()) : endsOf(cells)), ...waitsOf(cells) },
		hours: [...hours].sort(([one], [other]) => one - other).map(([hour, of]) => ({ hour, ...endsOf(of), ...waitsOf(of) })),
		queues: [
			...group(
				days.flatMap(({ queues }) => queues),
				({ queue }) => queue,
			),
		].map(([queue, of]) => ({ queue, ...endsOf(of), ...waitsOf(of) })),
		windows: windowRows(days.flatMap(({ windows }) => windows)),
		week: [...byWeek.values()]
			.map(({ weekday, hour, cells: of }) => ({
				weekday,
				hour,
				days: daysOf.get(weekday) ?? 0,
				came: endsOf(of).came / Math.max(1, daysOf.get(weekday) ?? 0),
				mean: waitsOf(of).mean,
			}))
			.sort((one, other) => one.weekday - other.weekday || one.hour - other.hour),
	};
}

function windowRows(cells: readonly WindowHour[]): WindowRow[] {
	return [...group(cells, ({ window }) => window)]
		.map(([window, of]) => {
			const sum = (key: 'finished' | 'busyS' | 'openS' | 'pausedS') => of.reduce((before, each) => before + each[key], 0);
			const [finished, busyS, openS] = [sum('finished'), sum('busyS'), sum('openS')];
			return {
				window,
				finished,
				openH: openS / 3600,
				pausedH: sum('pausedS') / 3600,
				// Whoever is in service when a window pauses is finished first: that is no more than all of its time.
				busy: openS > 0 ? Math.min(1, busyS / openS) : null,
				minutes: finished > 0 ? busyS / 60 / finished : null,
			};
		})
		.sort((one, other) => (one.window < other.window ? -1 : 1));
}

/** Everybody once, whatever number of queues they stood in. */
function waysTogether({ ways }: DayFigures): Ends {
	return [ways.normal, ways.offline, ways.manual].reduce(add, noEnds());
}

function endsOf(cells: readonly Ends[]): Ends {
	return cells.reduce(add, noEnds());
}

function add(one: Ends, other: Ends): Ends {
	return {
		came: one.came + other.came,
		served: one.served + other.served,
		noShow: one.noShow + other.noShow,
		cancelled: one.cancelled + other.cancelled,
		notServed: one.notServed + other.notServed,
		open: one.open + other.open,
		called: one.called + other.called,
		waitS: one.waitS + other.waitS,
	};
}

function waitsOf(cells: readonly Cell[]): Waits {
	const counts = new Map<number, number>();
	let [people, promised, late] = [0, 0, 0];
	for (const cell of cells) {
		let own = 0;
		for (const [minutes, count] of cell.waits) {
			counts.set(minutes, (counts.get(minutes) ?? 0) + count);
			own += count;
		}
		people += own;
		if (cell.late === null) continue;
		promised += own;
		late += cell.late;
	}
	const { called, waitS } = endsOf(cells);
	const sorted = [...counts].sort(([one], [other]) => one - other);
	const at = (share: number) => {
		let before = 0;
		for (const [minutes, count] of sorted) {
			before += count;
			if (before >= share * people) return minutes + 1;
		}
		return null;
	};
	return {
		mean: called > 0 ? waitS / 60 / called : null,
		half: people > 0 ? at(0.5) : null,
		most: people > 0 ? at(0.95) : null,
		inTarget: promised > 0 ? 1 - late / promised : null,
	};
}

function group<Thing, Key>(things: readonly Thing[], keyOf: (thing: Thing) => Key): Map<Key, Thing[]> {
	const groups = new Map<Key, Thing[]>();
	for (const thing of things) {
		const key = keyOf(thing);
		const known = groups.get(key);
		if (known) known.push(thing);
		else groups.set(key, [thing]);
	}
	return groups;
}
