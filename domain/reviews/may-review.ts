import type { StaffId, TicketNumber, WindowId } from '../contracts/identity.ts';
import type { ReviewFault } from '../contracts/reviews.ts';
import type { HallDay } from '../contracts/state.ts';

const dayMs = 24 * 3_600_000;

/** A service that has ended: one visit, finished once, whatever windows it passed. */
export interface EndedService {
	window: WindowId;
	clerk: StaffId | null;
	endedAt: number;
}

export type MayReview = { ok: true; service: EndedService } | { ok: false; why: ReviewFault };

/** The service of a ticket, when it has ended; a number whose own machine was not heard yet counts too (`strays`). */
export function endedService(state: HallDay, ticket: TicketNumber): EndedService | null {
	const life = state.tickets[ticket]?.life;
	if (life?.stage === 'done') return { window: life.window, clerk: life.clerk, endedAt: life.at };
	const stray = life === undefined ? state.strays[ticket] : undefined;
	return stray && stray.at !== null ? { window: stray.window, clerk: stray.clerk, endedAt: stray.at } : null;
}

/**
 * Whether this ticket's service may be reviewed with what is said at `at` (platform time, ms). The first review counts; nobody changes it, not even
 * who gave it: a clerk could otherwise ask for another one.
 */
export function mayReview(state: HallDay, days: number, ticket: TicketNumber, at: number): MayReview {
	if (state.reviews[ticket]) return { ok: false, why: 'duplicate' };
	const service = endedService(state, ticket);
	if (!service) return { ok: false, why: state.tickets[ticket] || state.strays[ticket] ? 'before-end' : 'unknown-ticket' };
	return at - service.endedAt > days * dayMs ? { ok: false, why: 'too-late' } : { ok: true, service };
}
