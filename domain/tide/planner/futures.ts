/** Draws what may come: the same future for every plan that is compared (common random futures), so that plans differ and luck does not. */

import type { Moment, Outlook } from '../moment.ts';
import { lognormal, poisson, type Random, randomFrom, seedOfPart, standardNormal } from '../random.ts';
import { kinds, type People, roomFor, type TideHall } from '../tide-hall.ts';

export interface Future {
	/** First everybody who waits already, then who comes, in the order of arrival. */
	people: People;
	/** Seconds until each window has finished with the citizen in service. */
	remaining: Float64Array;
}

export interface FutureMaker {
	hall: TideHall;
	moment: Moment;
	outlook: Outlook;
	seed: number;
	/** Seconds from now during which people come. */
	horizonS: number;
}

/** Future number `part` of this instant. */
export function drawFuture(maker: FutureMaker, part: number): Future {
	const { hall, moment } = maker;
	const random = randomFrom(seedOfPart(maker.seed, part));
	const comers = drawComers(maker, random);
	const people = roomFor(moment.waiting.length + comers.length);
	people.count = moment.waiting.length + comers.length;
	moment.waiting.forEach(([queue, arrival, kind], person) => {
		fill(people, person, queue, arrival, kind);
	});
	comers.forEach((comer, place) => {
		fill(people, moment.waiting.length + place, comer.queue, comer.arrival, comer.kind);
	});
	for (let person = 0; person < people.count; person++) {
		const { meanServiceS, variation } = hall.queues[people.queue[person]!]!;
		people.service[person] = lognormal(random, meanServiceS, variation);
	}
	const remaining = Float64Array.from(moment.windows, (window, w) => {
		if (window.stage !== 'serving' || window.serves === null) return 0;
		const { meanServiceS, variation } = hall.queues[window.serves]!;
		const home = hall.windows[w]!.home.includes(window.serves);
		const mean = meanServiceS * hall.windows[w]!.speed * (home ? 1 : hall.params.nonhomeFactor);
		return remainingService(random, mean, variation, moment.now - window.since);
	});
	return { people, remaining };
}

interface Comer {
	arrival: number;
	queue: number;
	kind: number;
}

function drawComers({ hall, moment, outlook, horizonS }: FutureMaker, random: Random): Comer[] {
	const comers: Comer[] = [];
	const end = Math.min(moment.now + horizonS, hall.lastTicketS);
	for (let queue = 0; queue < hall.queues.length; queue++) {
		const level = gammaOfMeanOne(random, outlook.certainty[queue]!);
		outlook.expected[queue]!.forEach((people, place) => {
			const from = Math.max(moment.now, outlook.from + place * outlook.intervalS);
			const until = Math.min(end, outlook.from + (place + 1) * outlook.intervalS);
			if (until <= from) return;
			const count = poisson(random, (people * level * (until - from)) / outlook.intervalS);
			for (let one = 0; one < count; one++)
				comers.push({
					arrival: from + (until - from) * random.next(),
					queue,
					kind: random.next() < outlook.priorityShare ? kinds.priority : kinds.walkIn,
				});
		});
	}
	for (const [at, queue, people] of outlook.booked)
		for (let one = 0; one < people; one++) {
			// People come some minutes around their time.
			const arrival = Math.max(moment.now, at + 240 * standardNormal(random));
			if (random.next() < outlook.show && arrival <= end) comers.push({ arrival, queue, kind: kinds.reserved });
		}
	return comers.sort((one, other) => one.arrival - other.arrival);
}

function fill(people: People, person: number, queue: number, arrival: number, kind: number): void {
	people.queue[person] = queue;
	people.arrival[person] = arrival;
	people.kind[person] = kind;
}

/** What is left of a service that has lasted `lasted` seconds: drawn again until it is longer than that. */
function remainingService(random: Random, mean: number, variation: number, lasted: number): number {
	for (let draw = 0; draw < 25; draw++) {
		const whole = lognormal(random, mean, variation);
		if (whole > lasted) return whole - lasted;
	}
	return mean * variation * random.next();
}

/** Marsaglia and Tsang; the mean is 1, the variance 1 / shape. */
function gammaOfMeanOne(random: Random, shape: number): number {
	if (!(shape < 1e6)) return 1;
	const d = Math.max(shape, 1) - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = standardNormal(random);
		const v = (1 + c * x) ** 3;
		if (v > 0 && Math.log(random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / Math.max(shape, 1);
	}
}
