/** What the log tells of one ticket, in order of time: on it a manager judges a conflict. */
import type { HallEvent } from '../contracts/events.ts';
import type { HistoryLine } from '../contracts/reconciliation.ts';

type Told = [code: HistoryLine['code'], params: Record<string, string>];

/** The log of every ticket named in `numbers`. */
export function historiesOf(events: readonly HallEvent[], numbers: ReadonlySet<string>): Map<string, HistoryLine[]> {
	const histories = new Map<string, HistoryLine[]>();
	for (const event of events) {
		const number = event.name === 'ticket-issued' ? event.body.number : 'ticket' in event.body ? event.body.ticket : undefined;
		if (number === undefined || !numbers.has(number)) continue;
		const told = tell(event);
		if (!told) continue;
		const [code, params] = told;
		const reported = code === 'issued-cut-off' || code === 'started' || code === 'finished' || code.startsWith('paper-');
		const late = reported ? Math.max(0, Math.floor((event.recordedAt - event.occurredAt) / 60_000)) : 0;
		const line = { code, at: reported ? event.occurredAt : event.recordedAt, lateMinutes: late, params };
		histories.set(number, [...(histories.get(number) ?? []), line]);
	}
	for (const lines of histories.values()) lines.sort((one, other) => one.at - other.at);
	return histories;
}

function tell(event: HallEvent): Told | null {
	switch (event.name) {
		case 'ticket-issued':
			return [event.body.origin === 'offline' ? 'issued-cut-off' : 'issued', { station: event.station }];
		case 'ticket-paper-known':
			return [`paper-${event.body.outcome}`, { station: event.station, copy: String(event.body.copy) }];
		case 'ticket-voided':
			return ['voided', { other: event.body.replacedBy }];
		case 'ticket-cancelled':
			return ['cancelled', {}];
		case 'ticket-called':
			return ['called', { window: event.body.window }];
		case 'service-started':
			return ['started', { window: event.body.window }];
		case 'service-finished':
			return ['finished', { window: event.body.window }];
		case 'ticket-requeued':
			return ['requeued', { window: event.body.window }];
		case 'ticket-no-show':
			return ['no-show', { window: event.body.window }];
		case 'ticket-held':
			return ['held', { window: event.body.window }];
		case 'ticket-returned':
			return ['returned', {}];
		case 'ticket-transferred':
			return ['transferred', { from: event.body.from, to: event.body.to }];
		case 'priority-granted':
			return ['priority', { group: event.body.group }];
		default:
			return null;
	}
}
