/** The day of a made hall, drawn from the same chance as the hall: what is expected, and what comes instead: surges nobody foresaw, buses, faults. */
import { exponential, lognormal, poisson, type Random, standardNormal } from '../../domain/tide/random.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import { roomFor, type Span, type TideParams, type TideQueue, type TideWindow } from '../../domain/tide/tide-hall.ts';

export const lastTicketS = 29_700;
const quarter = 900;

/** A hall before anybody comes. */
export interface HallMade {
	id: string;
	queues: TideQueue[];
	windows: TideWindow[];
	params: Pick<TideParams, 'reassignS' | 'nonhomeFactor' | 'maxSet'>;
	/** Of the people: the share of each queue, and parts of its day by quarter hour. */
	shares: number[];
	profiles: number[][];
	/** Offered work through the day beside what open windows can do. */
	load: number;
}

interface MadePerson {
	arrival: number;
	queue: number;
	service: number;
	patience: number;
	kind: number;
}

export function madeDay(random: Random, { id, queues, windows, params, shares, profiles, load }: HallMade): TideScenario {
	const windowCount = windows.length;
	const queueCount = queues.length;
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
		id,
		hall: {
			queues,
			windows,
			params: {
				reassignS: params.reassignS,
				contextS: 15,
				nonhomeFactor: params.nonhomeFactor,
				maxSet: params.maxSet,
				approvalDelayS: 60,
				headStartS: [0, 900, 600],
			},
			lastTicketS,
			endS: 36_000,
		},
		people: filled,
		staticSets: windows.map((window) => window.skills.slice(0, params.maxSet)),
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
export function profile(random: Random): number[] {
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

export function normalised(parts: readonly number[]): number[] {
	const sum = parts.reduce((before, part) => before + part, 0);
	return parts.map((part) => part / sum);
}

export function pick<Thing>(random: Random, things: readonly Thing[]): Thing {
	return things[Math.floor(random.next() * things.length)]!;
}

export function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}

function open(off: readonly Span[]): number {
	return off.reduce((sum, [from, until]) => sum + Math.max(0, Math.min(until, lastTicketS) - from), 0);
}
