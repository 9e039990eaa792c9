/** Plays plans on futures and says what they cost, in equivalent minutes. */
import { HallRun, stages } from '../hall-run.ts';
import type { Moment } from '../moment.ts';
import { type CallRule, kinds, type TideHall } from '../tide-hall.ts';
import type { Future } from './futures.ts';

/** One window, and the sign it is to have. */
export interface Move {
	window: number;
	set: readonly number[];
}

/** People who come until the horizon are followed so much longer, so that what a plan leaves behind is paid for too. */
const afterHorizonS = 1800;

export class Trials {
	/** Events played so far: the planner's measure of work. */
	events = 0;
	futures = 0;
	/** Of the last play, per queue: equivalent minutes, seconds waited, people, and people who waited beyond the target. */
	readonly costOfQueue: Float64Array;
	readonly waitOfQueue: Float64Array;
	readonly peopleOfQueue: Float64Array;
	readonly beyondOfQueue: Float64Array;
	/** Of those, people who are not beyond it yet. */
	readonly avoidableOfQueue: Float64Array;
	/** Told of everybody who is called in a play; `null` = nobody asks. */
	onCalled: ((person: number, start: number) => void) | null = null;
	private readonly run: HallRun;
	private readonly hall: TideHall;
	private readonly moment: Moment;
	private readonly target: Float64Array;
	private readonly endS: number;

	constructor(hall: TideHall, rule: CallRule, moment: Moment, room: number, horizonS: number) {
		this.hall = hall;
		this.moment = moment;
		this.endS = moment.now + horizonS + afterHorizonS;
		this.run = new HallRun({ hall, rule, room, patience: false });
		this.costOfQueue = new Float64Array(hall.queues.length);
		this.waitOfQueue = new Float64Array(hall.queues.length);
		this.peopleOfQueue = new Float64Array(hall.queues.length);
		this.beyondOfQueue = new Float64Array(hall.queues.length);
		this.avoidableOfQueue = new Float64Array(hall.queues.length);
		this.target = Float64Array.from(hall.queues, (queue) => queue.targetWaitS);
		this.run.onStart = (person, _window, start) => {
			this.pay(person, start);
			this.onCalled?.(person, start);
		};
	}

	/** Equivalent minutes of all waits of this future if these moves are approved at `at`, without the price of the moves themselves. */
	play(future: Future, moves: readonly Move[], at: number): number {
		const { run, moment } = this;
		const { people, remaining } = future;
		this.costOfQueue.fill(0);
		this.waitOfQueue.fill(0);
		this.peopleOfQueue.fill(0);
		this.beyondOfQueue.fill(0);
		this.avoidableOfQueue.fill(0);
		run.begin(people, moment.now, moment.closures);
		moment.windows.forEach((window, w) => {
			run.hang(w, window.set);
			run.last[w] = window.last ?? -1;
			run.idleSince[w] = window.since;
			if (window.stage === 'serving') run.occupy(w, stages.serving, moment.now + remaining[w]!);
			else if (window.stage !== 'idle') run.occupy(w, stages[window.stage], window.until ?? Number.POSITIVE_INFINITY);
			if (window.pending) run.change({ at: moment.now, window: w, set: window.pending });
		});
		for (let person = 0; person < moment.waiting.length; person++) run.queueUp(person);
		run.skipArrivals(moment.waiting.length);
		run.callAll();
		for (const move of moves) run.change({ at, ...move });
		this.events += run.runUntil(this.endS);
		this.futures++;
		// Who still waits at the end pays as if called then.
		for (let queue = 0; queue < this.hall.queues.length; queue++) for (const person of run.lines.lineOf(queue)) this.pay(person, this.endS);
		return this.costOfQueue.reduce((sum, cost) => sum + cost, 0);
	}

	/** Seconds each window was busy in the last play. */
	get busyS(): Float64Array {
		return this.run.busyS;
	}

	private pay(person: number, start: number): void {
		const { people } = this.run;
		const queue = people.queue[person]!;
		const wait = start - people.arrival[person]!;
		const beyond = wait - this.target[queue]!;
		this.waitOfQueue[queue]! += wait;
		this.peopleOfQueue[queue]!++;
		if (beyond > 0) {
			this.beyondOfQueue[queue]!++;
			if (people.arrival[person]! + this.target[queue]! >= this.moment.now) this.avoidableOfQueue[queue]!++;
		}
		this.costOfQueue[queue]! += ((wait + (beyond > 0 ? 2 * beyond : 0)) / 60) * (people.kind[person] === kinds.priority ? 1.5 : 1);
	}
}
