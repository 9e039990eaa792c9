/** The figures of one day, small enough to keep one row a day: counts by queue and hour, and by window and hour. Days of them add up to any period. */
import { localTime } from '../../business-day.ts';
import type { HallPlan } from '../../contracts/hall-plan.ts';
import type { PastDay, PastStay } from './past-day.ts';

/** What became of people. `open`: the log ended before they did. */
export interface Ends {
	came: number;
	served: number;
	noShow: number;
	cancelled: number;
	notServed: number;
	open: number;
	/** Of those called: how many, and seconds waited until the first call. By queue and hour without times that were typed in afterwards. */
	called: number;
	waitS: number;
}

export interface QueueHour extends Ends {
	queue: string;
	/** Local hour in which they came. */
	hour: number;
	/** Who waited so many whole minutes until the first call, as pairs of minutes and people. */
	waits: [minutes: number, people: number][];
	/** Of these, people who waited longer than the queue's target; `null` = none is promised. */
	late: number | null;
}

export interface WindowHour {
	window: string;
	hour: number;
	/** Services that ended in this hour, and what all calls took of the window. */
	finished: number;
	busyS: number;
	openS: number;
	pausedS: number;
}

export interface DayFigures {
	day: string;
	/** Events of the log they were made of. */
	position: number;
	openedAt: number | null;
	closedAt: number | null;
	/** People, each once, by the way they came through the day. */
	ways: Record<PastStay['way'], Ends>;
	/** Times that somebody was sent on to another queue. */
	sentOn: number;
	queues: QueueHour[];
	windows: WindowHour[];
	manual: { queue: string; from: number; to: number | null }[];
	cuts: { station: string; since: number | null; until: number }[];
}

export const noEnds = (): Ends => ({ came: 0, served: 0, noShow: 0, cancelled: 0, notServed: 0, open: 0, called: 0, waitS: 0 });

const endKeys = { served: 'served', 'no-show': 'noShow', cancelled: 'cancelled', 'not-served': 'notServed', open: 'open' } as const;

export function dayFigures(past: PastDay, plan: Pick<HallPlan, 'timezone' | 'queues'>): DayFigures {
	const { timezone } = plan;
	const hourOf = (at: number) => Number(localTime(at, timezone).slice(0, 2));
	const targets = new Map(plan.queues.map(({ id, maxWaitMinutes }) => [id, maxWaitMinutes]));
	const ways = { normal: noEnds(), offline: noEnds(), manual: noEnds() };
	let sentOn = 0;
	const queues = new Map<string, QueueHour & { counts: Map<number, number> }>();
	const windows = new Map<string, WindowHour>();
	const windowHour = (window: string, hour: number): WindowHour => {
		const key = `${window}/${hour}`;
		const known = windows.get(key) ?? { window, hour, finished: 0, busyS: 0, openS: 0, pausedS: 0 };
		windows.set(key, known);
		return known;
	};
	for (const stay of past.stays) {
		const hour = hourOf(stay.at);
		const key = `${stay.queue}/${hour}`;
		const cell = queues.get(key) ?? { queue: stay.queue, hour, ...noEnds(), waits: [], late: null, counts: new Map<number, number>() };
		queues.set(key, cell);
		addStay(cell, stay, !stay.byHand);
		// One person: comes with the first stay, ends with the one that was not sent on.
		const way = ways[stay.way];
		if (stay.first) way.came++;
		if (stay.end === 'sent-on') sentOn++;
		else way[endKeys[stay.end]]++;
		if (stay.calledAt !== null && stay.first) {
			way.called++;
			way.waitS += waitOf(stay);
		}
		if (stay.calledAt !== null && !stay.byHand) {
			const minutes = Math.floor(waitOf(stay) / 60);
			cell.counts.set(minutes, (cell.counts.get(minutes) ?? 0) + 1);
			const target = targets.get(stay.queue);
			if (target !== undefined && target !== null) cell.late = (cell.late ?? 0) + (waitOf(stay) > target * 60 ? 1 : 0);
		}
		if (stay.window !== null && stay.calledAt !== null) {
			windowHour(stay.window, hourOf(stay.calledAt)).busyS += Math.round(stay.busyMs / 1000);
			if (stay.end === 'served' && stay.endedAt !== null) windowHour(stay.window, hourOf(stay.endedAt)).finished++;
		}
	}
	for (const window of past.windows)
		for (const [spans, key] of [
			[window.open, 'openS'],
			[window.paused, 'pausedS'],
		] as const)
			for (const [from, until] of spans)
				for (const part of hoursOf(from, until ?? from, hourOf)) windowHour(window.id, part.hour)[key] += part.seconds;
	return {
		day: past.day,
		position: past.position,
		openedAt: past.openedAt,
		closedAt: past.closedAt,
		ways,
		sentOn,
		queues: [...queues.values()]
			.map(({ counts, ...cell }) => ({ ...cell, waits: [...counts].sort(([one], [other]) => one - other) }))
			.sort((one, other) => (one.queue < other.queue ? -1 : one.queue > other.queue ? 1 : one.hour - other.hour)),
		windows: [...windows.values()].sort((one, other) =>
			one.window < other.window ? -1 : one.window > other.window ? 1 : one.hour - other.hour,
		),
		manual: past.manual,
		cuts: past.cuts,
	};
}

const waitOf = (stay: PastStay) => Math.max(0, Math.round(((stay.calledAt ?? stay.at) - stay.at) / 1000));

function addStay(ends: Ends, stay: PastStay, timed: boolean): void {
	ends.came++;
	if (stay.end !== 'sent-on') ends[endKeys[stay.end]]++;
	if (stay.calledAt === null || !timed) return;
	ends.called++;
	ends.waitS += waitOf(stay);
}

/** A span by local hours. Zones are whole quarters of an hour ahead or behind, so hours end where quarters do. */
function hoursOf(from: number, until: number, hourOf: (at: number) => number): { hour: number; seconds: number }[] {
	const quarterMs = 900_000;
	const parts: { hour: number; seconds: number }[] = [];
	for (let at = from; at < until; ) {
		const next = Math.min(until, (Math.floor(at / quarterMs) + 1) * quarterMs);
		parts.push({ hour: hourOf(at), seconds: Math.round((next - at) / 1000) });
		at = next;
	}
	return parts;
}
