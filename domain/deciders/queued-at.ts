import { instantOf } from '../business-day.ts';
import type { DecideContext } from '../contracts/decision.ts';
import type { HallDay } from '../contracts/state.ts';
import { numberInSeries } from '../ticket-number.ts';

/**
 * Since when a ticket waits, computed once: the station's time corrected by what the link measured, never later than now and
 * never before the ticket that went before it in its own series (before the first one: the start of the business day).
 * So neither a wrong clock nor a late report lets anyone pass those who took a number from the same series earlier.
 */
export function queuedAt(state: HallDay, series: string, digits: number, occurredAt: number, context: DecideContext): number {
	const previous = state.tickets[numberInSeries(series, state.series[series] ?? 0, digits)];
	const earliest = previous?.queuedAt ?? state.openedAt ?? instantOf(state.day, '00:00', context.plan.timezone);
	return Math.round(Math.min(context.now, Math.max(occurredAt + context.clockOffset, earliest)));
}
