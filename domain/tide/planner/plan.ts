/**
 * Which signs to change now. Candidates are raced on common futures: many on few, few on many, the last one on futures it was not chosen on; it
 * is taken while it gains more than it costs, than the threshold and than the noise. Then the next is looked for with the first in place.
 * The measure of work is events played; `goOn` is asked between plays, so whoever has a clock can stop it at any instant and has the best so far.
 */
import type { Moment, Outlook } from '../moment.ts';
import type { CallRule, TideHall } from '../tide-hall.ts';
import { candidates, type Pressure } from './candidates.ts';
import { drawFuture, type Future } from './futures.ts';
import { movesLeft, type PlanLimits } from './limits.ts';
import { type Move, Trials } from './trials.ts';

export interface PlanQuestion {
	hall: TideHall;
	rule: CallRule;
	moment: Moment;
	outlook: Outlook;
	limits: PlanLimits;
	seed: number;
	/** Events to play at most; about four million a second can be played. */
	work: number;
	/** Asked between plays with the events played so far; `false` = answer now. */
	goOn(events: number): boolean;
	/** Stop at the first look after so many events: to replay what was stopped by a clock. */
	stopAt?: number | null;
}

export interface AcceptedMove extends Move {
	/** Equivalent minutes gained in the time looked at, with the standard error; the price of the change is not taken off. */
	gain: number;
	error: number;
	/** Share of the futures in which it gains. */
	better: number;
}

/** What is expected of a queue in the time looked at. */
export interface QueueExpectation {
	/** Equivalent minutes, seconds waited, people, people beyond the target; in the mean over futures. */
	cost: number;
	waitS: number;
	people: number;
	beyond: number;
	/** Of those, people who are not beyond it yet. */
	avoidable: number;
}

export interface Plan {
	moves: AcceptedMove[];
	/** Equivalent minutes expected without any change, and with these. */
	costBefore: number;
	costAfter: number;
	events: number;
	futures: number;
	/** Where `goOn` said no; `null` = it never did. */
	stoppedAt: number | null;
	queuesBefore: QueueExpectation[];
	queuesAfter: QueueExpectation[];
}

export function planSigns(question: PlanQuestion): Plan {
	const { hall, moment, limits, rule } = question;
	const { horizonS } = limits;
	const maker = { hall, moment, outlook: question.outlook, seed: question.seed, horizonS };
	const futures: Future[] = [];
	const futureOf = (part: number) => (futures[part] ??= drawFuture(maker, part));
	// Small halls are quick to play: they are looked at more closely for the same work.
	const each = 2 * (futureOf(0).people.count + hall.windows.length);
	const affordable = question.work / each;
	const screen = between(Math.round(affordable / 40), 8, 40);
	const confirm = between(Math.round(affordable / 25), 12, 96);
	for (let part = 0; part < screen + confirm; part++) futureOf(part);
	const room = Math.max(...futures.map(({ people }) => people.count));
	const trials = new Trials(hall, rule, moment, room, horizonS);
	const approved = moment.now + hall.params.approvalDelayS;
	let stoppedAt: number | null = null;
	const goOn = () => {
		if (stoppedAt !== null) return false;
		if (trials.events >= question.work) return false;
		if (trials.events >= (question.stopAt ?? Number.POSITIVE_INFINITY) || !question.goOn(trials.events)) stoppedAt = trials.events;
		return stoppedAt === null;
	};

	const moves: AcceptedMove[] = [];
	const signs = moment.windows.map((window) => window.pending ?? window.set);
	// Cost of each queue in each future, with the moves accepted so far.
	const queues = hall.queues.length;
	const parts = screen + confirm;
	const base = new Float64Array(parts * queues);
	const pressure: Pressure = {
		cost: new Float64Array(hall.queues.length),
		idle: new Float64Array(hall.windows.length),
		workS: new Float64Array(hall.queues.length),
	};
	let expected: QueueExpectation[] = [];
	const lengthS = horizonS;
	const look = () => {
		pressure.cost.fill(0);
		pressure.idle.fill(0);
		pressure.workS.fill(0);
		expected = hall.queues.map(() => ({ cost: 0, waitS: 0, people: 0, beyond: 0, avoidable: 0 }));
		for (let part = 0; part < parts; part++) {
			const future = futureOf(part);
			trials.play(future, moves, approved);
			base.set(trials.costOfQueue, part * queues);
			for (let queue = 0; queue < queues; queue++) {
				const each = expected[queue]!;
				pressure.cost[queue]! += trials.costOfQueue[queue]! / parts;
				each.cost += trials.costOfQueue[queue]! / parts;
				each.waitS += trials.waitOfQueue[queue]! / parts;
				each.people += trials.peopleOfQueue[queue]! / parts;
				each.beyond += trials.beyondOfQueue[queue]! / parts;
				each.avoidable += trials.avoidableOfQueue[queue]! / parts;
			}
			for (let window = 0; window < hall.windows.length; window++)
				pressure.idle[window]! += Math.max(0, 1 - trials.busyS[window]! / lengthS) / parts;
			const { people } = future;
			for (let person = 0; person < people.count; person++) pressure.workS[people.queue[person]!]! += people.service[person]! / parts;
		}
	};
	const gainOf = (part: number, move: Move, near: Int32Array) => {
		trials.play(futureOf(part), [...moves, move], approved);
		let gain = 0;
		for (const queue of near) gain += base[part * queues + queue]! - trials.costOfQueue[queue]!;
		return gain;
	};
	look();
	const queuesBefore = expected.map((queue) => ({ ...queue }));
	const costBefore = total(pressure.cost);
	let made = moment.windows.reduce((sum, window) => sum + window.moves, 0);
	const mostMoves = Math.min(limits.atOnce, movesLeft(limits, hall.windows.length, moment.now, hall.lastTicketS, made));
	const movable = (w: number) => {
		const window = moment.windows[w]!;
		if (window.pending || window.stage === 'changing') return false;
		if (window.lockedUntil !== null && window.lockedUntil > moment.now) return false;
		if (window.moves >= limits.movesPerClerk) return false;
		if (window.movedAt !== null && moment.now - window.movedAt < limits.dwellS) return false;
		return !moves.some((move) => move.window === w);
	};
	let field = mostMoves > 0 ? candidates(hall, moment, signs, pressure, movable, limits) : [];
	let size = 96;
	while (moves.length < mostMoves && field.length > 0 && goOn()) {
		let racing = field.slice(0, size).map((candidate) => ({ candidate, near: nearQueues(signs, candidate), sum: 0, played: 0 }));
		for (const [until, keep] of [
			[Math.ceil(screen / 6), 24],
			[Math.ceil(screen / 2), 8],
			[screen, 3],
		] as const) {
			for (const racer of racing) {
				for (; racer.played < until && goOn(); racer.played++) racer.sum += gainOf(racer.played, racer.candidate, racer.near);
			}
			racing = racing
				.filter(({ played }) => played === until)
				.sort((one, other) => other.sum - one.sum)
				.slice(0, keep);
		}
		const [best] = racing;
		if (!best) break;
		const gains: number[] = [];
		for (let part = screen; part < screen + confirm && goOn(); part++) gains.push(gainOf(part, best.candidate, best.near));
		if (gains.length < confirm) break;
		const gain = mean(gains);
		const error = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)) / (gains.length - 1));
		const price = limits.threshold * (1 + limits.spread * moment.windows[best.candidate.window]!.moves);
		if (gain - limits.sureness * error <= price) break;
		const better = gains.filter((each) => each > 0).length / gains.length;
		moves.push({ window: best.candidate.window, set: best.candidate.set, gain, error, better });
		made++;
		signs[best.candidate.window] = best.candidate.set;
		look();
		field = candidates(hall, moment, signs, pressure, movable, limits);
		size = 48;
	}
	return {
		moves,
		costBefore,
		costAfter: total(pressure.cost),
		events: trials.events,
		futures: trials.futures,
		queuesBefore,
		queuesAfter: expected,
		stoppedAt,
	};
}

/**
 * Queues whose people a move can reach: those of its window, and those of every window that shares the queue gained or lost. A change far away
 * shuffles who meets whom everywhere, which is luck; counting it would only add noise, the more the larger the hall.
 */
function nearQueues(signs: readonly (readonly number[])[], { window, set }: Move): Int32Array {
	const before = signs[window]!;
	const changed = [...set.filter((queue) => !before.includes(queue)), ...before.filter((queue) => !set.includes(queue))];
	const near = new Set([...before, ...set]);
	for (const sign of signs) if (sign.some((queue) => changed.includes(queue))) for (const queue of sign) near.add(queue);
	return Int32Array.from(near);
}

function total(costs: Float64Array): number {
	return costs.reduce((sum, cost) => sum + cost, 0);
}

function between(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}

function mean(numbers: ArrayLike<number>): number {
	let sum = 0;
	for (let place = 0; place < numbers.length; place++) sum += numbers[place]!;
	return numbers.length > 0 ? sum / numbers.length : 0;
}
