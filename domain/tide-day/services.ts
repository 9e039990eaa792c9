/** How long a hall's services last, learned from its own days: usual time and spread per queue, younger days counting more. A pure fold. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';

/** Seconds of service at windows, weighted: how many, their mean and mean square. */
export interface ServiceBook {
	queues: Record<string, { count: number; meanS: number; squareS: number }>;
}

export const emptyServices: ServiceBook = { queues: {} };

/** A day counts so much less for each later one. */
const ageing = 0.9;
/** What the hall's file says weighs as much as so many services. */
const trusted = 30;
const usualVariation = 0.8;
/** Shorter is a slip of the finger, longer a service that nobody ended. */
const shortestS = 15;
const longestS = 2 * 3600;

export function learnServices(book: ServiceBook, state: HallDay): ServiceBook {
	const times: Record<string, number[]> = {};
	for (const { queue, life } of Object.values(state.tickets)) {
		if (life.stage !== 'done' || life.since === null) continue;
		const seconds = (life.at - life.since) / 1000;
		if (seconds < shortestS || seconds > longestS) continue;
		const known = times[queue];
		if (known) known.push(seconds);
		else times[queue] = [seconds];
	}
	const queues = { ...book.queues };
	for (const queue of new Set([...Object.keys(queues), ...Object.keys(times)])) {
		const before = queues[queue] ?? { count: 0, meanS: 0, squareS: 0 };
		const came = times[queue] ?? [];
		const count = ageing * before.count + came.length;
		if (count === 0) continue;
		const sum = (of: (seconds: number) => number) => came.reduce((total, seconds) => total + of(seconds), 0);
		queues[queue] = {
			count,
			meanS: (ageing * before.count * before.meanS + sum((seconds) => seconds)) / count,
			squareS: (ageing * before.count * before.squareS + sum((seconds) => seconds ** 2)) / count,
		};
	}
	return { queues };
}

/** Per queue of the plan: usual seconds and coefficient of variation; what the hall's file says where little was seen. Rounded, as it is recorded. */
export function servicesOf(book: ServiceBook, plan: Pick<HallPlan, 'queues'>): [number, number][] {
	return plan.queues.map(({ id, meanMinutes }) => {
		const { count, meanS, squareS } = book.queues[id] ?? { count: 0, meanS: 0, squareS: 0 };
		const said = meanMinutes * 60;
		const mean = (count * meanS + trusted * said) / (count + trusted);
		const seen = meanS > 0 ? Math.sqrt(Math.max(0, squareS - meanS ** 2)) / meanS : usualVariation;
		const variation = (count * seen + trusted * usualVariation) / (count + trusted);
		return [Math.round(mean * 10) / 10, Math.round(Math.min(2, Math.max(0.1, variation)) * 1000) / 1000];
	});
}
