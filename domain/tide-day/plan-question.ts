/** From a day to the planner's question, and from its answer to what the log keeps; with the log up to a position the same question comes again. */
import { localTime } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';
import type { MissingCapacity, PlanBasis, PlanEffect, TideProposal } from '../contracts/tide-plan.ts';
import type { Moment, Outlook } from '../tide/moment.ts';
import { outlookOf } from '../tide/outlook.ts';
import { metShare } from '../tide/planner/missing.ts';
import type { QueueExpectation } from '../tide/planner/plan.ts';
import { type Proposal, type ProposalQuestion, proposalVersion } from '../tide/planner/proposal.ts';
import { callRuleOf, daySpanOf, momentOfDay, targetOf, tideHallOf, whoCame } from './day-as-tide.ts';
import { limitsOf, tideSettingsOf } from './settings.ts';

/** What the planner found, without what it was made from. */
export type Found = Omit<Proposal, 'record'> & { stoppedAt: number | null };

export function foundOf({ record, ...proposal }: Proposal): Found {
	return { ...proposal, stoppedAt: record.stoppedAt };
}

/** What a look needs beside the log: everything of it is recorded with what it finds. */
export type PlanInputs = Pick<PlanBasis, 'at' | 'seed' | 'work' | 'services'> & { outlook: Outlook };

const quarterS = 900;

/** What may come from `now` on; `forecast`: people per queue and quarter hour of the local day (96 each), by queue id. Rounded, as it is recorded. */
export function outlookOfDay(
	plan: HallPlan,
	state: HallDay,
	now: number,
	known: { forecast: Record<string, readonly number[]>; booked: readonly { queue: string; slot: number; people: number }[]; show: number },
): Outlook {
	const { base } = daySpanOf(plan, state.day, state.openedAt);
	const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
	const [hour = 0, minute = 0] = localTime(base, plan.timezone).split(':').map(Number);
	const firstQuarter = hour * 4 + Math.floor(minute / 15);
	const place = (queue: string) => queueAt.get(queue) ?? -1;
	const settings = limitsOf(tideSettingsOf(plan));
	const { from, intervalS, expected, certainty, booked, show, priorityShare } = outlookOf(
		{
			intervalS: quarterS,
			forecast: plan.queues.map(({ id }) => (known.forecast[id] ?? []).slice(firstQuarter)),
			came: whoCame(plan, state),
			booked: known.booked
				.map(({ queue, slot, people }): [number, number, number] => [(slot - base) / 1000, place(queue), people])
				.filter(([, queue]) => queue >= 0),
			show: known.show,
			groups: state.tide.groups
				.filter(({ withdrawnAt }) => withdrawnAt === null)
				.map(({ queue, at, people }): [number, number, number] => [(at - base) / 1000, place(queue), people])
				.filter(([, queue]) => queue >= 0),
		},
		Math.max(0, (now - base) / 1000),
		settings.horizonS,
	);
	return {
		from,
		intervalS,
		expected: expected.map((row) => row.map((people) => round(people, 4))),
		certainty: certainty.map((each) => round(each, 3)),
		booked,
		show: round(show, 4),
		priorityShare: round(priorityShare, 4),
	};
}

/** The planner's question about this state. */
export function questionOf(plan: HallPlan, state: HallDay, inputs: PlanInputs): Omit<ProposalQuestion, 'goOn'> {
	return {
		hall: tideHallOf(plan, state, inputs.services),
		rule: callRuleOf(plan),
		moment: momentOfDay(plan, state, inputs.at),
		outlook: inputs.outlook,
		limits: limitsOf(tideSettingsOf(plan)),
		seed: inputs.seed,
		work: inputs.work,
	};
}

/** A proposal as the log keeps it. */
export function proposalAsTold(
	plan: HallPlan,
	state: HallDay,
	proposal: Found,
	told: Pick<TideProposal, 'plan' | 'revision' | 'trigger'> & { inputs: PlanInputs; position: number },
): TideProposal {
	const { base } = daySpanOf(plan, state.day, state.openedAt);
	const { inputs, position, ...named } = told;
	const ids = (places: readonly number[]) => places.map((each) => plan.queues[each]!.id);
	const at = (seconds: number) => Math.round(base + seconds * 1000);
	const missing = missingAsTold(plan, proposal);
	return {
		...named,
		kind: proposal.kind === 'change' ? 'change' : missing ? 'short' : 'none',
		moves: proposal.moves.map(({ window, to, gain, error, sure, because, movesToday }) => {
			const { id } = plan.windows[window]!;
			return {
				window: id,
				// As the sign says it, in its order: what is due already cannot be moved.
				from: [...(state.windows[id]?.duty ?? [])],
				to: ids(to),
				gain: round(gain, 1),
				error: round(error, 1),
				sure: round(sure, 3),
				because: {
					queue: plan.queues[because.queue]!.id,
					waiting: because.waiting,
					longestS: Math.round(because.longestS),
					targetS: because.targetS,
				},
				movesToday,
			};
		}),
		waitBeforeMin: round(proposal.waitBeforeMin, 1),
		waitAfterMin: round(proposal.waitAfterMin, 1),
		queues: proposal.queues.map(({ queue, ...figures }) => ({ queue: plan.queues[queue]!.id, ...roundFigures(figures) })),
		pays: proposal.pays.map(({ queue, moreS, people }) => ({
			queue: plan.queues[queue]!.id,
			moreS: Math.round(moreS),
			people: round(people, 1),
		})),
		missing,
		sure: proposal.moves.reduce((least, { sure }) => Math.min(least, round(sure, 3)), 1),
		takesEffectAt: at(proposal.from),
		expiresAt: inputs.at + tideSettingsOf(plan).answerMinutes * 60_000,
		looksUntil: at(proposal.until),
		basis: {
			...inputs,
			outlook: inputs.outlook as PlanBasis['outlook'],
			version: proposalVersion,
			position,
			stoppedAt: proposal.stoppedAt,
			futures: proposal.futures,
		},
	};
}

function missingAsTold(plan: HallPlan, { missing }: Found): MissingCapacity | null {
	return missing
		? { queues: missing.queues.map((queue) => plan.queues[queue]!.id), windows: missing.windows, people: missing.people }
		: null;
}

/** What tried moves do, as a manager is told it. */
export function effectOf(plan: HallPlan, moment: Moment, before: QueueExpectation[], after: QueueExpectation[]): PlanEffect {
	const within = ({ people, beyond }: QueueExpectation) => (people > 0 ? 1 - beyond / people : 1);
	const wait = ({ waitS, people }: QueueExpectation) => waitS / Math.max(people, 1e-9);
	const minutes = (queues: QueueExpectation[]) =>
		round(
			queues.reduce((sum, { waitS }) => sum + waitS / 60, 0),
			1,
		);
	const late = after.flatMap(({ people, avoidable }, queue) => (people >= 3 && avoidable / people > 1 - metShare ? [queue] : []));
	return {
		waitBeforeMin: minutes(before),
		waitAfterMin: minutes(after),
		queues: plan.queues.map(({ id }, queue) => ({
			queue: id,
			...roundFigures({
				targetS: targetOf(plan, id),
				waitingNow: moment.waiting.filter(([at]) => at === queue).length,
				meanWaitBeforeS: wait(before[queue]!),
				meanWaitAfterS: wait(after[queue]!),
				inTargetBefore: within(before[queue]!),
				inTargetAfter: within(after[queue]!),
			}),
		})),
		pays: after
			.map((queue, place) => ({
				queue: plan.queues[place]!.id,
				moreS: Math.round(wait(queue) - wait(before[place]!)),
				people: round(queue.people, 1),
			}))
			.filter(({ moreS, people }) => moreS > 30 && people >= 0.5)
			.sort((one, other) => other.moreS - one.moreS),
		missing:
			late.length === 0
				? null
				: {
						queues: late.map((queue) => plan.queues[queue]!.id),
						windows: null,
						people: Math.ceil(late.reduce((sum, queue) => sum + after[queue]!.avoidable, 0)),
					},
	};
}

interface Figures {
	targetS: number;
	waitingNow: number;
	meanWaitBeforeS: number;
	meanWaitAfterS: number;
	inTargetBefore: number;
	inTargetAfter: number;
}

function roundFigures(figures: Figures): Figures {
	return {
		...figures,
		meanWaitBeforeS: Math.round(figures.meanWaitBeforeS),
		meanWaitAfterS: Math.round(figures.meanWaitAfterS),
		inTargetBefore: round(Math.min(1, Math.max(0, figures.inTargetBefore)), 3),
		inTargetAfter: round(Math.min(1, Math.max(0, figures.inTargetAfter)), 3),
	};
}

function round(value: number, digits: number): number {
	const scale = 10 ** digits;
	return Math.round(value * scale) / scale;
}
