/** What moves somebody thought of would bring: played beside "nothing" on the same futures as a look of the planner. */
import { drawFuture } from './futures.ts';
import type { PlanQuestion, QueueExpectation } from './plan.ts';
import { type Move, Trials } from './trials.ts';

export interface TriedMoves {
	/** Equivalent minutes gained by all of them together, its standard error, and the share of futures in which they gain. */
	gain: number;
	error: number;
	better: number;
	futures: number;
	queuesBefore: QueueExpectation[];
	queuesAfter: QueueExpectation[];
}

const fewest = 16;
const most = 120;

/** Futures are played until the work is done, `goOn` says no, or there are enough of them; at least sixteen. */
export function tryMoves(question: Omit<PlanQuestion, 'limits' | 'stopAt'> & { horizonS: number }, moves: readonly Move[]): TriedMoves {
	const { hall, moment, rule, horizonS } = question;
	const maker = { hall, moment, outlook: question.outlook, seed: question.seed, horizonS };
	const futures = Array.from({ length: most }, (_, part) => drawFuture(maker, part));
	const trials = new Trials(hall, rule, moment, Math.max(...futures.map(({ people }) => people.count)), horizonS);
	const at = moment.now + hall.params.approvalDelayS;
	const before = hall.queues.map(nothing);
	const after = hall.queues.map(nothing);
	const gains: number[] = [];
	for (const future of futures) {
		if (gains.length >= fewest && (trials.events >= question.work || !question.goOn(trials.events))) break;
		const without = trials.play(future, [], at);
		add(before, trials);
		const with_ = trials.play(future, moves, at);
		add(after, trials);
		gains.push(without - with_);
	}
	const gain = gains.reduce((sum, each) => sum + each, 0) / gains.length;
	const spread = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / gains.length;
	const mean = (queues: QueueExpectation[]) =>
		queues.map(({ cost, waitS, people, beyond, avoidable }) => ({
			cost: cost / gains.length,
			waitS: waitS / gains.length,
			people: people / gains.length,
			beyond: beyond / gains.length,
			avoidable: avoidable / gains.length,
		}));
	return {
		gain,
		error: Math.sqrt(spread / Math.max(1, gains.length - 1)),
		better: gains.filter((each) => each > 0).length / gains.length,
		futures: gains.length,
		queuesBefore: mean(before),
		queuesAfter: mean(after),
	};
}

function nothing(): QueueExpectation {
	return { cost: 0, waitS: 0, people: 0, beyond: 0, avoidable: 0 };
}

function add(queues: QueueExpectation[], trials: Trials): void {
	for (const [queue, each] of queues.entries()) {
		each.cost += trials.costOfQueue[queue]!;
		each.waitS += trials.waitOfQueue[queue]!;
		each.people += trials.peopleOfQueue[queue]!;
		each.beyond += trials.beyondOfQueue[queue]!;
		each.avoidable += trials.avoidableOfQueue[queue]!;
	}
}
