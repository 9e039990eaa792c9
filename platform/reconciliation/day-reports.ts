/** The reconciliation report of any day the hall's store holds, made anew from its log each time. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Reconciliation } from '../../domain/contracts/reconciliation.ts';
import { reconcile } from '../../domain/reconciliation/reconcile.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallStore } from '../storage/contract.ts';

export interface DayReport {
	/** The plan that the day was decided with. */
	plan: HallPlan;
	report: Reconciliation;
}

export type DayReports = (day: string) => Promise<DayReport | null>;

/** `null` = the hall has no log of that day. Rejects with a `StoreFailure`. */
export function createDayReports(parts: { plan: HallPlan; authority: Authority; store: HallStore }): DayReports {
	const { plan, authority, store } = parts;
	return async (day) => {
		if (day === authority.day) return { plan, report: reconcile(plan, day, authority.eventsAfter(0)) };
		const known = await store.day(plan.code, day);
		if (!known) return null;
		return { plan: known.plan, report: reconcile(known.plan, day, await store.read(plan.code, day, 0, Math.max(1, known.head))) };
	};
}
