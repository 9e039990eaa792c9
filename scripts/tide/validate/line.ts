/** One stationary queueing system in the hall's own simulator, without any of the hall's prices. */
import { HallRun } from '../../../domain/tide/hall-run.ts';
import { exponential, type Random, randomFrom } from '../../../domain/tide/random.ts';
import type { Chooser } from '../../../domain/tide/run-options.ts';
import { plainRule, roomFor, type Span, type TideHall } from '../../../domain/tide/tide-hall.ts';

export interface Comer {
	/** Arrivals per second. */
	rate: number;
	queue: number;
	/** Seconds of service of the next person. */
	service(random: Random): number;
	/** 0 is called before 1, 1 before 2, whatever the time of arrival; absent = by arrival. */
	rank?: 0 | 1 | 2;
	patience?(random: Random): number;
}

export interface System {
	comers: readonly Comer[];
	/** The sign of each window; the first queue is its primary and the only one at home. */
	windows: readonly (readonly number[])[];
	queues?: number;
	awayFactor?: number;
	mostInHall?: number;
	chooser?: Chooser;
	closures?: readonly (readonly Span[])[];
}

/** A person treated as having come a thousand years earlier is called first; two thousand, before those. */
const ranks = [6e10, 3e10, 0] as const;
const kindOfRank = [1, 2, 0] as const;

export function hallOf(system: System): TideHall {
	const queues = Array.from({ length: system.queues ?? 1 }, (_, queue) => ({
		id: `${queue}`,
		name: `${queue}`,
		meanServiceS: 300,
		variation: 1,
		targetWaitS: 300,
	}));
	return {
		queues,
		windows: system.windows.map((sign, w) => ({
			id: `${w}`,
			home: sign.slice(0, 1),
			skills: sign,
			speed: 1,
			off: system.closures?.[w] ?? [],
		})),
		params: {
			reassignS: 0,
			contextS: 0,
			nonhomeFactor: system.awayFactor ?? 1,
			maxSet: Math.max(...system.windows.map((sign) => sign.length)),
			approvalDelayS: 0,
			headStartS: [ranks[2], ranks[0], ranks[1]],
		},
		lastTicketS: Number.MAX_VALUE,
		endS: Number.MAX_VALUE,
	};
}

/** Plays `count` people and returns the run, everybody served or gone. */
export function play(system: System, count: number, seed: number): HallRun {
	const random = randomFrom(seed);
	const people = roomFor(count);
	people.count = count;
	const rate = system.comers.reduce((sum, comer) => sum + comer.rate, 0);
	let now = 0;
	for (let person = 0; person < count; person++) {
		now += exponential(random, 1 / rate);
		const comer = pick(system.comers, rate, random);
		people.arrival[person] = now;
		people.queue[person] = comer.queue;
		people.service[person] = comer.service(random);
		people.patience[person] = comer.patience?.(random) ?? -1;
		people.kind[person] = kindOfRank[comer.rank ?? 2];
	}
	const run = new HallRun({
		hall: hallOf(system),
		rule: plainRule,
		room: count,
		patience: system.comers.some(({ patience }) => patience),
		...(system.chooser ? { chooser: system.chooser } : {}),
		...(system.mostInHall === undefined ? {} : { mostInHall: system.mostInHall }),
	});
	run.begin(people, 0);
	system.windows.forEach((sign, window) => {
		run.hang(window, sign);
	});
	run.runUntil(Number.POSITIVE_INFINITY);
	return run;
}

function pick(comers: readonly Comer[], rate: number, random: Random): Comer {
	let left = comers.length > 1 ? random.next() * rate : 0;
	for (const comer of comers) {
		left -= comer.rate;
		if (left < 0) return comer;
	}
	return comers.at(-1)!;
}
