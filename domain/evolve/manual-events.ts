import type { HallEvent } from '../contracts/events.ts';
import type { HallDay, Ticket, TicketLife } from '../contracts/state.ts';
import { changeLife, settleWindow } from './change-life.ts';

export function manualBegan(state: HallDay, event: HallEvent<'manual-began'>): void {
	const { queues, at, reason } = event.body;
	const now = { ...state.manual.now };
	for (const queue of queues) {
		const before = now[queue];
		const since = Math.min(at, before?.since ?? at);
		const said = Math.max(at, before?.said ?? at);
		now[queue] = before ? { ...before, since, said } : { since, said, reason, staff: event.staff, station: event.station };
	}
	state.manual = { ...state.manual, now };
}

export function manualEnded(state: HallDay, event: HallEvent<'manual-ended'>): void {
	endPeriods(state, event.body.queues, event.body.at);
}

export function endPeriods(state: HallDay, queues: readonly string[], at: number): void {
	const now = { ...state.manual.now };
	const over = [...state.manual.over];
	for (const queue of queues) {
		const period = now[queue];
		if (!period) continue;
		delete now[queue];
		over.push({ queue, from: period.since, to: Math.max(period.since, at), reason: period.reason });
	}
	state.manual = { now, over };
}

/** What was done by hand took place; of a ticket that had ended already the first end counts, and a conflict stands beside it. */
export function manualServiceEntered(state: HallDay, event: HallEvent<'manual-service-entered'>): void {
	const { ticket: number, result, servedAt, servedBy, calledAt, beganAt, endedAt } = event.body;
	const ticket = state.tickets[number];
	if (!ticket) {
		if (result === 'served' && servedAt !== undefined) keepStray(state, event, servedAt);
		return;
	}
	if (ticket.byHand) return;
	const life = lifeAfter(ticket, event);
	if (!life) return;
	const byHand = { result, calledAt, beganAt, endedAt, enteredBy: event.staff, enteredAt: event.recordedAt };
	const firstCalledAt = ticket.firstCalledAt ?? calledAt ?? (result === 'served' ? beganAt : null);
	changeLife(state, { ...ticket, byHand, firstCalledAt }, life.stage === 'done' ? { ...life, clerk: servedBy ?? null } : life);
}

/** `null` = it stays as it is. */
function lifeAfter({ life }: Ticket, { body, recordedAt }: HallEvent<'manual-service-entered'>): TicketLife | null {
	const { result, servedAt, calledAt, beganAt, endedAt } = body;
	const at = endedAt ?? beganAt ?? calledAt ?? recordedAt;
	const open = life.stage === 'waiting' || life.stage === 'called' || life.stage === 'held';
	if (result === 'served' && servedAt !== undefined)
		return life.stage === 'done' ? null : { stage: 'done', window: servedAt, clerk: null, since: beganAt, at };
	if (result === 'no-show' && servedAt !== undefined)
		return open || life.stage === 'not-served' ? { stage: 'no-show', window: servedAt, at } : null;
	return result === 'not-served' && open ? { stage: 'not-served', at } : null;
}

/** A number that some terminal printed and has not told of yet. */
function keepStray(state: HallDay, { body, recordedAt }: HallEvent<'manual-service-entered'>, window: string): void {
	const before = state.strays[body.ticket];
	if (before?.at != null) return;
	state.strays[body.ticket] = { window, clerk: body.servedBy ?? null, since: body.beganAt, at: body.endedAt ?? recordedAt };
	if (before) settleWindow(state, before.window);
	settleWindow(state, window);
}
