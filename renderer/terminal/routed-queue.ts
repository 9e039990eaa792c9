/** The queue a choice would lead to, for showing its wait before it is chosen; `null` = none here. */
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type RouteMoment, routeVisit } from '../../domain/routing.ts';
import type { Audience } from './choice.ts';

export function routedQueue(
	plan: HallPlan,
	catalogue: FaceCatalogue,
	wanted: { audience: Audience; items: string[]; theme: string | null },
	moment?: RouteMoment,
): string | null {
	const { audience, items, theme } = wanted;
	const routed = routeVisit(plan, catalogue, { audience, items, ...(theme === null ? {} : { theme }) }, moment);
	return routed.ok ? routed.queue : null;
}
