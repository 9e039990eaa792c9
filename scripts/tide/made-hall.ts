/**
 * Halls and days made from a seed, for developing and trying the planner on what it was never fitted to: sizes, skills, loads, surges, buses,
 * outages and wrong forecasts differ from seed to seed. Written from what halls are like, not from the scenarios that are measured.
 */
import { lognormal, randomFrom, standardNormal } from '../../domain/tide/random.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import type { Span } from '../../domain/tide/tide-hall.ts';
import { clamp, madeDay, normalised, pick, profile } from './made-day.ts';

export interface MadeHallOptions {
	windows: number;
	queues: number;
	/** Offered work through the day beside what open windows can do; 0.8 is a busy hall. */
	load?: number;
	maxSet?: number;
	reassignS?: number;
	nonhomeFactor?: number;
}

export function madeHall(seed: number, options: MadeHallOptions): TideScenario {
	const random = randomFrom(seed);
	const { windows: windowCount, queues: queueCount } = options;
	const load = options.load ?? 0.74 + 0.14 * random.next();
	const maxSet = options.maxSet ?? 3;
	const queues = Array.from({ length: queueCount }, (_, queue) => {
		const minutes = pick(random, [1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15]);
		return {
			id: `Q${queue + 1}`,
			name: `queue ${queue + 1}`,
			meanServiceS: minutes * 60,
			variation: 0.4 + 0.6 * random.next(),
			targetWaitS: minutes <= 5 ? 180 : minutes <= 10 ? 480 : 900,
		};
	});
	const shares = normalised(queues.map(() => lognormal(random, 1, 0.8)));
	const profiles = queues.map(() => profile(random));
	// Windows by the work of each queue, every queue at least once; the last ones share what is left.
	const home: number[][] = [];
	const wanted = shares.map((share) => share * windowCount * (0.75 + 0.5 * random.next()));
	for (let queue = 0; queue < queueCount; queue++) {
		if (wanted[queue]! < 0.6 && home.length > 0) home[Math.floor(random.next() * home.length)]!.push(queue);
		else home.push([queue]);
	}
	while (home.length > windowCount) home[Math.floor(random.next() * windowCount)]!.push(...home.pop()!);
	while (home.length < windowCount) {
		const has = queues.map((_, queue) => home.filter((set) => set[0] === queue).length + 0.3);
		home.push([best(wanted.map((want, queue) => want / has[queue]!))]);
	}
	for (const [place, set] of home.entries()) home[place] = set.slice(0, Math.max(1, maxSet));
	const families = queues.map(() => Math.floor(random.next() * Math.max(1, Math.round(queueCount / 6))));
	const windows = home.map((set, w) => {
		const skills = [...set];
		const more = 2 + Math.floor(random.next() * 4);
		while (skills.length < Math.min(set.length + more, queueCount)) {
			const queue = Math.floor(random.next() * queueCount);
			const near = families[queue] === families[set[0]!];
			if (!skills.includes(queue) && (near || random.next() < 0.35)) skills.push(queue);
		}
		const lunch = 10_800 + 1800 * (w % 4);
		const off: Span[] = [[lunch, lunch + 1800]];
		if (random.next() < 0.06) off.unshift([0, 1800]);
		if (random.next() < 0.08) off.push([25_200, 36_000]);
		return { id: `W${w + 1}`, home: set, skills, speed: clamp(1 + 0.1 * standardNormal(random), 0.75, 1.3), off };
	});
	for (let queue = 0; queue < queueCount; queue++)
		if (!windows.some((window) => window.skills.includes(queue))) windows[Math.floor(random.next() * windowCount)]!.skills.push(queue);
	for (let queue = 0; queue < queueCount; queue++)
		if (!windows.some((window) => window.home.includes(queue))) {
			const window =
				windows.find((each) => each.skills.includes(queue) && each.home.length < maxSet) ??
				windows.find((each) => each.skills.includes(queue))!;
			if (window.home.length < maxSet) window.home.push(queue);
			else window.home[window.home.length - 1] = queue;
		}
	return madeDay(random, {
		...{ id: `made-${seed}`, queues, windows, shares, profiles, load },
		params: { reassignS: options.reassignS ?? 45, nonhomeFactor: options.nonhomeFactor ?? 1.1, maxSet },
	});
}

function best(values: readonly number[]): number {
	return values.indexOf(Math.max(...values));
}
