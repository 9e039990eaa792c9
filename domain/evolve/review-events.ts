import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';

/** The first one stands, whatever order logs are folded in. */
export function reviewGiven(state: HallDay, event: HallEvent<'review-given'>): void {
	const { ticket, level, reasons, channel, window, clerk } = event.body;
	if (state.reviews[ticket]) return;
	state.reviews[ticket] = { level, reasons, channel, window, clerk, at: event.recordedAt };
}
