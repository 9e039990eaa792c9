/** Where the targets cannot be met whatever is moved: how many windows more would do, or how many people are too many. Tried, not guessed. */
import type { Moment } from '../moment.ts';
import type { TideHall } from '../tide-hall.ts';
import { drawFuture } from './futures.ts';
import type { Plan, PlanQuestion } from './plan.ts';
import { Trials } from './trials.ts';

export interface Missing {
	/** Queues whose people wait beyond the target too often, the worst first. */
	queues: number[];
	/** Windows more, for these queues, with which the target would be met; `null` = not with `mostTried`. */
	windows: number | null;
	/** People expected to wait beyond the target in the time looked at. */
	people: number;
}

/** A target is met when so many of a queue's people wait no longer. Who is late already is lost for it and does not count. */
export const metShare = 0.8;
/** Of fewer people nothing can be said. */
const fewest = 3;
const mostTried = 6;
const futuresTried = 8;

export function missingWindows(question: Omit<PlanQuestion, 'goOn'>, plan: Plan): Missing | null {
	const late = plan.queuesAfter
		.map(({ people, avoidable }, queue) => ({ queue, avoidable, late: people >= fewest && avoidable / people > 1 - metShare }))
		.filter((each) => each.late)
		.sort((one, other) => other.avoidable - one.avoidable);
	if (late.length === 0) return null;
	const queues = late.map(({ queue }) => queue);
	const people = Math.ceil(late.reduce((sum, { avoidable }) => sum + avoidable, 0));
	for (let windows = 1; windows <= mostTried; windows++) {
		if (meets(question, plan, queues, windows)) return { queues, windows, people };
	}
	return { queues, windows: null, people };
}

/** Whether so many windows more, of usual speed and open all the time, bring every late queue within its target. */
function meets(question: Omit<PlanQuestion, 'goOn'>, plan: Plan, queues: readonly number[], windows: number): boolean {
	const { hall, moment, limits } = question;
	const added = Array.from({ length: windows }, (_, place) => {
		// Each for as many of the late queues as a sign holds, the worst on most of them.
		const set = Array.from({ length: Math.min(queues.length, hall.params.maxSet) }, (_, at) => queues[(place + at) % queues.length]!);
		return { id: `+${place + 1}`, home: set, skills: set, speed: 1, off: [] };
	});
	const larger: TideHall = { ...hall, windows: [...hall.windows, ...added] };
	const with_: Moment = {
		...moment,
		windows: [
			...moment.windows,
			...added.map(({ home }) => ({
				set: home,
				pending: null,
				stage: 'idle' as const,
				since: moment.now,
				until: null,
				serves: null,
				last: null,
				moves: 0,
				movedAt: null,
				lockedUntil: null,
			})),
		],
		closures: [...moment.closures, ...added.map(() => [])],
	};
	const maker = { hall: larger, moment: with_, outlook: question.outlook, seed: question.seed, horizonS: limits.horizonS };
	const futures = Array.from({ length: futuresTried }, (_, part) => drawFuture(maker, part));
	const trials = new Trials(larger, question.rule, with_, Math.max(...futures.map((future) => future.people.count)), limits.horizonS);
	const people = new Float64Array(hall.queues.length);
	const beyond = new Float64Array(hall.queues.length);
	for (const future of futures) {
		trials.play(future, plan.moves, moment.now + hall.params.approvalDelayS);
		for (const queue of queues) {
			people[queue]! += trials.peopleOfQueue[queue]!;
			beyond[queue]! += trials.avoidableOfQueue[queue]!;
		}
	}
	return queues.every((queue) => beyond[queue]! <= (1 - metShare) * people[queue]!);
}
