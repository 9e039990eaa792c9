/** A past day with and without a change of its windows: the same people in both, replayed many times (`rebuild.ts` says what is drawn). */
import { HallRun } from '../hall-run.ts';
import { quantile } from '../metrics.ts';
import { mergeSpans } from '../spans.ts';
import type { Span } from '../tide-hall.ts';
import type { PastDay } from './past-day.ts';
import { type Assumed, callRuleOfPast, drawPeople, neverAgainS, type PastHall, type RebuiltDay, rebuildDay } from './rebuild.ts';

/** One change of the day. Times are instants, ms. */
export type PastEdit =
	/** A window helps other queues beside those of its sign. */
	| { do: 'help'; window: string; queues: string[]; from: number; to: number }
	/** One more window with a clerk of usual speed, for these queues. */
	| { do: 'add-window'; queues: string[]; from: number; to: number }
	| { do: 'close'; window: string; from: number; to: number };

export type EditFault = 'unknown-window' | 'unknown-queue' | 'not-able' | 'no-queue' | 'ends-before' | 'outside-day' | 'not-open';

export interface WaitFigures {
	/** Minutes; `most`: nineteen of twenty waited no longer. Of everybody who was called. */
	mean: number;
	most: number;
	longest: number;
	called: number;
	/** Not called at all until everything was closed, and those who gave up. */
	notCalled: number;
	/** Share of all within the target. */
	inTarget: number;
}

export interface QueueCompared {
	queue: string;
	without: WaitFigures;
	with_: WaitFigures;
	/** As it really was; `null` = nobody was called. */
	actual: WaitFigures | null;
	/** Mean wait of those who came in each quarter of an hour, minutes: as it was, and one in ten below and above, and the middle, of the replays. */
	quarters: { at: number; actual: number | null; without: number | null; with_: { low: number; middle: number; high: number } | null }[];
}

export interface PastCompared {
	replays: number;
	hall: { without: WaitFigures; with_: WaitFigures; actual: WaitFigures | null };
	queues: QueueCompared[];
	/** In so many replays the mean wait of the hall was shorter with the change. */
	better: number;
	/** Changes of signs during the day, without and with. */
	changes: { without: number; with_: number };
	assumed: Assumed;
}

export interface PastQuestion {
	past: PastDay;
	hall: PastHall;
	edits: readonly PastEdit[];
	replays: number;
	seed: number;
	/** Asked after each replay; `false` = answer with these. */
	goOn(done: number): boolean;
}

const quarterS = 900;
const alikeS = 2700;

/** What is wrong with a change, in the order of the list; empty = it can be played. */
export function editFaults(past: PastDay, hall: PastHall, edits: readonly PastEdit[]): { edit: number; fault: EditFault }[] {
	return edits.flatMap((edit, place) => {
		const fault = faultOf(past, hall, edit);
		return fault ? [{ edit: place, fault }] : [];
	});
}

function faultOf(past: PastDay, hall: PastHall, edit: PastEdit): EditFault | null {
	if (edit.to <= edit.from) return 'ends-before';
	const last = past.stays.at(-1)?.at ?? 0;
	if (past.stays.length === 0 || edit.to < past.stays[0]!.at || edit.from > Math.max(last, past.closedAt ?? 0)) return 'outside-day';
	if (edit.do !== 'close') {
		if (edit.queues.length === 0) return 'no-queue';
		if (edit.queues.some((id) => !hall.queues.some((queue) => queue.id === id))) return 'unknown-queue';
	}
	if (edit.do === 'add-window') return null;
	const window = hall.windows.find(({ id }) => id === edit.window);
	if (!window) return 'unknown-window';
	const own = past.windows.find(({ id }) => id === edit.window);
	if (!own?.open.some(([from, until]) => from < edit.to && (until ?? Number.POSITIVE_INFINITY) > edit.from)) return 'not-open';
	return edit.do === 'help' && edit.queues.some((id) => !window.capabilities.includes(id)) ? 'not-able' : null;
}

export function replayPast(question: PastQuestion): PastCompared {
	const { past, hall: of, edits } = question;
	const day = rebuildDay(past, of);
	const plain = new Player(day, of);
	const changed = new Player(withEdits(day, of, edits), of);
	const queues = of.queues.length;
	const sums = { without: new Sums(day, queues), with_: new Sums(day, queues) };
	let [replays, better] = [0, 0];
	for (let part = 0; part < question.replays; part++) {
		const people = drawPeople(day, question.seed, part);
		const without = plain.play(people);
		const meanBefore = sums.without.take(without);
		const with_ = changed.play(people);
		const meanAfter = sums.with_.take(with_);
		if (meanAfter < meanBefore - 1e-9) better++;
		replays++;
		if (!question.goOn(replays)) break;
	}
	const actual = new Sums(day, queues);
	actual.take(Float64Array.from(day.actual, (wait) => wait ?? Number.NaN));
	const seen = (figures: WaitFigures) => (figures.called > 0 ? figures : null);
	return {
		replays,
		hall: { without: sums.without.figures(null), with_: sums.with_.figures(null), actual: seen(actual.figures(null)) },
		queues: of.queues
			.map(({ id }, queue) => ({
				queue: id,
				without: sums.without.figures(queue),
				with_: sums.with_.figures(queue),
				actual: seen(actual.figures(queue)),
				quarters: Array.from({ length: sums.without.quarters }, (_, quarter) => ({
					at: day.startAt + quarter * quarterS * 1000,
					actual: middleOf(actual.quarter(queue, quarter))?.middle ?? null,
					without: middleOf(sums.without.quarter(queue, quarter))?.middle ?? null,
					with_: middleOf(sums.with_.quarter(queue, quarter)),
				})),
			}))
			.filter(({ without }) => without.called + without.notCalled > 0),
		better,
		changes: { without: day.changes.length, with_: changed.day.changes.length },
		assumed: day.assumed,
	};
}

/** Plays one set of windows again and again. */
class Player {
	readonly day: RebuiltDay;
	private readonly run: HallRun;

	constructor(day: RebuiltDay, of: PastHall) {
		const rule = callRuleOfPast(of);
		this.day = day;
		// Who came first is called first, whatever the targets: a hall that calls by arrival weighs all queues alike.
		const hall = of.byUrgency ? day.hall : { ...day.hall, queues: day.hall.queues.map((queue) => ({ ...queue, targetWaitS: alikeS })) };
		this.run = new HallRun({ hall, rule, room: Math.max(1, day.stays.length), patience: true });
	}

	/** Seconds until each person was called; NaN = never. */
	play(people: Parameters<HallRun['begin']>[0]): Float64Array {
		const { run, day } = this;
		run.begin(people, 0, day.closures);
		day.signs.forEach((set, window) => {
			run.hang(window, set);
		});
		for (const change of day.changes) run.change(change);
		run.runUntil(day.hall.endS);
		return Float64Array.from({ length: people.count }, (_, person) => run.started[person]! - people.arrival[person]!);
	}
}

/** The day with the changes in it. */
export function withEdits(day: RebuiltDay, of: PastHall, edits: readonly PastEdit[]): RebuiltDay {
	const second = (at: number) => Math.max(0, (at - day.startAt) / 1000);
	const queueAt = (id: string) => of.queues.findIndex((queue) => queue.id === id);
	const windows = [...day.hall.windows];
	const signs = day.signs.map((set) => [...set]);
	const closures: Span[][] = day.closures.map((spans) => [...spans]);
	let changes = [...day.changes];
	for (const edit of edits) {
		const [from, to] = [second(edit.from), second(edit.to)];
		if (edit.do === 'add-window') {
			const set = edit.queues.map(queueAt);
			windows.push({ id: `+${windows.length}`, home: set, skills: set, speed: 1, off: [] });
			signs.push(set);
			closures.push([
				[0, from],
				[to, day.hall.endS + neverAgainS],
			]);
			continue;
		}
		const window = of.windows.findIndex(({ id }) => id === edit.window);
		if (edit.do === 'close') {
			closures[window] = mergeSpans([...closures[window]!, [from, to]]);
			continue;
		}
		const more = edit.queues.map(queueAt);
		const within = (at: number) => at >= from && at < to;
		const signAt = (at: number) =>
			changes.filter((change) => change.window === window && change.at <= at).reduce((_, { set }) => [...set], signs[window]!);
		const [before, after] = [signAt(from), signAt(to)];
		const helping = (set: readonly number[]) => [...new Set([...set, ...more])];
		changes = [
			...changes.map((change) => (change.window === window && within(change.at) ? { ...change, set: helping(change.set) } : change)),
			{ at: from, window, set: helping(before) },
			{ at: to, window, set: after },
		].sort((one, other) => one.at - other.at);
	}
	return {
		...day,
		hall: { ...day.hall, windows },
		signs,
		changes,
		closures: closures.map((spans) => mergeSpans(spans).filter(([begin, until]) => until > begin)),
	};
}

/** What all replays say together. */
class Sums {
	readonly quarters: number;
	private readonly day: RebuiltDay;
	private readonly waits: number[][];
	private readonly notCalled: Int32Array;
	private readonly late: Int32Array;
	/** Mean wait by queue and quarter of arrival, one entry a replay. */
	private readonly means: number[][];
	private replays = 0;

	constructor(day: RebuiltDay, queues: number) {
		this.day = day;
		this.quarters = Math.ceil((day.hall.lastTicketS + 1) / quarterS);
		this.waits = Array.from({ length: queues }, () => []);
		this.notCalled = new Int32Array(queues);
		this.late = new Int32Array(queues);
		this.means = Array.from({ length: queues * this.quarters }, () => []);
	}

	/** Waits of one replay, seconds; the mean of them. */
	take(waits: Float64Array): number {
		this.replays++;
		const sums = new Float64Array(this.means.length);
		const counts = new Int32Array(this.means.length);
		let [sum, count] = [0, 0];
		this.day.stays.forEach(({ queue, at }, person) => {
			const wait = waits[person]!;
			if (Number.isNaN(wait)) {
				this.notCalled[queue]!++;
				return;
			}
			this.waits[queue]!.push(wait);
			if (wait > this.day.hall.queues[queue]!.targetWaitS) this.late[queue]!++;
			const place = queue * this.quarters + Math.floor(at / quarterS);
			sums[place]! += wait;
			counts[place]!++;
			sum += wait;
			count++;
		});
		for (let place = 0; place < sums.length; place++) if (counts[place]! > 0) this.means[place]!.push(sums[place]! / counts[place]! / 60);
		return count > 0 ? sum / count : 0;
	}

	/** `queue`: `null` = of the hall. */
	figures(queue: number | null): WaitFigures {
		const waits = queue === null ? this.waits.flat() : this.waits[queue]!;
		const of = (counts: Int32Array) => (queue === null ? counts.reduce((sum, each) => sum + each, 0) : counts[queue]!);
		const all = waits.length + of(this.notCalled);
		const mean = waits.reduce((sum, each) => sum + each, 0) / Math.max(1, waits.length);
		return {
			mean: mean / 60,
			most: quantile(waits, 0.95) / 60,
			longest: quantile(waits, 1) / 60,
			called: waits.length / Math.max(1, this.replays),
			notCalled: of(this.notCalled) / Math.max(1, this.replays),
			inTarget: all > 0 ? (waits.length - of(this.late)) / all : 1,
		};
	}

	quarter(queue: number, quarter: number): number[] {
		return this.means[queue * this.quarters + quarter]!;
	}
}

function middleOf(numbers: readonly number[]): { low: number; middle: number; high: number } | null {
	if (numbers.length === 0) return null;
	return { low: quantile(numbers, 0.1), middle: quantile(numbers, 0.5), high: quantile(numbers, 0.9) };
}
