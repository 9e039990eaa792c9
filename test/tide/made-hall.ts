/**
 * Halls and days made from a seed, for developing and trying the planner on what it was never fitted to: sizes, skills, loads, surges, buses,
 * outages and wrong forecasts differ from seed to seed. Written from what halls are like, not from the scenarios that are measured.
 */
import { exponential, lognormal, poisson, type Random, randomFrom, standardNormal } from '../../domain/tide/random.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import { roomFor, type Span } from '../../domain/tide/tide-hall.ts';

export interface MadeHallOptions {
	windows: number;
	queues: number;
	/** Offered work through the day beside what open windows can do; 0.8 is a busy hall. */
	load?: number;
	maxSet?: number;
	reassignS?: number;
	nonhomeFactor?: number;
}

const quarter = 900;
const lastTicketS = 29_700;

interface MadePerson {
	arrival: number;
	queue: number;
	service: number;
	patience: number;
	kind: number;
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
	const capacity = windows.reduce((sum, window) => sum + (lastTicketS - open(window.off)) / window.speed, 0);
	const quarters = lastTicketS / quarter;
	const expected = queues.map((queue, q) => profiles[q]!.map((part) => (part * shares[q]! * load * capacity) / queue.meanServiceS));
	// What really comes differs: the day, the queue, surges nobody foresaw, buses.
	const day = clamp(1 + 0.08 * standardNormal(random), 0.8, 1.25);
	const actual = expected.map((row) => {
		const own = day * lognormal(random, 1, 0.18);
		const surgeAt = random.next() < 0.25 ? Math.floor(random.next() * quarters) : -1;
		return row.map((rate, place) => rate * own * (surgeAt >= 0 && place >= surgeAt && place < surgeAt + 5 ? 1.9 : 1));
	});
	const booking = queues.map(() => (random.next() < 0.6 ? 0.1 + 0.25 * random.next() : 0));
	const noShow = 0.08 + 0.14 * random.next();
	const people: MadePerson[] = [];
	const reservations: { slotS: number; queue: number; booked: number }[] = [];
	const add = (arrival: number, queue: number, kind: number) =>
		people.push({
			arrival: Math.round(Math.max(0, Math.min(arrival, lastTicketS)) * 10) / 10,
			queue,
			service: Math.max(15, lognormal(random, queues[queue]!.meanServiceS, queues[queue]!.variation)),
			patience: lognormal(random, 4200, 0.6),
			kind,
		});
	for (let queue = 0; queue < queueCount; queue++)
		for (let place = 0; place < quarters; place++) {
			const booked = poisson(random, expected[queue]![place]! * booking[queue]!);
			if (booked > 0) reservations.push({ slotS: place * quarter, queue, booked });
			for (let one = 0; one < booked; one++) if (random.next() > noShow) add(place * quarter + 240 * standardNormal(random), queue, 1);
			const walkIns = poisson(random, actual[queue]![place]! * (1 - booking[queue]!));
			for (let one = 0; one < walkIns; one++) add((place + random.next()) * quarter, queue, random.next() < 0.12 ? 2 : 0);
		}
	const buses = Math.floor(random.next() * 1.2 + windowCount / 150);
	for (let bus = 0; bus < buses; bus++) {
		const queue = Math.floor(random.next() * queueCount);
		let at = 3600 + random.next() * 20_000;
		for (let seat = 0; seat < 8 + windowCount / 8; seat++) {
			at += exponential(random, 12);
			add(at, queue, 0);
		}
	}
	people.sort((one, other) => one.arrival - other.arrival);
	const filled = roomFor(people.length);
	filled.count = people.length;
	for (const [place, person] of people.entries()) {
		filled.arrival[place] = person.arrival;
		filled.queue[place] = person.queue;
		filled.service[place] = person.service;
		filled.patience[place] = person.patience;
		filled.kind[place] = person.kind;
	}
	const outages = Array.from({ length: poisson(random, windowCount / 30) }, () => {
		const from = 1800 + random.next() * 24_000;
		return { window: Math.floor(random.next() * windowCount), span: [from, from + 1800 + random.next() * 3600] as Span };
	});
	return {
		id: `made-${seed}`,
		hall: {
			queues,
			windows,
			params: {
				reassignS: options.reassignS ?? 45,
				contextS: 15,
				nonhomeFactor: options.nonhomeFactor ?? 1.1,
				maxSet,
				approvalDelayS: 60,
				headStartS: [0, 900, 600],
			},
			lastTicketS,
			endS: 36_000,
		},
		people: filled,
		staticSets: windows.map((window) => window.skills.slice(0, maxSet)),
		outages,
		forecast: {
			intervalS: quarter,
			walkIn: expected.map((row, queue) => row.map((rate) => rate * (1 - booking[queue]!) * lognormal(random, 1, 0.08))),
		},
		reservations: reservations.sort((one, other) => one.slotS - other.slotS),
		noShowAssumed: 0.15,
		peaks: [
			[3600, 7200],
			[21_600, 25_200],
		],
		decisionIntervalS: 300,
	};
}

/** Parts of a day's work by quarter hour; together the number that makes the mean 1 / quarters. */
function profile(random: Random): number[] {
	const quarters = lastTicketS / quarter;
	const humps = [
		{ at: 3 + 5 * random.next(), height: 2 * random.next() },
		{ at: 21 + 8 * random.next(), height: 2 * random.next() },
	];
	const width = 2 + 3 * random.next();
	const raw = Array.from({ length: quarters }, (_, place) =>
		humps.reduce((sum, hump) => sum + hump.height * Math.exp(-(((place - hump.at) / width) ** 2) / 2), 0.4 + 0.4 * random.next()),
	);
	return normalised(raw);
}

function normalised(parts: readonly number[]): number[] {
	const sum = parts.reduce((before, part) => before + part, 0);
	return parts.map((part) => part / sum);
}

function pick<Thing>(random: Random, things: readonly Thing[]): Thing {
	return things[Math.floor(random.next() * things.length)]!;
}

function best(values: readonly number[]): number {
	return values.indexOf(Math.max(...values));
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}

function open(off: readonly Span[]): number {
	return off.reduce((sum, [from, until]) => sum + Math.max(0, Math.min(until, lastTicketS) - from), 0);
}
