/** What the platform's planner proposes (the platform alone), and what a manager makes of it. */
import { localTime } from '../business-day.ts';
import type { DecideContext, Decision } from '../contracts/decision.ts';
import type { NewEvent } from '../contracts/events.ts';
import { platformStation } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import type { MoveProblem } from '../contracts/tide-desk.ts';
import type { DutyChangeDue } from '../contracts/tide-plan.ts';
import type { TidePlanState } from '../contracts/tide-state.ts';
import { windowNumber } from '../eligibility.ts';
import { moveProblems, sameDuty } from '../tide-day/move-problems.ts';
import { tideSettingsOf } from '../tide-day/settings.ts';
import { accept, conflictEvents, type Decider, dayNotRunning, refuse } from './decider.ts';

/** A look that was overtaken while it was made says nothing: the next one is made of how things stand then. */
export const proposeTidePlan: Decider<'propose-tide-plan'> = (state, command, { plan, now }) => {
	if (command.station !== platformStation) return outOfRole(state, 'proposes-a-plan');
	const { body } = command;
	if (state.stage !== 'open') return accept();
	const known = state.tide.plans.find(({ proposal }) => proposal.plan === body.plan);
	if (known && (known.end !== null || body.revision !== known.proposal.revision + 1)) return accept();
	if (body.kind === 'change' && moveProblems(state, plan, body.moves, now).length > 0) return accept();
	const events: NewEvent[] = state.tide.plans
		.filter(({ end, proposal }) => end === null && proposal.plan !== body.plan)
		.map(({ proposal }) => ({
			name: 'tide-plan-expired',
			body: { plan: proposal.plan, revision: proposal.revision, why: 'no-longer' },
		}));
	return accept(...events, { name: 'tide-plan-proposed', body });
};

export const expireTidePlan: Decider<'expire-tide-plan'> = (state, command) => {
	if (command.station !== platformStation) return outOfRole(state, 'ends-a-proposal');
	const { body } = command;
	const known = state.tide.plans.find(({ proposal }) => proposal.plan === body.plan);
	if (!known || known.end !== null || known.proposal.revision !== body.revision) return accept();
	return accept({ name: 'tide-plan-expired', body });
};

export const approveTidePlan: Decider<'approve-tide-plan'> = (state, command, context) => {
	const { plan: id, revision, moves, until, rule } = command.body;
	const { plan, now } = context;
	if (rule !== undefined && command.station !== platformStation) return refuse('not-permitted', { role: 'manager' });
	const standing = standingPlan(state, id, revision, context);
	if (!standing.ok) return standing.refused;
	if (until !== undefined && until <= now) return refuse('time-over');
	const [problem] = moveProblems(state, plan, moves, now);
	if (problem) return refuseMove(problem, context);
	const { proposal } = standing.plan;
	const settings = tideSettingsOf(plan);
	const edited =
		moves.length !== proposal.moves.length ||
		!moves.every(({ window, to }) => proposal.moves.some((proposed) => proposed.window === window && sameDuty(proposed.to, to)));
	const approved = moves.map(({ window, to }) => ({ window, from: state.windows[window]!.duty, to: [...new Set(to)] }));
	const times = { notBefore: now + settings.noticeSeconds * 1000, declineUntil: now + settings.declineSeconds * 1000 };
	return accept(
		{
			name: 'tide-plan-approved',
			body: { plan: id, revision, moves: approved, edited, until: until ?? null, ...(rule ? { rule } : {}) },
		},
		...approved.map(
			(move): NewEvent => ({ name: 'duty-change-due', body: { ...move, plan: id, ...times, until: until ?? null, back: false } }),
		),
	);
};

export const rejectTidePlan: Decider<'reject-tide-plan'> = (state, command, context) => {
	const { plan: id, revision } = command.body;
	const standing = standingPlan(state, id, revision, context);
	return standing.ok ? accept({ name: 'tide-plan-rejected', body: command.body }) : standing.refused;
};

/** What has not changed yet stays; what changed goes back, told as kindly as before. A window that somebody set otherwise since is left alone. */
export const undoTidePlan: Decider<'undo-tide-plan'> = (state, command, { plan, now }) => {
	const { plan: id } = command.body;
	const stopped = dayNotRunning(state);
	if (stopped) return stopped;
	const known = state.tide.plans.find(({ proposal }) => proposal.plan === id);
	if (!known) return refuse('tide-plan-unknown', { plan: id });
	if (known.undone) return refuse('tide-plan-ended', { plan: id, how: 'undone' });
	if (known.end?.how !== 'approved') return refuse('tide-plan-not-in-force', { plan: id });
	const settings = tideSettingsOf(plan);
	const withdrawn: string[] = [];
	const left: string[] = [];
	const back: DutyChangeDue[] = [];
	for (const { window, from, to } of known.end.moves) {
		const stage = known.windows[window]?.stage;
		if (stage === 'due' && state.tide.due[window]?.plan === id) withdrawn.push(window);
		else if (stage === 'in-force' && !state.tide.due[window] && sameDuty(state.windows[window]?.duty ?? [], to))
			back.push({
				...{ window, plan: id, from: to, to: from, until: null, back: true },
				...{ notBefore: now + settings.noticeSeconds * 1000, declineUntil: now + settings.declineSeconds * 1000 },
			});
		else if (stage !== 'declined') left.push(window);
	}
	if (withdrawn.length === 0 && back.length === 0) return refuse('tide-plan-not-in-force', { plan: id });
	return accept(
		{ name: 'tide-plan-undone', body: { plan: id, withdrawn, back: back.map(({ window }) => window), left } },
		...back.map((body): NewEvent => ({ name: 'duty-change-due', body })),
	);
};

type Standing = { ok: true; plan: TidePlanState } | { ok: false; refused: Decision };

/** The proposal that nobody has answered, in the revision the manager saw. */
function standingPlan(state: HallDay, id: string, revision: number, { now }: DecideContext): Standing {
	const stopped = dayNotRunning(state);
	if (stopped) return { ok: false, refused: stopped };
	const plan = state.tide.plans.find(({ proposal }) => proposal.plan === id);
	if (!plan) return { ok: false, refused: refuse('tide-plan-unknown', { plan: id }) };
	if (plan.end) return { ok: false, refused: refuse('tide-plan-ended', { plan: id, how: plan.undone ? 'undone' : plan.end.how }) };
	if (plan.proposal.revision !== revision)
		return { ok: false, refused: refuse('tide-plan-changed', { plan: id, revision: plan.proposal.revision }) };
	// The platform says so within seconds; until then nobody acts on what is over.
	if (plan.proposal.expiresAt < now) return { ok: false, refused: refuse('tide-plan-ended', { plan: id, how: 'expired' }) };
	return { ok: true, plan };
}

function refuseMove({ code, window, queue, until, most }: MoveProblem, { plan }: DecideContext): Decision {
	return refuse(code, {
		...(window === undefined ? {} : { window: windowNumber(plan, window) }),
		...(queue === undefined ? {} : { queue }),
		...(until === undefined ? {} : { until: localTime(until, plan.timezone) }),
		...(most === undefined ? {} : { most }),
	});
}

function outOfRole(state: HallDay, detail: string): Decision {
	return { ok: true, events: conflictEvents(state, [{ kind: 'report-out-of-role', detail }]) };
}
