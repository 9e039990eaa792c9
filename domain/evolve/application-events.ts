import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';

/** Handed in may be heard after it was submitted: the report came from a day that is over, or the other way round. */
export function applicationHandedIn(state: HallDay, event: HallEvent<'application-handed-in'>): void {
	const { application, items, ticket, attachments } = event.body;
	const known = state.applications[application];
	state.applications[application] = {
		station: event.station,
		items,
		ticket: ticket ?? known?.ticket ?? null,
		attachments,
		handedInAt: event.recordedAt,
		submittedAt: known?.submittedAt ?? null,
	};
}

export function applicationSubmitted(state: HallDay, event: HallEvent<'application-submitted'>): void {
	const { application, station, items, ticket, attachments } = event.body;
	const known = state.applications[application];
	state.applications[application] = {
		station,
		items,
		ticket: ticket ?? known?.ticket ?? null,
		attachments,
		handedInAt: known?.handedInAt ?? null,
		submittedAt: event.recordedAt,
	};
}
