/** The waits of the hall as rows of the board. Pure. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import { estimateWait, servingWindows } from '../../domain/estimate.ts';

export interface WaitRow {
	queue: string;
	name: Words;
	people: number;
	/** `null` = cannot be known. */
	minutes: [number, number] | null;
}

/**
 * Queues that are served now or where people wait, in the hall's order, at most `limit`.
 * When there are more, those where nobody waits give way first, then the shortest.
 */
export function waitRows(state: HallDay, plan: HallPlan, now: number, limit: number): WaitRow[] {
	const rows = plan.queues
		.map((queue): WaitRow & { served: boolean } => ({
			queue: queue.id,
			name: queue.name,
			served: servingWindows(state, queue.id, now) > 0,
			...estimateWait(state, plan, queue.id, now),
		}))
		.filter((row) => row.served || row.people > 0);
	if (rows.length <= limit) return rows;
	const kept = new Set([...rows].sort((one, other) => other.people - one.people).slice(0, limit));
	return rows.filter((row) => kept.has(row));
}
