/** The state of the day a ticket is of: today's is the authority's own; of a day that is over, its log folded, a few of them remembered. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { Authority } from '../authority/authority.ts';
import { loadLog } from '../authority/hall-log.ts';
import type { Rules } from '../authority/rules.ts';
import type { HallStore } from '../storage/contract.ts';

const dayMs = 24 * 3_600_000;

export interface TicketDays {
	/** `null`: too long ago, still to come, or no log of that day. Rejects with a `StoreFailure`. */
	of(day: string, days: number): Promise<{ state: HallDay; plan: HallPlan } | null>;
}

export function ticketDays(parts: { plan: HallPlan; authority: Authority; store: HallStore; rules: Rules }): TicketDays {
	const { plan, authority, store, rules } = parts;
	const past = new Map<string, { head: number; state: HallDay; plan: HallPlan }>();
	let turn: Promise<unknown> = Promise.resolve();

	async function open(day: string) {
		const entry = await store.day(plan.code, day);
		if (!entry || entry.head === 0) return null;
		const known = past.get(day);
		if (known?.head === entry.head) return known;
		const { state } = await loadLog(store, rules, entry.plan, day);
		const opened = { head: entry.head, state, plan: entry.plan };
		past.set(day, opened);
		for (const each of [...past.keys()].sort().slice(0, -16)) past.delete(each);
		return opened;
	}
	return {
		async of(day, days) {
			if (day === authority.day) return { state: authority.state, plan };
			const age = Date.parse(authority.day) - Date.parse(day);
			if (!(age > 0 && age <= days * dayMs)) return null;
			// One at a time: a day's log is thousands of events, and the hall must go on deciding meanwhile.
			const opened = turn.then(() => open(day));
			turn = opened.catch(() => {});
			return opened;
		},
	};
}
