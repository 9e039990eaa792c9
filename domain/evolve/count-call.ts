import type { PickReason } from '../contracts/events.ts';
import type { TicketNumber } from '../contracts/identity.ts';
import type { QueueState, Ticket } from '../contracts/state.ts';

/** How many ordinary calls are remembered, to be named in a reason. */
const lastNormalKept = 5;

/** Order of arrival: when waiting began, then place in the log. */
export function byArrival(one: Ticket, other: Ticket): number {
	return one.queuedAt - other.queuedAt || one.position - other.position;
}

/** An ordinary ticket that could be called now stands in line; a missed one still behind others does not yet. */
export function standsInLine(ticket: Ticket): boolean {
	return ticket.life.stage === 'waiting' && ticket.life.behind === 0;
}

/**
 * What a queue remembers after one more call. `front` is the ordinary ticket that stood first when the call was made.
 * Used by `evolve` for what happened and by `orderOfCalls` for what would happen, so that both count alike.
 */
export function countCall(queue: QueueState, called: Ticket, reason: PickReason['code'], front: Ticket | null, at: number): QueueState {
	const priority = called.visit.priorityGroup !== undefined;
	const privileged = priority || reason === 'reservation-due';
	if (!privileged)
		return {
			...queue,
			priorityInRow: 0,
			normalSincePriority: queue.normalSincePriority + 1,
			lastNormal: [called.number, ...queue.lastNormal].slice(0, lastNormalKept),
			passed: queue.passed?.ticket === called.number ? null : queue.passed,
		};
	const overtook = front !== null && byArrival(front, called) < 0;
	return {
		...queue,
		priorityInRow: overtook ? queue.priorityInRow + 1 : queue.priorityInRow,
		normalSincePriority: priority ? 0 : queue.normalSincePriority,
		passed: overtook ? passedBy(queue, front.number, at) : queue.passed,
	};
}

function passedBy(queue: QueueState, ticket: TicketNumber, since: number): QueueState['passed'] {
	return queue.passed?.ticket === ticket ? queue.passed : { ticket, since };
}
