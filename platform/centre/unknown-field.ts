/** Personal data must not come in beside the known fields (P1): an event's body holds what its schema names, and nothing else. */
import { eventTable, type HallEvent } from '../../domain/contracts/events.ts';

/** Where the body of an event has a field that its kind does not have; `null` = nowhere. The field itself is not named: it was sent. */
export function unknownField(event: HallEvent): string | null {
	return firstUnknown(event.body, eventTable[event.name].parse(event.body), 'body');
}

function firstUnknown(sent: unknown, known: unknown, place: string): string | null {
	if (sent === null || typeof sent !== 'object') return null;
	const fields = known !== null && typeof known === 'object' ? (known as Record<string, unknown>) : {};
	for (const [key, value] of Object.entries(sent)) {
		if (value === undefined) continue;
		if (!Object.hasOwn(fields, key)) return place;
		const inner = firstUnknown(value, fields[key], `${place}.${key}`);
		if (inner) return inner;
	}
	return null;
}
