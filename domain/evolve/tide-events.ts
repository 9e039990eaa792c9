import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';
import type { PlanEnd, TidePlanState, TideState } from '../contracts/tide-state.ts';

/** So many plans are kept in the state; all are in the log. */
const mostPlans = 40;

export function emptyTide(): TideState {
	return { plans: [], advice: null, due: {}, ends: {}, locks: {}, moves: {}, groups: [] };
}

/** Replaces what changed: what was handed out before stays as it was. */
function change(state: HallDay, changed: Partial<TideState>): void {
	state.tide = { ...state.tide, ...changed };
}

function without<T>(record: Record<string, T>, ...keys: string[]): Record<string, T> {
	return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function changePlan(state: HallDay, id: string, make: (plan: TidePlanState) => TidePlanState): void {
	if (!state.tide.plans.some(({ proposal }) => proposal.plan === id)) return;
	change(state, { plans: state.tide.plans.map((plan) => (plan.proposal.plan === id ? make(plan) : plan)) });
}

export function tidePlanProposed(state: HallDay, event: HallEvent<'tide-plan-proposed'>): void {
	const { basis, ...said } = event.body;
	const proposal = { ...said, at: basis.at, position: basis.position };
	change(state, { advice: proposal });
	if (said.kind !== 'change') return;
	const known = state.tide.plans.some((plan) => plan.proposal.plan === said.plan);
	if (known) changePlan(state, said.plan, (plan) => ({ ...plan, proposal }));
	else change(state, { plans: [...state.tide.plans, { proposal, end: null, undone: null, windows: {}, declined: [] }].slice(-mostPlans) });
}

function endPlan(state: HallDay, id: string, end: PlanEnd): void {
	changePlan(state, id, (plan) => ({ ...plan, end }));
}

export function tidePlanApproved(state: HallDay, { body, recordedAt: at, staff }: HallEvent<'tide-plan-approved'>): void {
	const { plan, moves, edited, until, rule } = body;
	endPlan(state, plan, { how: 'approved', at, staff, moves, edited, until, ...(rule ? { rule } : {}) });
}

export function tidePlanRejected(state: HallDay, { body, recordedAt: at, staff }: HallEvent<'tide-plan-rejected'>): void {
	endPlan(state, body.plan, { how: 'rejected', at, staff, reason: body.reason });
}

export function tidePlanExpired(state: HallDay, { body, recordedAt: at }: HallEvent<'tide-plan-expired'>): void {
	endPlan(state, body.plan, { how: 'expired', at, why: body.why });
}

type WindowStage = TidePlanState['windows'][string]['stage'];
function stageAt(state: HallDay, id: string, window: string, stage: WindowStage, at: number): void {
	changePlan(state, id, (plan) => ({ ...plan, windows: { ...plan.windows, [window]: { stage, at } } }));
}

export function tidePlanUndone(state: HallDay, { body, recordedAt: at, staff }: HallEvent<'tide-plan-undone'>): void {
	changePlan(state, body.plan, (plan) => ({ ...plan, undone: { at, staff } }));
	for (const window of body.withdrawn) stageAt(state, body.plan, window, 'withdrawn', at);
	for (const window of body.left) stageAt(state, body.plan, window, 'left', at);
	change(state, { due: without(state.tide.due, ...body.withdrawn), ends: without(state.tide.ends, ...body.back) });
}

export function dutyChangeDue(state: HallDay, { body, recordedAt: at }: HallEvent<'duty-change-due'>): void {
	if (!state.windows[body.window]) return;
	change(state, { due: { ...state.tide.due, [body.window]: { ...body, at } } });
	stageAt(state, body.plan, body.window, body.back ? 'going-back' : 'due', at);
}

export function dutyChangeDeclined(state: HallDay, { body, recordedAt: at, staff }: HallEvent<'duty-change-declined'>): void {
	const { plan: id, ...said } = body;
	changePlan(state, id, (plan) => ({ ...plan, declined: [...plan.declined, { ...said, at, staff }].slice(-20) }));
	if (!body.counts) return;
	change(state, { due: without(state.tide.due, body.window) });
	stageAt(state, id, body.window, 'declined', at);
}

const planStages = { plan: 'in-force', 'plan-undone': 'back', 'plan-over': 'ended' } as const;

/** Beside the change of the window itself: what was due is made or void, and a plan's end begins to run. */
export function tideDutyChanged(state: HallDay, event: HallEvent<'duty-changed'>): void {
	const { window, plan, why } = event.body;
	if (!state.windows[window]) return;
	const { recordedAt: at } = event;
	const due = state.tide.due[window];
	const moved = { count: (state.tide.moves[window]?.count ?? 0) + 1, at };
	const ends = without(state.tide.ends, window);
	if (why === 'plan' && due?.until != null) ends[window] = { plan: due.plan, duty: due.from, at: due.until };
	change(state, { due: without(state.tide.due, window), ends, moves: { ...state.tide.moves, [window]: moved } });
	if (plan !== undefined && why !== undefined && why in planStages)
		stageAt(state, plan, window, planStages[why as keyof typeof planStages], at);
	// Of earlier plans that had a say at this window nothing stands any more.
	for (const { proposal, windows } of state.tide.plans) {
		const stage = windows[window]?.stage;
		if (proposal.plan !== plan && (stage === 'due' || stage === 'in-force' || stage === 'going-back'))
			stageAt(state, proposal.plan, window, 'left', at);
	}
}

export function windowDutyLocked(state: HallDay, { body, recordedAt: since, staff }: HallEvent<'window-duty-locked'>): void {
	change(state, { locks: { ...state.tide.locks, [body.window]: { until: body.until, since, staff } } });
}

export function windowDutyReleased(state: HallDay, { body }: HallEvent<'window-duty-released'>): void {
	change(state, { locks: without(state.tide.locks, body.window) });
}

export function groupExpected(state: HallDay, { body, recordedAt: saidAt, staff }: HallEvent<'group-expected'>): void {
	change(state, { groups: [...state.tide.groups, { ...body, saidAt, staff, withdrawnAt: null }] });
}

export function groupWithdrawn(state: HallDay, { body, recordedAt: withdrawnAt }: HallEvent<'group-withdrawn'>): void {
	change(state, { groups: state.tide.groups.map((each) => (each.group === body.group ? { ...each, withdrawnAt } : each)) });
}

/** Nothing is proposed or due in a hall that is closed. */
export function tideDayClosed(state: HallDay, { recordedAt: at }: HallEvent<'day-closed'>): void {
	for (const { end, proposal } of state.tide.plans)
		if (end === null) endPlan(state, proposal.plan, { how: 'expired', at, why: 'day-over' });
	change(state, { due: {}, ends: {} });
}
