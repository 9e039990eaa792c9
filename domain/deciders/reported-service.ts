import type { TicketNumber, WindowId } from '../contracts/identity.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { calledByHandToday } from '../manual/manual-mode.ts';
import type { ConflictFacts } from './decider.ts';

/**
 * How a reported service disagrees with what the day knows; `null` when it fits. Two windows that served the same ticket
 * are one conflict, however many reports tell of it.
 */
export function serviceConflict(
	state: HallDay,
	ticket: TicketNumber,
	window: WindowId,
	what: 'started' | 'finished',
): ConflictFacts | null {
	const known = state.tickets[ticket];
	const life = known?.life;
	if (!known || !life) {
		const stray = state.strays[ticket];
		if (!stray) return { kind: 'unknown-ticket', ticket, window, detail: what };
		if (stray.window === window) return null;
		return once(state, { kind: 'served-at-two-windows', ticket, window, otherWindow: stray.window, detail: what });
	}
	switch (life.stage) {
		case 'called':
			return life.window === window ? null : { kind: 'service-without-call', ticket, window, otherWindow: life.window, detail: what };
		case 'held':
			return life.window === window ? null : { kind: 'service-without-call', ticket, window, otherWindow: life.window, detail: what };
		case 'waiting':
			if (servedByItsPaper(state, known)) return null;
			return { kind: 'service-without-call', ticket, window, detail: what };
		case 'serving':
			if (life.window === window) return null;
			return once(state, { kind: 'served-at-two-windows', ticket, window, otherWindow: life.window, detail: what });
		case 'done':
			if (life.window === window) return { kind: 'service-after-end', ticket, window, detail: what };
			return once(state, { kind: 'served-at-two-windows', ticket, window, otherWindow: life.window, detail: what });
		default:
			return { kind: 'service-after-end', ticket, window, detail: what };
	}
}

/**
 * Whether showing its paper is enough: a number taken while cut off needs no call, and no ticket of a queue that was called by hand.
 * Said here so that it makes no difference whether the terminal or the window is heard first afterwards.
 */
export function servedByItsPaper(state: HallDay, ticket: Ticket): boolean {
	if (ticket.life.stage !== 'waiting') return false;
	return (ticket.origin === 'offline' && ticket.firstCalledAt === null) || calledByHandToday(state, ticket.queue);
}

function once(state: HallDay, conflict: ConflictFacts): ConflictFacts | null {
	const pair = [conflict.window, conflict.otherWindow].sort().join();
	const known = state.conflicts.some(
		(other) => other.kind === conflict.kind && other.ticket === conflict.ticket && [other.window, other.otherWindow].sort().join() === pair,
	);
	return known ? null : conflict;
}
