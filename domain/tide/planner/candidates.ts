/** The moves worth trying, the most promising first: a skill under pressure to a window that has time, in place of what is pressed least. */
import type { Moment } from '../moment.ts';
import type { TideHall } from '../tide-hall.ts';
import type { PlanLimits } from './limits.ts';
import type { Move } from './trials.ts';

export interface Candidate extends Move {
	promise: number;
}

export interface Pressure {
	/** Equivalent minutes that are expected to be waited in each queue. */
	cost: Float64Array;
	/** Share of its time each window is expected to be idle. */
	idle: Float64Array;
	/** Seconds of work expected of each queue. */
	workS: Float64Array;
}

/** `signs` are those that will hang: what is decided already counts. */
export function candidates(
	hall: TideHall,
	moment: Moment,
	signs: readonly (readonly number[])[],
	pressure: Pressure,
	movable: (window: number) => boolean,
	limits: PlanLimits,
): Candidate[] {
	const found: Candidate[] = [];
	const servers = countServers(hall, moment, signs, limits);
	// Cost for each second of work: what an hour of a window is worth to a queue.
	const worth = hall.queues.map((queue, q) => pressure.cost[q]! / Math.max(pressure.workS[q]!, queue.meanServiceS));
	for (let window = 0; window < hall.windows.length; window++) {
		if (!movable(window)) continue;
		const sign = signs[window]!;
		const value = sign.reduce((sum, queue) => sum + worth[queue]! / Math.max(1, servers[queue]!), 0) / Math.max(1, sign.length);
		for (const queue of hall.windows[window]!.skills) {
			if (sign.includes(queue)) continue;
			const draw = worth[queue]! / Math.max(1, servers[queue]!);
			const add = (set: number[], lost: number) => {
				const promise = pressure.cost[queue]! * (0.15 + pressure.idle[window]!) * (draw / (draw + value + 1e-9)) - lost;
				found.push({ window, set, promise });
			};
			if (sign.length < hall.params.maxSet) add([...sign, queue], 0);
			else
				sign.forEach((other, place) => {
					if (servers[other]! <= 1) return;
					add(
						sign.map((each, at) => (at === place ? queue : each)),
						pressure.cost[other]! / servers[other]! ** 2,
					);
				});
		}
	}
	return found.sort((one, other) => other.promise - one.promise || one.window - other.window);
}

/** Windows that have each queue on their sign and are open for most of the time looked at. */
export function countServers(hall: TideHall, moment: Moment, signs: readonly (readonly number[])[], limits: PlanLimits): Int32Array {
	const servers = new Int32Array(hall.queues.length);
	signs.forEach((sign, window) => {
		if (openFor(moment, window, moment.now, moment.now + limits.serveWithinS) < limits.serveWithinS / 2) return;
		for (const queue of sign) servers[queue]!++;
	});
	return servers;
}

/** Seconds of a span during which nothing closes the window. */
export function openFor(moment: Moment, window: number, from: number, until: number): number {
	let open = until - from;
	for (const [closes, returns] of moment.closures[window]!) open -= Math.max(0, Math.min(returns, until) - Math.max(closes, from));
	return open;
}
