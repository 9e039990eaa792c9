import type { HallEvent } from '../../../domain/contracts/events.ts';

/** These numbers as the log has them, in the order in which they wait: what each is for, once for each time it was issued. */
export function inLine(events: readonly HallEvent[], wanted: readonly { number: string }[]): { number: string; items: string[] }[] {
	return events
		.flatMap(({ name, body }) =>
			name === 'ticket-issued' && wanted.some(({ number }) => number === body.number) ? [{ ...body, items: body.visit.items }] : [],
		)
		.sort((one, other) => one.queuedAt - other.queuedAt)
		.map(({ number, items }) => ({ number, items }));
}
