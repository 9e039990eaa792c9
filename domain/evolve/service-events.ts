import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';
import { changeLife, settleWindow } from './change-life.ts';

/**
 * Services are reported: what is said took place, whatever stage the ticket was thought to be in (S6).
 * What does not fit is recorded beside it as a conflict.
 */
export function serviceStarted(state: HallDay, event: HallEvent<'service-started'>): void {
	const { ticket: number, window } = event.body;
	const ticket = state.tickets[number];
	const since = whenReported(event, ticket?.queuedAt ?? 0);
	if (!ticket) {
		const before = state.strays[number]?.window;
		state.strays[number] = { window, clerk: event.staff, since, at: null };
		if (before !== undefined) settleWindow(state, before);
		settleWindow(state, window);
		return;
	}
	const { life } = ticket;
	const calledAt = life.stage === 'called' && life.window === window ? life.at : null;
	changeLife(state, ticket, { stage: 'serving', window, clerk: event.staff, calledAt, since });
}

export function serviceFinished(state: HallDay, event: HallEvent<'service-finished'>): void {
	const { ticket: number, window } = event.body;
	const ticket = state.tickets[number];
	if (!ticket) {
		const stray = state.strays[number];
		const at = whenReported(event, stray?.since ?? 0);
		state.strays[number] = { window, clerk: event.staff, since: stray?.since ?? null, at };
		if (stray) settleWindow(state, stray.window);
		settleWindow(state, window);
		return;
	}
	const { life } = ticket;
	if (life.stage === 'done') return;
	const since = life.stage === 'serving' ? life.since : null;
	const at = whenReported(event, since ?? ticket.queuedAt);
	const { comesBackTo } = event.body;
	if (comesBackTo !== undefined && life.stage === 'serving') {
		const { comeBackTo: _over, ...visit } = ticket;
		changeLife(state, visit, { stage: 'held', window: comesBackTo, at, reason: '', from: window });
		return;
	}
	changeLife(state, ticket, { stage: 'done', window, clerk: event.staff, since, at });
}

/** The station's own time of what happened, kept within what is possible. */
function whenReported(event: HallEvent, notBefore: number): number {
	return Math.min(event.recordedAt, Math.max(event.occurredAt, notBefore));
}
