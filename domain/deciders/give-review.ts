import { platformStation } from '../contracts/identity.ts';
import type { ReviewChannel } from '../contracts/reviews.ts';
import { stationPlanOf } from '../eligibility.ts';
import { mayReview } from '../reviews/may-review.ts';
import { reviewPlanOf } from '../reviews/review-plan.ts';
import type { Decider } from './decider.ts';

/**
 * The citizen's word on a service. What may not count (said twice, too early, too late, from a seat on the wrong side of the desk) is recorded with
 * its reason and changes nothing. That is no conflict: there is nothing for a person to settle, and the list of conflicts would show who rated.
 */
export const giveReview: Decider<'give-review'> = (state, command, { plan, now, clockOffset }) => {
	const { ticket, level, channel } = command.body;
	const reasons = [...new Set(command.body.reasons)];
	const passedOver = (why: 'wrong-side' | Extract<ReturnType<typeof mayReview>, { ok: false }>['why']) => ({
		ok: true as const,
		events: [{ name: 'review-passed-over' as const, body: { ticket, channel, why } }],
	});
	const role = command.station === platformStation ? 'platform' : stationPlanOf(plan, command.station)?.role;
	if (role !== sideOf[channel]) return passedOver('wrong-side');
	// A pad that was cut off tells later what was pressed in time: the station's clock says when, as far as that is possible.
	const may = mayReview(state, reviewPlanOf(plan).days, ticket, Math.min(now, command.occurredAt + clockOffset));
	if (!may.ok) return passedOver(may.why);
	const { window, clerk, endedAt } = may.service;
	const queue = state.tickets[ticket]?.queue;
	const body = { ticket, level, reasons, channel, window, clerk, endedAt, ...(queue === undefined ? {} : { queue }) };
	return { ok: true, events: [{ name: 'review-given', body }] };
};

const sideOf: Record<ReviewChannel, string> = { pad: 'window', terminal: 'terminal', phone: 'platform' };
