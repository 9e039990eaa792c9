import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';
import { calledByHandToday, isManual } from '../manual/manual-mode.ts';
import { isReserveSeries } from '../manual/reserve-numbers.ts';
import type { Found } from './finding.ts';

/**
 * Manual mode, against the state before each event: reserve numbers come from people alone (M1), the machine gives no shared number and calls
 * nobody in a queue that people call (M2), an entry by hand has times that can be right, of a ticket that could be served so, or a conflict (M3).
 */
export function checkManual(state: HallDay, event: HallEvent, log: readonly HallEvent[], found: Found): void {
	// A former platform decided it, before it could hear of manual mode here.
	if (event.recovered) return;
	switch (event.name) {
		case 'ticket-issued': {
			const { number, series, origin, visit } = event.body;
			if (isReserveSeries(series) !== (origin === 'manual')) found('M1', `${number} of series ${series} is said to be ${origin}`);
			if (origin === 'shared' && isManual(state, visit.queue))
				found('M2', `${number} was given out while ${visit.queue} was called by hand`);
			return;
		}
		case 'ticket-called': {
			const queue = state.tickets[event.body.ticket]?.queue;
			if (queue !== undefined && isManual(state, queue))
				found('M2', `${event.body.ticket} was called by the machine while ${queue} was called by hand`);
			return;
		}
		case 'manual-service-entered':
			checkEntry(state, event, log, found);
	}
}

function checkEntry(state: HallDay, event: HallEvent<'manual-service-entered'>, log: readonly HallEvent[], found: Found): void {
	const { ticket: number, result, servedAt, calledAt, beganAt, endedAt } = event.body;
	const times = [calledAt, beganAt, endedAt].filter((time): time is number => time !== null);
	const ticket = state.tickets[number];
	if (times.some((time, index) => index > 0 && time < (times[index - 1] as number)) || times.some((time) => time > event.recordedAt))
		found('M3', `the times entered of ${number} do not follow one another`);
	if (result !== 'not-served' && servedAt === undefined) found('M3', `${number} was ${result} at no window`);
	const fits =
		ticket !== undefined &&
		!ticket.byHand &&
		(ticket.life.stage === 'not-served' ||
			(ticket.life.stage === 'waiting' && (ticket.origin === 'manual' || calledByHandToday(state, ticket.queue))) ||
			((ticket.life.stage === 'called' || ticket.life.stage === 'held') && ticket.life.window === servedAt) ||
			(ticket.life.stage === 'serving' && ticket.life.window === servedAt && result === 'served'));
	if (fits || state.conflicts.some((conflict) => conflict.ticket === number)) return;
	const beside = log.some(
		(other) =>
			other.station === event.station &&
			other.epoch === event.epoch &&
			other.n === event.n &&
			other.name === 'conflict-found' &&
			other.body.ticket === number,
	);
	if (!beside) found('M3', `${number} was entered by hand while it was ${ticket?.life.stage ?? 'unknown'}, and no conflict says so`);
}
