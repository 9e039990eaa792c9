/** The list of who waits, as `windowView` orders it, with the ticket beside each row for its facts. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../../domain/contracts/state.ts';
import type { TicketChip, WaitingRow, WindowView } from '../../domain/views/window-view.ts';

export interface QueueRow extends WaitingRow {
	ticket: Ticket;
}

export function queueRows(waiting: WindowView['waiting'], state: HallDay): QueueRow[] {
	return waiting.flatMap((row) => {
		const ticket = state.tickets[row.number];
		return ticket ? [{ ...row, ticket }] : [];
	});
}

/** Whole minutes, never negative: the clerk's clock may be a moment behind the platform's. */
export function minutesSince(at: number, now: number): number {
	return Math.max(0, Math.floor((now - at) / 60_000));
}

/** Words beside a number in hand; those of a waiting one come with its row. */
export function chipsInHand(ticket: Ticket): TicketChip[] {
	const chips: TicketChip[] = [];
	if (ticket.visit.priorityGroup !== undefined) chips.push('priority');
	if (ticket.visit.reservationSlot !== undefined) chips.push('reservation');
	if (ticket.origin === 'offline') chips.push('offline');
	if (ticket.origin === 'manual') chips.push('reserve');
	return chips;
}

/** The shortest promise among the queues of this window, minutes; `null` = none promised. */
export function targetOf(plan: HallPlan, duty: readonly string[]): number | null {
	const targets = duty.flatMap((id) => plan.queues.find((queue) => queue.id === id)?.maxWaitMinutes ?? []);
	return targets.length > 0 ? Math.min(...targets) : null;
}
