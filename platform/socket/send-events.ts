/** Events on their way down: in order, in pieces of at most `batchLimit`. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { batchLimit, type EventsDown } from '../../domain/contracts/wire.ts';
import type { Authority } from '../authority/authority.ts';
import { outgoingEvents } from './outgoing.ts';

interface Receiver {
	emit(name: 'events', message: EventsDown): unknown;
}

export function sendEvents(receiver: Receiver, day: string, head: number, events: HallEvent[]): void {
	for (let start = 0; start < events.length; start += batchLimit) {
		const message: EventsDown = { day, head, events: events.slice(start, start + batchLimit) };
		outgoingEvents.parse(message);
		receiver.emit('events', message);
	}
}

/** Everything of today after `position`; a machine that claims more than there is gets the day anew. */
export function sendMissing(receiver: Receiver, authority: Authority, position: number): void {
	sendEvents(receiver, authority.day, authority.head, authority.eventsAfter(position > authority.head ? 0 : position));
}
