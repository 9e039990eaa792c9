/** The planner as the policy of a replay: it sees what a hall would know at that instant, and nothing of what is to come. */
import { type HallRun, stages } from './hall-run.ts';
import type { Moment, WindowMoment } from './moment.ts';
import { outlookAt } from './outlook.ts';
import { type PlanLimits, usualLimits } from './planner/limits.ts';
import { planSigns } from './planner/plan.ts';
import { randomFrom, seedOfPart } from './random.ts';
import type { Policy } from './replay.ts';
import type { TideScenario } from './scenario.ts';
import { mergeSpans } from './spans.ts';
import { type CallRule, type Span, tidalRule } from './tide-hall.ts';

/** Events one decision may play where nothing else is said: about half a second. */
export const usualWork = 1_200_000;

export interface TidalOptions {
	seed: number;
	limits?: Partial<PlanLimits>;
	rule?: CallRule;
	/** Share of proposals a manager refuses, and seconds until a proposal is answered; absent = the scenario's approval delay. */
	refuse?: number;
	answerS?: number;
	/** Events one decision may play. */
	work?: number;
	/** Milliseconds now; measured around each decision when given. */
	clock?(): number;
	/** With a clock: a decision is answered after so many milliseconds with what it has. Absent = work alone counts, and a day repeats exactly. */
	withinMs?: number;
}

export interface TidalPolicy extends Policy {
	readonly decisionMs: number[];
	/** Decisions the clock ended. */
	stopped: number;
}

export function tidalPolicy(options: TidalOptions): TidalPolicy {
	const limits = { ...usualLimits, ...options.limits };
	const rule = options.rule ?? tidalRule;
	const decisionMs: number[] = [];
	let moved: { moves: number; at: number | null }[] = [];
	const manager = randomFrom(seedOfPart(options.seed, 1));
	const policy: TidalPolicy = {
		rule,
		decisionMs,
		stopped: 0,
		signs: ({ hall, staticSets }) => {
			moved = hall.windows.map(() => ({ moves: 0, at: null }));
			return staticSets;
		},
		decide: (run, scenario, now) => {
			const { hall } = scenario;
			if (now >= hall.lastTicketS + 3600) return [];
			const started = options.clock?.() ?? 0;
			const moment = momentOf(run, scenario, now, moved);
			const plan = planSigns({
				hall,
				rule,
				moment,
				outlook: outlookAt(scenario, now, limits.horizonS),
				limits,
				seed: seedOfPart(options.seed, 1000 + Math.round(now)),
				work: options.work ?? usualWork,
				goOn: () => options.withinMs === undefined || !options.clock || options.clock() - started < options.withinMs,
			});
			if (options.clock) decisionMs.push(options.clock() - started);
			if (plan.stoppedAt !== null) policy.stopped++;
			const answered = now + (options.answerS ?? hall.params.approvalDelayS);
			return plan.moves
				.filter(() => !(manager.next() < (options.refuse ?? 0)))
				.map(({ window, set }) => {
					moved[window] = { moves: moved[window]!.moves + 1, at: now };
					return { window, set, at: answered };
				});
		},
	};
	return policy;
}

/** What can be known of a running replay at `now`: closures that were planned, faults that have come. */
export function momentOf(
	run: HallRun,
	scenario: TideScenario,
	now: number,
	moved: readonly { moves: number; at: number | null }[],
): Moment {
	const { hall, people } = scenario;
	const closures = hall.windows.map((window, w) =>
		mergeSpans([
			...window.off,
			...scenario.outages.filter((outage) => outage.window === w && outage.span[0] <= now).map(({ span }): Span => span),
		]),
	);
	const windows = hall.windows.map((_, w): WindowMoment => {
		const stage = run.stage[w];
		const person = run.inService[w]!;
		return {
			set: run.setOf(w),
			pending: run.pendingOf(w),
			stage: stage === stages.serving ? 'serving' : stage === stages.changing ? 'changing' : stage === stages.closed ? 'closed' : 'idle',
			since: stage === stages.serving && person >= 0 ? run.started[person]! : run.idleSince[w]!,
			until: stage === stages.changing || stage === stages.closed ? run.until[w]! : null,
			serves: person >= 0 ? people.queue[person]! : null,
			last: run.last[w]! < 0 ? null : run.last[w]!,
			moves: moved[w]!.moves,
			movedAt: moved[w]!.at,
			lockedUntil: null,
		};
	});
	const waiting: [number, number, number][] = [];
	for (let queue = 0; queue < hall.queues.length; queue++)
		for (const person of run.lines.lineOf(queue)) waiting.push([queue, people.arrival[person]!, people.kind[person]!]);
	waiting.sort((one, other) => one[1] - other[1]);
	return { now, windows, waiting, closures };
}
