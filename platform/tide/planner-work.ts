/** What the planner's thread is asked and answers: plain data, so that it may cross to another thread. */

import type { PlanQuestion } from '../../domain/tide/planner/plan.ts';
import { type ProposalQuestion, propose } from '../../domain/tide/planner/proposal.ts';
import type { Move } from '../../domain/tide/planner/trials.ts';
import { type TriedMoves, tryMoves } from '../../domain/tide/planner/try-moves.ts';
import { type Found, foundOf } from '../../domain/tide-day/plan-question.ts';

/** `withinMs`: answered after so long with what it has. */
export type PlannerWork =
	| { do: 'plan'; question: Omit<ProposalQuestion, 'goOn'>; withinMs: number }
	| { do: 'try'; question: Omit<PlanQuestion, 'goOn' | 'limits' | 'stopAt'> & { horizonS: number }; moves: Move[]; withinMs: number };

/** `ms`: how long it took there. */
export type PlannerAnswer = { do: 'plan'; found: Found; ms: number } | { do: 'try'; tried: TriedMoves; ms: number };

export function doPlannerWork(work: PlannerWork, clock: () => number): PlannerAnswer {
	const began = clock();
	const goOn = () => clock() - began < work.withinMs;
	if (work.do === 'plan') {
		const found = foundOf(propose({ ...work.question, goOn }));
		return { do: 'plan', found, ms: clock() - began };
	}
	const tried = tryMoves({ ...work.question, goOn }, work.moves);
	return { do: 'try', tried, ms: clock() - began };
}
