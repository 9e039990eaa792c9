/** What a replayed day was like: the keys of `hall-scenario/1`. Minutes where the key says so; shares from 0 to 1. */
import type { Replay } from './replay.ts';
import { kinds, type TideHall } from './tide-hall.ts';

export interface Metrics {
	n: number;
	/** Equivalent minutes per citizen; lower is better. */
	score: number;
	mean_wait_min: number;
	p50_min: number;
	p95_min: number;
	p99_min: number;
	max_wait_min: number;
	share_le_3min: number;
	share_in_target: number;
	peak_mean_min: number;
	peak_p95_min: number;
	peak_share_le_3min: number;
	abandon_share: number;
	unserved: number;
	util_mean: number;
	util_sd: number;
	util_min: number;
	util_max: number;
	worst_queue_mean_min: number;
	fairness_jain: number;
	priority_p95_min: number;
	reserved_p95_min: number;
	reassignments: number;
	reassign_per_hour: number;
	reassign_per_hour_per_10win: number;
	context_switches: number;
	overtime_min: number;
	idle_while_servable: number;
}

/** Equivalent minutes of one wait: the wait, twice what lies beyond the target, thirty for leaving; half as much again for priority. */
export function costOfWait(hall: TideHall, queue: number, kind: number, waitS: number, lost: boolean): number {
	const beyond = Math.max(0, waitS - hall.queues[queue]!.targetWaitS);
	return ((waitS + 2 * beyond) / 60 + (lost ? 30 : 0)) * (kind === kinds.priority ? 1.5 : 1);
}

/** Equivalent minutes of one change of a sign. */
export const costOfReassignment = 5;

export function metricsOf({ scenario, run, openS, idleShare }: Replay): Metrics {
	const { hall, people, peaks } = scenario;
	const waits = new Float64Array(people.count);
	let [lost, unserved, inTarget, score, lastEnd] = [0, 0, 0, 0, 0];
	const hours = hall.lastTicketS / 3600;
	const perQueue = hall.queues.map((): number[] => []);
	const [priority, reserved, peak]: number[][] = [[], [], []];
	for (let person = 0; person < people.count; person++) {
		const queue = people.queue[person]!;
		const kind = people.kind[person]!;
		const arrival = people.arrival[person]!;
		const start = run.started[person]!;
		const left = run.left[person]!;
		const gone = Number.isNaN(start);
		if (gone && Number.isNaN(left)) unserved++;
		else if (gone) lost++;
		const wait = (gone ? (Number.isNaN(left) ? hall.endS : left) : start) - arrival;
		waits[person] = wait / 60;
		if (!gone) {
			const end = run.endedAt(person);
			if (end <= hall.endS && end > lastEnd) lastEnd = end;
		}
		if (wait <= hall.queues[queue]!.targetWaitS) inTarget++;
		score += costOfWait(hall, queue, kind, wait, gone);
		perQueue[queue]!.push(wait / 60);
		if (kind === kinds.priority) priority!.push(wait / 60);
		if (kind === kinds.reserved) reserved!.push(wait / 60);
		if (peaks.some(([from, until]) => arrival >= from && arrival < until)) peak!.push(wait / 60);
	}
	const utilisation = Array.from(run.busyS, (busy, window) => Math.min(1, openS[window]! > 0 ? busy / openS[window]! : 0));
	const means = perQueue.filter((each) => each.length > 0).map(mean);
	const rate = run.reassignments / hours;
	return {
		n: people.count,
		score: (score + costOfReassignment * run.reassignments) / Math.max(1, people.count),
		mean_wait_min: mean(waits),
		p50_min: quantile(waits, 0.5),
		p95_min: quantile(waits, 0.95),
		p99_min: quantile(waits, 0.99),
		max_wait_min: quantile(waits, 1),
		share_le_3min: share(waits, 3),
		share_in_target: people.count > 0 ? inTarget / people.count : 0,
		peak_mean_min: mean(peak!),
		peak_p95_min: quantile(peak!, 0.95),
		peak_share_le_3min: share(peak!, 3),
		abandon_share: people.count > 0 ? lost / people.count : 0,
		unserved,
		util_mean: mean(utilisation),
		util_sd: Math.sqrt(mean(utilisation.map((each) => (each - mean(utilisation)) ** 2))),
		util_min: Math.min(...utilisation),
		util_max: Math.max(...utilisation),
		worst_queue_mean_min: means.length > 0 ? Math.max(...means) : 0,
		fairness_jain: jain(means),
		priority_p95_min: quantile(priority!, 0.95),
		reserved_p95_min: quantile(reserved!, 0.95),
		reassignments: run.reassignments,
		reassign_per_hour: rate,
		reassign_per_hour_per_10win: (rate * 10) / run.windows,
		context_switches: run.contextSwitches,
		overtime_min: Math.max(0, lastEnd - hall.lastTicketS) / 60,
		idle_while_servable: idleShare,
	};
}

function mean(numbers: ArrayLike<number>): number {
	let sum = 0;
	for (let place = 0; place < numbers.length; place++) sum += numbers[place]!;
	return numbers.length > 0 ? sum / numbers.length : 0;
}

/** The smallest of the numbers that at least this part of them does not exceed; 0 of nobody. */
export function quantile(numbers: ArrayLike<number>, part: number): number {
	const sorted = Float64Array.from(numbers).sort();
	return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

function share(numbers: ArrayLike<number>, most: number): number {
	let count = 0;
	for (let place = 0; place < numbers.length; place++) if (numbers[place]! <= most) count++;
	return numbers.length > 0 ? count / numbers.length : 0;
}

/** 1 = all queues wait equally long; 1/n = one of n waits and no other. */
function jain(means: readonly number[]): number {
	const sum = means.reduce((before, each) => before + each, 0);
	const squares = means.reduce((before, each) => before + each * each, 0);
	return squares > 0 ? (sum * sum) / (means.length * squares) : 1;
}
