/**
 * What would come of it: plans beside each other on the same futures, for a manager who changes a proposal or only wants to look. The same
 * simulator, the same seed and the same futures as the planner's, so that plans differ and luck does not. Runs in a page's worker too.
 */
import type { Moment, Outlook } from './moment.ts';
import { drawFuture } from './planner/futures.ts';
import { type Move, Trials } from './planner/trials.ts';
import type { CallRule, TideHall } from './tide-hall.ts';

export interface WhatIfQuestion {
	hall: TideHall;
	rule: CallRule;
	moment: Moment;
	outlook: Outlook;
	seed: number;
	/** Seconds from now during which people come. */
	horizonS: number;
	/** Moves of each plan; the others are compared with the first, which is usually the one without any. */
	plans: readonly (readonly Move[])[];
	/** Futures to play at most. */
	futures: number;
	/** Length of a step of the bands, seconds. */
	stepS: number;
	/** Asked after each future with how many were played; `false` = answer with these. */
	goOn(played: number): boolean;
}

/** What people who are called in one step have waited, seconds: one in ten less than `low`, one in ten more than `high`. */
export interface WaitBand {
	low: number;
	middle: number;
	high: number;
}

export interface QueueInPlan {
	/** People who wait now or come in the time looked at, in the mean over futures. */
	people: number;
	meanWaitS: number;
	/** Share that waits no longer than the target. */
	inTarget: number;
	/** By step from now on; `null` = too few are called then to say. */
	bands: (WaitBand | null)[];
	/** The longest of the middles. */
	peakS: number;
}

export interface PlanInFutures {
	queues: QueueInPlan[];
	/** Person-minutes of waiting. */
	waitMin: number;
	/** Equivalent minutes less than the first plan, the standard error of that, the worst future, and in how many futures it is better. */
	gainMin: number;
	errorMin: number;
	worstMin: number;
	better: number;
}

export interface WhatIf {
	futures: number;
	/** Seconds since opening of the first step, and its length. */
	fromS: number;
	stepS: number;
	plans: PlanInFutures[];
	/** When each window is expected to be done with the citizen in service, seconds since opening. */
	freeAtS: number[];
}

/** Fewer in a step, per future, say nothing. */
const fewest = 0.15;

export function whatIf(question: WhatIfQuestion): WhatIf {
	const { hall, moment, plans, stepS, horizonS } = question;
	const queues = hall.queues.length;
	const steps = Math.ceil(horizonS / stepS);
	const maker = { hall, moment, outlook: question.outlook, seed: question.seed, horizonS };
	const approved = moment.now + hall.params.approvalDelayS;
	const waits = plans.map(() => Array.from({ length: queues * steps }, (): number[] => []));
	const sums = plans.map(() => ({ people: new Float64Array(queues), wait: new Float64Array(queues), beyond: new Float64Array(queues) }));
	const gains = plans.map((): number[] => []);
	const free = new Float64Array(hall.windows.length);
	let trials: Trials | null = null;
	let room = 0;
	let played = 0;
	while (played < question.futures && (played === 0 || question.goOn(played))) {
		const future = drawFuture(maker, played);
		const { people } = future;
		if (!trials || people.count > room) {
			room = Math.ceil(people.count * 1.3);
			trials = new Trials(hall, question.rule, moment, room, horizonS);
		}
		let first = 0;
		for (let p = 0; p < plans.length; p++) {
			trials.onCalled = (person, start) => {
				const step = Math.floor((start - moment.now) / stepS);
				if (step < steps) waits[p]![people.queue[person]! * steps + step]!.push(start - people.arrival[person]!);
			};
			const cost = trials.play(future, plans[p]!, approved);
			if (p === 0) first = cost;
			gains[p]!.push(first - cost);
			for (let queue = 0; queue < queues; queue++) {
				sums[p]!.people[queue]! += trials.peopleOfQueue[queue]!;
				sums[p]!.wait[queue]! += trials.waitOfQueue[queue]!;
				sums[p]!.beyond[queue]! += trials.beyondOfQueue[queue]!;
			}
		}
		future.remaining.forEach((seconds, window) => {
			free[window]! += seconds;
		});
		played++;
	}
	return {
		futures: played,
		fromS: moment.now,
		stepS,
		plans: plans.map((_, p) => {
			const of = hall.queues.map((__, queue): QueueInPlan => {
				const [people, wait, beyond] = [sums[p]!.people[queue]!, sums[p]!.wait[queue]!, sums[p]!.beyond[queue]!];
				const bands = Array.from({ length: steps }, (___, step) => bandOf(waits[p]![queue * steps + step]!, played));
				return {
					people: people / played,
					meanWaitS: people > 0 ? wait / people : 0,
					inTarget: people > 0 ? 1 - beyond / people : 1,
					bands,
					peakS: bands.reduce((most, band) => Math.max(most, band?.middle ?? 0), 0),
				};
			});
			const gain = mean(gains[p]!);
			return {
				queues: of,
				waitMin: of.reduce((sum, { people, meanWaitS }) => sum + (people * meanWaitS) / 60, 0),
				gainMin: gain,
				errorMin: played > 1 ? Math.sqrt(mean(gains[p]!.map((each) => (each - gain) ** 2)) / (played - 1)) : 0,
				worstMin: Math.min(...gains[p]!),
				better: gains[p]!.filter((each) => each > 0).length,
			};
		}),
		freeAtS: Array.from(free, (seconds) => moment.now + seconds / played),
	};
}

function bandOf(waits: number[], futures: number): WaitBand | null {
	if (waits.length < Math.max(2, fewest * futures)) return null;
	waits.sort((one, other) => one - other);
	const at = (share: number) => waits[Math.min(waits.length - 1, Math.max(0, Math.ceil(share * waits.length) - 1))]!;
	return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}

function mean(numbers: readonly number[]): number {
	return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}
