/** What a plan for a day is worth: the same drawn days under usual signs and under the plan, and with one more skill. */
import { HallRun } from '../hall-run.ts';
import { quantile } from '../metrics.ts';
import type { Outlook } from '../moment.ts';
import { drawFuture } from '../planner/futures.ts';
import type { SetChange } from '../run-options.ts';
import { mergeSpans } from '../spans.ts';
import type { CallRule, People, Span, TideHall } from '../tide-hall.ts';
import type { PlanSolution } from './plan-model.ts';

export const quarterS = 900;

/** Signs through a day, and when windows are closed. */
export interface DaySigns {
	signs: number[][];
	changes: SetChange[];
	closures: Span[][];
}

export interface Tried {
	/** Minutes; `late`: people beyond their target. */
	mean: number;
	most: number;
	late: number;
	/** Mean wait by queue and quarter of arrival, minutes; NaN = nobody came. */
	waits: Float64Array[];
	/** By queue and quarter of arrival, of all drawn days: who came, and who of them waited beyond the target. */
	people: Float64Array[];
	beyond: Float64Array[];
	/** Nineteen of twenty, by queue. */
	mostOf: number[];
	/** Seconds of open windows that nothing was done in, by quarter, of windows that may serve each queue by their sign. */
	idleS: Float64Array[];
	/** Mean wait of each drawn day. */
	means: number[];
}

export interface DrawnDays {
	people: People[];
	quarters: number;
}

export function drawDays(hall: TideHall, outlook: Outlook, seed: number, count: number): DrawnDays {
	const moment = { now: 0, windows: [], waiting: [], closures: [] };
	const maker = { hall: { ...hall, windows: [] }, moment, outlook, seed, horizonS: hall.lastTicketS };
	return {
		people: Array.from({ length: count }, (_, part) => drawFuture(maker, part).people),
		quarters: Math.ceil(hall.lastTicketS / quarterS),
	};
}

/** What hangs: its matter first, then its own others, up to what a sign holds, so that a window helps where it has nothing else to do. */
export function signOf(hall: TideHall, window: number, first: number): number[] {
	return [first, ...hall.windows[window]!.home.filter((queue) => queue !== first)].slice(0, Math.max(1, hall.params.maxSet));
}

/** Usual signs all day; lunches one after another. */
export function usualDay(hall: TideHall, hours: Span[][], lunches: ({ from: number; to: number; quarters: number } | null)[]): DaySigns {
	let turn = 0;
	return {
		signs: hall.windows.map(({ home }) => home.slice(0, Math.max(1, hall.params.maxSet))),
		changes: [],
		closures: hours.map((spans, window) => {
			const lunch = lunches[window];
			if (!lunch) return spans;
			const at = lunch.from + (turn++ % (lunch.to - lunch.from + 1));
			return mergeSpans([...spans, [at * quarterS, (at + lunch.quarters) * quarterS]]);
		}),
	};
}

export function plannedDay(
	hall: TideHall,
	hours: Span[][],
	lunches: ({ from: number; to: number; quarters: number } | null)[],
	plan: PlanSolution,
): DaySigns {
	const signs: number[][] = [];
	const changes: SetChange[] = [];
	hall.windows.forEach(({ home }, window) => {
		let now: number | null = null;
		plan.serves[window]!.forEach((queue, at) => {
			if (queue === null || queue === now) return;
			if (now === null) signs[window] = signOf(hall, window, queue);
			else changes.push({ at: at * quarterS, window, set: signOf(hall, window, queue) });
			now = queue;
		});
		signs[window] ??= [...home];
	});
	return {
		signs,
		changes: changes.sort((one, other) => one.at - other.at),
		closures: hours.map((spans, window) => {
			const [start, lunch] = [plan.lunch[window], lunches[window]];
			return start == null || !lunch ? spans : mergeSpans([...spans, [start * quarterS, (start + lunch.quarters) * quarterS]]);
		}),
	};
}

/** The day with one more skill: the window helps with it wherever its sign has room, in place of the last of its others else. */
export function withSkill(hall: TideHall, day: DaySigns, window: number, queue: number): { hall: TideHall; day: DaySigns } {
	const helped = (set: readonly number[]) => {
		if (set.includes(queue)) return [...set];
		return set.length < hall.params.maxSet || set.length < 2
			? [...set, queue].slice(0, Math.max(2, hall.params.maxSet))
			: [...set.slice(0, -1), queue];
	};
	return {
		hall: {
			...hall,
			windows: hall.windows.map((each, w) => (w === window ? { ...each, skills: [...new Set([...each.skills, queue])] } : each)),
		},
		day: {
			...day,
			signs: day.signs.map((set, w) => (w === window ? helped(set) : set)),
			changes: day.changes.map((change) => (change.window === window ? { ...change, set: helped(change.set) } : change)),
		},
	};
}

export function tryDay(hall: TideHall, rule: CallRule, day: DaySigns, drawn: DrawnDays, most = drawn.people.length): Tried {
	const people = drawn.people.slice(0, most);
	const run = new HallRun({ hall, rule, room: Math.max(1, ...people.map(({ count }) => count)), patience: false });
	const [queues, quarters] = [hall.queues.length, drawn.quarters];
	const sums = Array.from({ length: queues }, () => new Float64Array(quarters));
	const counts = Array.from({ length: queues }, () => new Float64Array(quarters));
	const beyond = Array.from({ length: queues }, () => new Float64Array(quarters));
	const idleS = Array.from({ length: queues }, () => new Float64Array(quarters));
	const waitsOf = Array.from({ length: queues }, (): number[] => []);
	const means: number[] = [];
	let late = 0;
	for (const each of people) {
		run.begin(each, 0, day.closures);
		day.signs.forEach((set, window) => {
			run.hang(window, set);
		});
		for (const change of day.changes) run.change(change);
		for (let quarter = 0; quarter < quarters; quarter++) {
			run.runUntil((quarter + 0.5) * quarterS);
			// A look in the middle of each quarter: who stands idle then could have served somebody.
			for (let window = 0; window < run.windows; window++)
				if (run.stage[window] === 0) for (const queue of run.setOf(window)) idleS[queue]![quarter]! += quarterS / people.length;
		}
		run.runUntil(hall.endS);
		let sum = 0;
		for (let person = 0; person < each.count; person++) {
			const started = run.started[person]!;
			const wait = (Number.isNaN(started) ? hall.endS : started) - each.arrival[person]!;
			const queue = each.queue[person]!;
			const quarter = Math.min(quarters - 1, Math.floor(each.arrival[person]! / quarterS));
			sums[queue]![quarter]! += wait / 60;
			counts[queue]![quarter]!++;
			waitsOf[queue]!.push(wait / 60);
			if (wait > hall.queues[queue]!.targetWaitS) {
				late++;
				beyond[queue]![quarter]!++;
			}
			sum += wait / 60;
		}
		means.push(each.count > 0 ? sum / each.count : 0);
	}
	const all = waitsOf.flat();
	return {
		mean: all.reduce((sum, wait) => sum + wait, 0) / Math.max(1, all.length),
		most: quantile(all, 0.95),
		late: late / Math.max(1, people.length),
		waits: sums.map((row, queue) => row.map((sum, at) => (counts[queue]![at]! > 0 ? sum / counts[queue]![at]! : Number.NaN))),
		people: counts,
		beyond,
		mostOf: waitsOf.map((waits) => quantile(waits, 0.95)),
		idleS,
		means,
	};
}
