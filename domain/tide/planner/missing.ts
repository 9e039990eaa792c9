/** Where the targets cannot be met whatever is moved: how many windows more would do, or how many people are too many. Tried, not guessed. */
import { idleWindow, type Moment } from '../moment.ts';
import type { TideHall } from '../tide-hall.ts';
import { drawFuture, type Future } from './futures.ts';
import type { Plan, PlanQuestion } from './plan.ts';
import { Trials } from './trials.ts';

export interface Missing {
	/** Queues whose people wait beyond the target too often, the worst first. */
	queues: number[];
	/** Windows more, for these queues, with which the target would be met; `null` = not with `mostTried`, or not found with the work allowed. */
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
/** Of the events the search played when a clock stopped it: what the machine does in the time that is left, without asking a clock again. */
const shareWhenStopped = 1 / 6;

export function missingWindows(question: Omit<PlanQuestion, 'goOn'>, plan: Plan): Missing | null {
	const late = plan.queuesAfter
		.map(({ people, avoidable }, queue) => ({ queue, avoidable, late: people >= fewest && avoidable / people > 1 - metShare }))
		.filter((each) => each.late)
		.sort((one, other) => other.avoidable - one.avoidable);
	if (late.length === 0) return null;
	const queues = late.map(({ queue }) => queue);
	const people = Math.ceil(late.reduce((sum, { avoidable }) => sum + avoidable, 0));
	const tries = startTries(question, plan, queues);
	let events = plan.events * (plan.stoppedAt === null ? 1 : shareWhenStopped);
	for (let windows = 1; windows <= mostTried; windows++) {
		const tried = tries(windows, events);
		if (tried.meets) return { queues, windows, people };
		events -= tried.events;
		if (events <= 0) break;
	}
	return { queues, windows: null, people };
}

/** What so many windows more, of usual speed and open all the time, make of the late queues; ended when a target is lost for certain or the work is done. */
function startTries(question: Omit<PlanQuestion, 'goOn'>, plan: Plan, queues: readonly number[]) {
	const { hall, moment, limits } = question;
	const approved = moment.now + hall.params.approvalDelayS;
	// Whoever is added has nobody in service: the futures are the same for any number of them.
	const most = withWindows(hall, moment, queues, mostTried);
	const maker = { ...most, outlook: question.outlook, seed: question.seed, horizonS: limits.horizonS };
	const futures = Array.from({ length: futuresTried }, (_, part) => drawFuture(maker, part));
	const room = Math.max(...futures.map((future) => future.people.count));
	const allowed = queues.map((queue) => (1 - metShare) * futures.reduce((sum, future) => sum + peopleOf(future, queue), 0));
	return (windows: number, mostEvents: number): { meets: boolean; events: number } => {
		const larger = withWindows(hall, moment, queues, windows);
		const trials = new Trials(larger.hall, question.rule, larger.moment, room, limits.horizonS);
		const beyond = queues.map(() => 0);
		for (const future of futures) {
			if (trials.events >= mostEvents) return { meets: false, events: trials.events };
			trials.play(future, plan.moves, approved);
			for (const [place, queue] of queues.entries()) {
				beyond[place]! += trials.avoidableOfQueue[queue]!;
				if (beyond[place]! > allowed[place]!) return { meets: false, events: trials.events };
			}
		}
		return { meets: true, events: trials.events };
	};
}

function peopleOf({ people }: Future, queue: number): number {
	let count = 0;
	for (let person = 0; person < people.count; person++) if (people.queue[person] === queue) count++;
	return count;
}

/** Each for as many of the late queues as a sign holds, the worst on most of them. */
function withWindows(hall: TideHall, moment: Moment, queues: readonly number[], windows: number): { hall: TideHall; moment: Moment } {
	const added = Array.from({ length: windows }, (_, place) => {
		const set = Array.from({ length: Math.min(queues.length, hall.params.maxSet) }, (_, at) => queues[(place + at) % queues.length]!);
		return { id: `+${place + 1}`, home: set, skills: set, speed: 1, off: [] };
	});
	return {
		hall: { ...hall, windows: [...hall.windows, ...added] },
		moment: {
			...moment,
			windows: [...moment.windows, ...added.map(({ home }) => idleWindow(home, moment.now))],
			closures: [...moment.closures, ...added.map(() => [])],
		},
	};
}
