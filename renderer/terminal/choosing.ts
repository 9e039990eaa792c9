/** From what the citizen chose to the queue it leads to. */

import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { Visit } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type RouteMoment, routeVisit } from '../../domain/routing.ts';
import type { Audience, Choice } from './choice.ts';
import type { JourneyEvent } from './journey.ts';
import type { Holder } from './screen.ts';

/** The desk for collecting, for being helped, or for what could not be done; `null` = this hall has none. */
export function chooseSpecial(plan: HallPlan, special: 'pickup' | 'assist' | 'escalation'): Choice | null {
	const queue = plan.queues.find((one) => one.special === special);
	if (queue === undefined) return null;
	return { audience: 'personal', items: [], theme: null, queue: queue.id, suggestion: null };
}

/** A whole queue, as 长辈版 offers it: the window finds out the rest. */
export function chooseQueue(queue: string): Choice {
	return { audience: 'personal', items: [], theme: null, queue, suggestion: null };
}

/**
 * Items of a theme or a single item: on to the last check, or to the words why it cannot be queued for.
 * `moment`: only while what is known of the hall is fresh; then the shorter of equal lines is taken.
 */
export function chooseItems(
	plan: HallPlan,
	catalogue: FaceCatalogue,
	wanted: { audience: Audience; items: string[]; theme: string | null },
	holder: Holder | null,
	moment?: RouteMoment,
): JourneyEvent {
	const { audience, items, theme } = wanted;
	const routed = routeVisit(plan, catalogue, { audience, items, ...(theme === null ? {} : { theme }) }, moment);
	if (!routed.ok) return { type: 'went', to: { at: 'refused', refusal: routed.refusal } };
	const choice: Choice = { ...wanted, queue: routed.queue, suggestion: routed.suggestion };
	return { type: 'went', to: { at: 'confirm', choice, priority: holder?.priority != null } };
}

/** The visit as the platform is told of it: codes only, nobody's name. */
export function visitOf(choice: Choice, holder: Holder | null, priority: boolean): Visit {
	return {
		queue: choice.queue,
		items: choice.items,
		...(choice.theme === null ? {} : { theme: choice.theme }),
		channel: choice.booked ? 'reservation' : holder === null ? 'no-card' : 'card',
		...(choice.booked ? { reservationSlot: choice.booked.slot, reservationRef: choice.booked.ref } : {}),
		...(priority && holder?.priority != null ? { priorityGroup: holder.priority } : {}),
		...(holder?.ref != null ? { personRef: holder.ref } : {}),
		...(choice.application === undefined ? {} : { application: choice.application }),
	};
}
