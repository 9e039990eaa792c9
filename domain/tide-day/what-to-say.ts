/** Which of what the planner finds is told: only what changes what a manager knows (sparse), and which proposals the hall's own rule approves. */
import { localTime } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';
import type { automaticRule, TideProposal } from '../contracts/tide-plan.ts';
import type { ShownProposal, TidePlanState } from '../contracts/tide-state.ts';
import { sameDuty } from './move-problems.ts';

/** A proposal that somebody may be looking at is left as it is for so long, and renewed when it is still right so long before it is over. */
const settledMs = 180_000;
const renewedMs = 120_000;

/** The proposal that waits for an answer. */
export function openPlan(state: HallDay): TidePlanState | null {
	return state.tide.plans.findLast(({ end }) => end === null) ?? null;
}

type Looked = Pick<TideProposal, 'kind' | 'moves' | 'missing' | 'trigger'>;

/** `null` = nothing is told. `plan`: the proposal it revises; `null` = a new one. */
export function whatToSay(state: HallDay, found: Looked, now: number): { plan: string | null; revision: number } | null {
	const open = openPlan(state);
	const { advice } = state.tide;
	if (found.kind !== 'change') {
		const known = open === null && advice !== null && advice.kind === found.kind && sameMissing(advice, found);
		return known ? null : { plan: null, revision: 1 };
	}
	if (!open) return { plan: null, revision: 1 };
	const { proposal } = open;
	const revised = { plan: proposal.plan, revision: proposal.revision + 1 };
	if (sameMoves(proposal, found)) return proposal.expiresAt - now < renewedMs ? revised : null;
	return found.trigger === 'clock' && now - proposal.at < settledMs ? null : revised;
}

function sameMoves(one: Looked | ShownProposal, other: Looked): boolean {
	return (
		one.moves.length === other.moves.length &&
		one.moves.every(({ window, to }) => other.moves.some((move) => move.window === window && sameDuty(move.to, to)))
	);
}

function sameMissing(one: Pick<Looked, 'missing'>, other: Pick<Looked, 'missing'>): boolean {
	if (!one.missing || !other.missing) return one.missing === other.missing;
	return one.missing.windows === other.missing.windows && sameDuty(one.missing.queues, other.missing.queues);
}

/** The rule of the hall under which this proposal needs no manager, with its limits as they stand; `null` = a manager decides. */
export function automaticFor(
	plan: HallPlan,
	state: HallDay,
	proposal: Pick<TideProposal, 'kind' | 'moves'>,
	now: number,
): (typeof automaticRule)['_output'] | null {
	const rule = plan.tide?.automatic;
	if (!rule || proposal.kind !== 'change') return null;
	const time = localTime(now, plan.timezone);
	if (time < rule.from || time >= rule.to) return null;
	const madeToday = state.tide.plans.reduce(
		(sum, { end }) => sum + (end?.how === 'approved' && end.rule !== undefined ? end.moves.length : 0),
		0,
	);
	if (madeToday + proposal.moves.length > rule.mostMovesADay) return null;
	for (const { window, from, to, gain, sure } of proposal.moves) {
		if (rule.windows && !rule.windows.includes(window)) return null;
		const touched = [...to.filter((queue) => !from.includes(queue)), ...from.filter((queue) => !to.includes(queue))];
		if (rule.queues && touched.some((queue) => !rule.queues?.includes(queue))) return null;
		if (gain < rule.minGain || sure < rule.minSure) return null;
	}
	return { name: 'automatic', minGain: rule.minGain, minSure: rule.minSure, mostMovesADay: rule.mostMovesADay, madeToday };
}
