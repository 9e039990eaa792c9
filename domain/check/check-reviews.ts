import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';
import { endedService } from '../reviews/may-review.ts';
import type { Found } from './finding.ts';

/** One review for each service, after it has ended, of the window and the clerk that ended it (I-19). `state`: before the event. */
export function checkReviews(state: HallDay, event: HallEvent, found: Found): void {
	if (event.name !== 'review-given') return;
	const { ticket, window, clerk } = event.body;
	if (state.reviews[ticket]) found('I-19', `ticket ${ticket} is reviewed a second time`);
	// A former platform decided it on its own state.
	if (event.recovered) return;
	const service = endedService(state, ticket);
	if (!service) found('I-19', `ticket ${ticket} is reviewed before its service has ended`);
	else if (service.window !== window || service.clerk !== clerk)
		found('I-19', `the review of ${ticket} names another window or clerk than served it`);
}
