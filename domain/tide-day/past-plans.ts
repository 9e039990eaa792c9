/** Proposals of one day and what became of each, from its log: for looking back on a week. Pure. */
import type { HallEvent } from '../contracts/events.ts';
import type { PastPlan } from '../contracts/tide-desk.ts';

/** In the order in which they were first proposed; looks that advised no change are not among them. */
export function pastPlans(events: readonly HallEvent[]): PastPlan[] {
	const plans = new Map<string, PastPlan>();
	for (const event of events) {
		const at = event.recordedAt;
		switch (event.name) {
			case 'tide-plan-proposed': {
				const { plan, kind, moves, waitBeforeMin, waitAfterMin, sure } = event.body;
				if (kind !== 'change') break;
				plans.set(plan, {
					plan,
					at,
					foreseenMin: waitBeforeMin - waitAfterMin,
					sure,
					moves: moves.map(({ window, from, to }) => ({ window, from, to })),
					...{ end: 'open', endAt: null, staff: null, reason: null, undoneAt: null, declined: [], took: [] },
				});
				break;
			}
			case 'tide-plan-approved': {
				const { plan, moves, edited, rule } = event.body;
				const end = rule ? 'automatic' : edited ? 'edited' : 'approved';
				change(plans, plan, { end, endAt: at, staff: rule ? null : event.staff, moves });
				break;
			}
			case 'tide-plan-rejected':
				change(plans, event.body.plan, { end: 'rejected', endAt: at, staff: event.staff, reason: event.body.reason });
				break;
			case 'tide-plan-expired':
				change(plans, event.body.plan, { end: 'expired', endAt: at });
				break;
			case 'tide-plan-undone':
				change(plans, event.body.plan, { undoneAt: at });
				break;
			case 'duty-change-declined': {
				const { plan, window, reason, counts } = event.body;
				if (counts) change(plans, plan, { declined: [...(plans.get(plan)?.declined ?? []), { window, reason }] });
				break;
			}
			case 'duty-changed': {
				const { plan, why, window, duty } = event.body;
				if (plan !== undefined && why === 'plan')
					change(plans, plan, { took: [...(plans.get(plan)?.took ?? []), { window, at, to: duty }] });
				break;
			}
		}
	}
	return [...plans.values()];
}

function change(plans: Map<string, PastPlan>, plan: string, to: Partial<PastPlan>): void {
	const known = plans.get(plan);
	if (known) plans.set(plan, { ...known, ...to });
}
