/** One window for its clerk: what is in hand, who comes next and why, who waits in what order, and how the day went here. */
import type { Pick } from '../contracts/decision.ts';
import type { PickReason } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId, TicketNumber, WindowId } from '../contracts/identity.ts';
import type { HallDay, Ticket, TicketLife, WindowState } from '../contracts/state.ts';
import { handCallOrder } from '../manual/hand-call-order.ts';
import { isManual } from '../manual/manual-mode.ts';
import { orderOfCalls } from '../pick-next.ts';
import { numberInHand } from './number-in-hand.ts';

/** `reserve`: a number of manual mode. `by-hand`: its queue is called by hand now. */
export type TicketChip = 'priority' | 'reservation' | 'missed' | 'held' | 'transferred' | 'offline' | 'reserve' | 'by-hand';

export interface WaitingRow {
	place: number;
	number: TicketNumber;
	queue: QueueId;
	items: string[];
	theme: string | null;
	chips: TicketChip[];
	/** Why it stands here, as if everybody were called now. */
	reason: PickReason;
	waitedMinutes: number;
	reservationSlot: number | null;
	priorityGroup: string | null;
	/** Calls that still go before a missed ticket. */
	behind: number;
}

export interface WindowView {
	id: WindowId;
	stage: WindowState['stage'];
	clerk: string | null;
	duty: QueueId[];
	/** When a paused window comes back. */
	until: number | null;
	/** Number in hand; known even when its issue is not (`ticket` is then `null`). */
	number: TicketNumber | null;
	ticket: Ticket | null;
	next: Pick | null;
	waiting: WaitingRow[];
	/** Who waits in queues of this window that people call by hand, in the order for it; the machine calls none of them. */
	byHand: WaitingRow[];
	/** Everyone who waits in the queues of this window, also those only another window may call. */
	people: number;
	longestMinutes: number;
	/** `until`: so long it may stay; `from`: the window that sent it back. */
	held: { number: TicketNumber; at: number; reason: string; until: number | null; from: WindowId | null }[];
	today: {
		done: number;
		/** From start to finish, of services with a known start; `null` = none yet. */
		meanMinutes: number | null;
		noShow: number;
		last: { number: TicketNumber; calledAt: number | null; startedAt: number | null; finishedAt: number } | null;
	};
}

export function windowView(state: HallDay, plan: HallPlan, id: WindowId, now: number): WindowView | null {
	const window = state.windows[id];
	if (!window) return null;
	const order = orderOfCalls(state, plan, id, now);
	const waiting = order.flatMap((pick, index) => {
		const ticket = state.tickets[pick.ticket];
		return ticket ? [rowOf(ticket, pick.reason, index + 1, now)] : [];
	});
	const number = numberInHand(state, id);
	return {
		id,
		stage: window.stage,
		clerk: window.stage === 'closed' ? null : window.clerk,
		duty: window.duty,
		until: window.stage === 'paused' ? window.until : null,
		number,
		ticket: number === null ? null : (state.tickets[number] ?? null),
		next: order[0] ?? null,
		waiting,
		byHand: handRows(state, window.duty, now),
		people: window.duty.reduce((sum, queue) => sum + (state.waiting[queue]?.length ?? 0), 0),
		longestMinutes: waiting.reduce((longest, row) => Math.max(longest, row.waitedMinutes), 0),
		held: heldAt(state, id),
		today: todayOf(state, id),
	};
}

function handRows(state: HallDay, duty: readonly QueueId[], now: number): WaitingRow[] {
	const tickets = duty.filter((queue) => isManual(state, queue)).flatMap((queue) => handCallOrder(state, queue));
	return tickets.map((ticket, index) => {
		const code = ticket.visit.priorityGroup === undefined ? 'ordinary-turn' : 'priority-turn';
		const row = rowOf(ticket, { code, params: {} }, index + 1, now);
		return { ...row, chips: ['by-hand', ...row.chips] };
	});
}

function rowOf(ticket: Ticket, reason: PickReason, place: number, now: number): WaitingRow {
	return {
		place,
		number: ticket.number,
		queue: ticket.queue,
		items: ticket.visit.items,
		theme: ticket.visit.theme ?? null,
		chips: chipsOf(ticket),
		reason,
		waitedMinutes: Math.max(0, Math.floor((now - ticket.queuedAt) / 60_000)),
		reservationSlot: ticket.visit.reservationSlot ?? null,
		priorityGroup: ticket.visit.priorityGroup ?? null,
		behind: ticket.life.stage === 'waiting' ? ticket.life.behind : 0,
	};
}

/** Words beside a number, most telling first. */
function chipsOf(ticket: Ticket): TicketChip[] {
	const chips: TicketChip[] = [];
	if (ticket.visit.priorityGroup !== undefined) chips.push('priority');
	if (ticket.visit.reservationSlot !== undefined) chips.push('reservation');
	if (ticket.life.stage === 'waiting' && ticket.life.returned !== null) chips.push(ticket.life.returned);
	if (ticket.origin === 'offline') chips.push('offline');
	if (ticket.origin === 'manual') chips.push('reserve');
	return chips;
}

function heldAt(state: HallDay, id: WindowId): WindowView['held'] {
	return state.inHand.flatMap((number) => {
		const life = state.tickets[number]?.life;
		return life?.stage === 'held' && life.window === id
			? [{ number, at: life.at, reason: life.reason, until: life.until ?? null, from: life.from ?? null }]
			: [];
	});
}

function todayOf(state: HallDay, id: WindowId): WindowView['today'] {
	const done: { ticket: Ticket; life: Extract<TicketLife, { stage: 'done' }> }[] = [];
	let noShow = 0;
	for (const ticket of Object.values(state.tickets)) {
		const { life } = ticket;
		if (life.stage === 'done' && life.window === id) done.push({ ticket, life });
		if (life.stage === 'no-show' && life.window === id) noShow++;
	}
	const measured = done.flatMap(({ life }) => (life.since === null ? [] : (life.at - life.since) / 60_000));
	const latest = done.reduce<(typeof done)[number] | null>((best, other) => (best && best.life.at >= other.life.at ? best : other), null);
	return {
		done: done.length,
		meanMinutes: measured.length === 0 ? null : measured.reduce((sum, minutes) => sum + minutes, 0) / measured.length,
		noShow,
		last: latest && {
			number: latest.ticket.number,
			calledAt: latest.ticket.firstCalledAt,
			startedAt: latest.life.since,
			finishedAt: latest.life.at,
		},
	};
}
