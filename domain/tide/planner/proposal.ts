/**
 * What a manager is told, in numbers: what, who, why now, what is gained, who pays, how sure, until when; or that no change is advised; or that the
 * target cannot be met. Words are made of it by the screens. A proposal bears everything that made it, so that it can be made again.
 */
import type { Moment, Outlook } from '../moment.ts';
import type { CallRule, TideHall } from '../tide-hall.ts';
import type { PlanLimits } from './limits.ts';
import { type Missing, missingWindows } from './missing.ts';
import { type Plan, planSigns, type QueueExpectation } from './plan.ts';

/** 2: the search for missing windows ends with the work allowed. */
export const proposalVersion = 2;

/** Everything a proposal was made from; plain data. */
export interface ProposalRecord {
	version: number;
	hall: TideHall;
	rule: CallRule;
	moment: Moment;
	outlook: Outlook;
	limits: PlanLimits;
	seed: number;
	/** Events it was allowed to play, and where a clock stopped it (`null` = none did). */
	work: number;
	stoppedAt: number | null;
}

export interface ProposedMove {
	window: number;
	from: readonly number[];
	to: readonly number[];
	adds: number[];
	drops: number[];
	/** Equivalent minutes in the time looked at, and their standard error. */
	gain: number;
	error: number;
	/** Share of the futures in which it helps. */
	sure: number;
	/** Why now: the queue that draws it, how many wait and the longest wait at this moment. */
	because: { queue: number; waiting: number; longestS: number; targetS: number };
	/** Changes of this window's sign today before this one. */
	movesToday: number;
}

export interface QueueOutlook {
	queue: number;
	targetS: number;
	waitingNow: number;
	/** Mean wait, and share of people within the target, without the proposal and with it. */
	meanWaitBeforeS: number;
	meanWaitAfterS: number;
	inTargetBefore: number;
	inTargetAfter: number;
}

export interface Proposal {
	kind: 'change' | 'none';
	/** Seconds since opening: made, in force if approved in the usual time, no longer valid, end of what was looked at. */
	at: number;
	from: number;
	expires: number;
	until: number;
	moves: ProposedMove[];
	queues: QueueOutlook[];
	/** Queues that wait longer with the proposal than without, by more than half a minute, the worst first. */
	pays: { queue: number; moreS: number; people: number }[];
	/** Person-minutes of waiting in all, without and with. */
	waitBeforeMin: number;
	waitAfterMin: number;
	/** `null` = every target can be met. */
	missing: Missing | null;
	futures: number;
	record: ProposalRecord;
}

/** How long a proposal may be answered. */
const validS = 600;

export interface ProposalQuestion extends Omit<ProposalRecord, 'version' | 'stoppedAt'> {
	stopAt?: number | null;
	goOn(events: number): boolean;
}

export function propose(question: ProposalQuestion): Proposal {
	const { hall, moment, limits } = question;
	const plan = planSigns(question);
	const queues = hall.queues.map((queue, q): QueueOutlook => {
		const [before, after] = [plan.queuesBefore[q]!, plan.queuesAfter[q]!];
		return {
			queue: q,
			targetS: queue.targetWaitS,
			waitingNow: moment.waiting.filter(([at]) => at === q).length,
			meanWaitBeforeS: before.waitS / Math.max(before.people, 1e-9),
			meanWaitAfterS: after.waitS / Math.max(after.people, 1e-9),
			inTargetBefore: within(before),
			inTargetAfter: within(after),
		};
	});
	return {
		kind: plan.moves.length > 0 ? 'change' : 'none',
		at: moment.now,
		from: moment.now + hall.params.approvalDelayS,
		expires: moment.now + validS,
		until: moment.now + limits.horizonS,
		moves: plan.moves.map((move) => proposedMove(question, plan, move)),
		queues,
		pays: queues
			.map(({ queue, meanWaitBeforeS, meanWaitAfterS }) => ({
				queue,
				moreS: meanWaitAfterS - meanWaitBeforeS,
				people: plan.queuesAfter[queue]!.people,
			}))
			.filter(({ moreS, people }) => moreS > 30 && people >= 0.5)
			.sort((one, other) => other.moreS - one.moreS),
		waitBeforeMin: minutes(plan.queuesBefore),
		waitAfterMin: minutes(plan.queuesAfter),
		missing: missingWindows(question, plan),
		futures: plan.futures,
		record: {
			version: proposalVersion,
			hall,
			rule: question.rule,
			moment,
			outlook: question.outlook,
			limits,
			seed: question.seed,
			work: question.work,
			stoppedAt: plan.stoppedAt,
		},
	};
}

/** The same proposal again, from what was recorded with it: no clock, no luck. */
export function proposeAgain(record: ProposalRecord): Proposal {
	const { version: _, stoppedAt, ...rest } = record;
	return propose({ ...rest, stopAt: stoppedAt, goOn: () => true });
}

function proposedMove({ hall, moment }: ProposalQuestion, plan: Plan, move: Plan['moves'][number]): ProposedMove {
	const window = moment.windows[move.window]!;
	const from = window.pending ?? window.set;
	const adds = move.set.filter((queue) => !from.includes(queue));
	// A move that adds several is drawn by the one that costs most.
	const [drawn = move.set[0]!] = [...adds].sort((one, other) => plan.queuesBefore[other]!.cost - plan.queuesBefore[one]!.cost);
	const waiting = moment.waiting.filter(([queue]) => queue === drawn);
	return {
		window: move.window,
		from,
		to: move.set,
		adds,
		drops: from.filter((queue) => !move.set.includes(queue)),
		gain: move.gain,
		error: move.error,
		sure: move.better,
		because: {
			queue: drawn,
			waiting: waiting.length,
			longestS: waiting.reduce((longest, [, arrival]) => Math.max(longest, moment.now - arrival), 0),
			targetS: hall.queues[drawn]!.targetWaitS,
		},
		movesToday: window.moves,
	};
}

function within({ people, beyond }: QueueExpectation): number {
	return people > 0 ? 1 - beyond / people : 1;
}

function minutes(queues: readonly QueueExpectation[]): number {
	return queues.reduce((sum, { waitS }) => sum + waitS / 60, 0);
}
