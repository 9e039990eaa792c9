/**
 * What a proposal brought, found afterwards: the day as it was, and the same day with the same people but without the changes of signs this proposal
 * made, played again in the same simulator. What is compared is two replays, so that what a replay leaves out is left out on both sides.
 */
import { HallRun } from '../hall-run.ts';
import { quantile } from '../metrics.ts';
import type { PastDay } from './past-day.ts';
import { callRuleOfPast, drawPeople, type PastHall, type RebuiltDay, rebuildDay } from './rebuild.ts';

export interface MeasureQuestion {
	past: PastDay;
	hall: PastHall;
	/** Changes of signs the proposal made: instants, ms. */
	took: readonly { window: string; at: number; to: readonly string[] }[];
	replays: number;
	seed: number;
	goOn(done: number): boolean;
}

export interface Measured {
	replays: number;
	/** Person-minutes waited without the changes, less those with them; in the mean. Below 0: people waited longer. */
	savedMin: number;
	/** Standard error of that. */
	errorMin: number;
	/** Replays in which less was waited with them. */
	better: number;
	/** Minutes that nineteen of twenty did not wait longer. */
	p95Without: number;
	p95With: number;
}

/** The log's and the day's instant of one change differ by no more. */
const sameMs = 120_000;

/** `null` = none of the changes is in the day. */
export function measurePlan(question: MeasureQuestion): Measured | null {
	const { past, hall } = question;
	const without = withoutChanges(past, question.took);
	if (!without) return null;
	const days = [rebuildDay(past, hall), rebuildDay(without, hall)] as const;
	const rule = callRuleOfPast(hall);
	const runs = days.map((day) => new HallRun({ hall: day.hall, rule, room: Math.max(1, day.stays.length), patience: true }));
	const saved: number[] = [];
	const waits: [number[], number[]] = [[], []];
	for (let part = 0; part < question.replays; part++) {
		const people = drawPeople(days[0], question.seed, part);
		const [withMin, withoutMin] = runs.map((run, place) => play(run, days[place]!, people, waits[place]!)) as [number, number];
		saved.push(withoutMin - withMin);
		if (!question.goOn(part + 1)) break;
	}
	const mean = saved.reduce((sum, each) => sum + each, 0) / saved.length;
	const spread = Math.sqrt(saved.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, saved.length - 1));
	return {
		replays: saved.length,
		savedMin: mean,
		errorMin: spread / Math.sqrt(saved.length),
		better: saved.filter((each) => each > 0).length,
		p95With: p95(waits[0]),
		p95Without: p95(waits[1]),
	};
}

/** The day as if these changes had never been made; what was changed later is as it was. */
function withoutChanges(past: PastDay, took: MeasureQuestion['took']): PastDay | null {
	let found = false;
	const windows = past.windows.map((window) => {
		const own = took.filter((change) => change.window === window.id);
		if (own.length === 0) return window;
		const signs = window.signs.filter((sign, place) => {
			const made =
				place > 0 && own.some(({ at, to }) => Math.abs(sign.at - at) <= sameMs && [...to].sort().join() === [...sign.queues].sort().join());
			found ||= made;
			return !made;
		});
		return { ...window, signs };
	});
	return found ? { ...past, windows } : null;
}

/** Person-minutes waited; who was not called waits until the end of the day. */
function play(run: HallRun, day: RebuiltDay, people: ReturnType<typeof drawPeople>, waits: number[]): number {
	run.begin(people, 0, day.closures);
	day.signs.forEach((set, window) => {
		run.hang(window, set);
	});
	for (const change of day.changes) run.change(change);
	run.runUntil(day.hall.endS);
	let seconds = 0;
	for (let person = 0; person < people.count; person++) {
		const started = run.started[person]!;
		const until = Number.isNaN(started) ? (Number.isNaN(run.left[person]!) ? day.hall.endS : run.left[person]!) : started;
		const wait = Math.max(0, until - people.arrival[person]!);
		seconds += wait;
		waits.push(wait);
	}
	return seconds / 60;
}

function p95(waits: number[]): number {
	return waits.length === 0 ? 0 : quantile(waits, 0.95) / 60;
}
