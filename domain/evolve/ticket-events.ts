import type { HallEvent } from '../contracts/events.ts';
import type { HallDay, Ticket, TicketLife } from '../contracts/state.ts';
import { changeLife, joinQueue, settleWindow } from './change-life.ts';
import { byArrival, countCall, standsInLine } from './count-call.ts';

/** How many calls the day keeps for boards. */
const callsKept = 50;

export function ticketIssued(state: HallDay, event: HallEvent<'ticket-issued'>): void {
	const { number, series, sequence, visit, origin, queuedAt, replaces } = event.body;
	state.series[series] = Math.max(state.series[series] ?? 0, sequence);
	if (state.tickets[number]) return;
	const stray = origin !== 'shared' ? state.strays[number] : undefined;
	const life = firstLife(state, event, stray);
	state.tickets[number] = {
		number,
		queue: visit.queue,
		series,
		sequence,
		visit,
		origin,
		position: event.position,
		station: event.station,
		issuedBy: { epoch: event.epoch, n: event.n },
		...(replaces ? { replaces } : {}),
		issuedAt: event.occurredAt,
		queuedAt,
		requeues: 0,
		firstCalledAt: null,
		paper: { copies: 0, last: null },
		life,
	};
	if (life.stage === 'waiting') joinQueue(state, visit.queue, number);
	if (life.stage === 'serving') state.inHand = [...state.inHand, number];
	if (state.strays[number]) {
		const window = state.strays[number].window;
		delete state.strays[number];
		settleWindow(state, window);
	}
}

/** A number printed while cut off may have been served before the platform hears of it; after closing it was not served. */
function firstLife(state: HallDay, event: HallEvent<'ticket-issued'>, stray: HallDay['strays'][string] | undefined): TicketLife {
	if (stray?.at != null) return { stage: 'done', window: stray.window, clerk: stray.clerk, since: stray.since, at: stray.at };
	if (stray) return { stage: 'serving', window: stray.window, clerk: stray.clerk, calledAt: null, since: stray.since ?? event.recordedAt };
	if (state.stage === 'closed') return { stage: 'not-served', at: event.recordedAt };
	return { stage: 'waiting', since: event.body.queuedAt, returned: null, behind: 0 };
}

export function ticketCalled(state: HallDay, event: HallEvent<'ticket-called'>): void {
	const { ticket: number, window, reason } = event.body;
	const ticket = state.tickets[number];
	if (!ticket) return;
	const queue = state.queues[ticket.queue];
	if (queue) state.queues[ticket.queue] = countCall(queue, ticket, reason.code, frontOf(state, ticket), event.recordedAt);
	const at = event.recordedAt;
	const called = { ...ticket, firstCalledAt: ticket.firstCalledAt ?? at };
	changeLife(state, called, { stage: 'called', window, clerk: event.staff, at, recalls: 0, lastCalledAt: at, reason });
	letOthersCloser(state, ticket.queue);
	keepCall(state, { position: event.position, ticket: number, window, at: calledAt(event), recall: 0 });
}

/** The ordinary ticket that stood first beside the one called. */
function frontOf(state: HallDay, called: Ticket): Ticket | null {
	let front: Ticket | null = null;
	for (const number of state.waiting[called.queue] ?? []) {
		const other = state.tickets[number];
		if (!other || number === called.number || other.visit.priorityGroup !== undefined || !standsInLine(other)) continue;
		if (!front || byArrival(other, front) < 0) front = other;
	}
	return front;
}

/** Each call of a queue brings those who missed theirs one place closer. */
function letOthersCloser(state: HallDay, queue: string): void {
	for (const number of state.waiting[queue] ?? []) {
		const ticket = state.tickets[number];
		if (ticket?.life.stage !== 'waiting' || ticket.life.behind === 0) continue;
		state.tickets[number] = { ...ticket, life: { ...ticket.life, behind: ticket.life.behind - 1 } };
	}
}

/** A call that a later platform recovered was made when the first one decided it: boards may have spoken it then. */
function calledAt({ recovered, recordedAt }: HallEvent): number {
	return recovered?.recordedAt ?? recordedAt;
}

function keepCall(state: HallDay, call: HallDay['calls'][number]): void {
	state.calls = [call, ...state.calls].slice(0, callsKept);
}

export function ticketRecalled(state: HallDay, event: HallEvent<'ticket-recalled'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (ticket?.life.stage !== 'called') return;
	const at = event.recordedAt;
	state.tickets[ticket.number] = { ...ticket, life: { ...ticket.life, recalls: event.body.times, lastCalledAt: at } };
	keepCall(state, {
		position: event.position,
		ticket: ticket.number,
		window: event.body.window,
		at: calledAt(event),
		recall: event.body.times,
	});
}

export function ticketRequeued(state: HallDay, event: HallEvent<'ticket-requeued'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return;
	const waiting: TicketLife = { stage: 'waiting', since: event.recordedAt, returned: 'missed', behind: event.body.after };
	changeLife(state, { ...ticket, requeues: ticket.requeues + 1 }, waiting);
}

export function ticketReturned(state: HallDay, event: HallEvent<'ticket-returned'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return;
	const at = event.recordedAt;
	if (event.body.to === 'window' && event.body.window !== undefined) {
		const reason = { code: 'returned-held' as const, params: {} };
		changeLife(state, ticket, {
			stage: 'called',
			window: event.body.window,
			clerk: event.staff,
			at,
			recalls: 0,
			lastCalledAt: at,
			reason,
		});
	} else changeLife(state, ticket, { stage: 'waiting', since: at, returned: 'held', behind: 0 });
}

/** Keeps the number and the time of arrival; only the queue is another. */
export function ticketTransferred(state: HallDay, event: HallEvent<'ticket-transferred'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return;
	const { comeBackTo: _before, ...visit } = ticket;
	const { to, comeBackTo } = event.body;
	const sent = { ...visit, ...(comeBackTo === undefined ? {} : { comeBackTo }) };
	changeLife(state, sent, { stage: 'waiting', since: event.recordedAt, returned: 'transferred', behind: 0 }, to);
}

/** It keeps its place in the row of its queue: who goes first is worked out from the group. */
export function priorityGranted(state: HallDay, event: HallEvent<'priority-granted'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return;
	state.tickets[ticket.number] = { ...ticket, visit: { ...ticket.visit, priorityGroup: event.body.group } };
}

export function ticketPaperKnown(state: HallDay, event: HallEvent<'ticket-paper-known'>): void {
	const ticket = state.tickets[event.body.ticket];
	if (!ticket) return;
	const copies = Math.max(ticket.paper.copies, event.body.copy);
	state.tickets[ticket.number] = { ...ticket, paper: { copies, last: event.body } };
}

/** Cancelled, voided, held or missed for good: the stages that need nothing but themselves. */
export function ticketLifeChanged(state: HallDay, number: string, life: TicketLife): void {
	const ticket = state.tickets[number];
	if (ticket) changeLife(state, ticket, life);
}
