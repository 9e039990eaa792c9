/** Makes a proposal of the log again: from the log up to its position, and what was recorded with it. No clock, no luck. */
import type { HallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { TideProposal } from '../contracts/tide-plan.ts';
import { evolveInto } from '../evolve.ts';
import { startOfDay } from '../start-of-day.ts';
import { proposalVersion, propose } from '../tide/planner/proposal.ts';
import { foundOf, proposalAsTold, questionOf } from './plan-question.ts';

export type Replayed =
	| { ok: true; same: boolean; told: TideProposal; again: TideProposal }
	/** `configuration`: it was made under another one than the plan given. `log`: it ends before the position it was made from. */
	| { ok: false; why: 'unknown-plan' | 'configuration' | 'log' }
	/** Made by another version of the planner's rule than this program has: neither the same nor another, this program cannot say. */
	| { ok: false; why: 'version'; madeBy: number; here: number };

/** `revision` absent = the newest. Proposals that a take-over brought along were made from another log, and are not found here. */
export function replayProposal(
	plan: HallPlan,
	day: string,
	events: readonly HallEvent[],
	wanted: { plan: string; revision?: number },
): Replayed {
	const found = events.findLast(
		(event): event is HallEvent<'tide-plan-proposed'> =>
			event.name === 'tide-plan-proposed' &&
			!event.recovered &&
			event.body.plan === wanted.plan &&
			(wanted.revision === undefined || event.body.revision === wanted.revision),
	);
	if (!found) return { ok: false, why: 'unknown-plan' };
	if (found.configVersion !== plan.configVersion) return { ok: false, why: 'configuration' };
	const told = found.body;
	if (told.basis.version !== proposalVersion) return { ok: false, why: 'version', madeBy: told.basis.version, here: proposalVersion };
	const state = startOfDay(plan, day);
	for (const event of events) if (event.position <= told.basis.position) evolveInto(state, event);
	if (state.position !== told.basis.position) return { ok: false, why: 'log' };
	const { position, stoppedAt, version: _version, futures: _futures, ...inputs } = told.basis;
	const proposal = foundOf(propose({ ...questionOf(plan, state, inputs), stopAt: stoppedAt, goOn: () => true }));
	const again = proposalAsTold(plan, state, proposal, {
		plan: told.plan,
		revision: told.revision,
		trigger: told.trigger,
		inputs,
		position,
	});
	return { ok: true, same: JSON.stringify(sorted(told)) === JSON.stringify(sorted(again)), told, again };
}

/** Proposals of a log that can be asked for: every revision told here, in the order of the log. */
export function proposalsToldIn(events: readonly HallEvent[]): { plan: string; revision: number }[] {
	return events.flatMap((event) =>
		event.name === 'tide-plan-proposed' && !event.recovered ? [{ plan: event.body.plan, revision: event.body.revision }] : [],
	);
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, each]) => each !== undefined)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, each]) => [key, sorted(each)]),
	);
}
