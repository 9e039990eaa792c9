/** Where the chosen items are handled in this hall, by the rules that also give out numbers. */
import type { FaceCatalogue } from '../contracts/catalogue.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { Words } from '../contracts/identity.ts';
import type { Refusal } from '../contracts/refusals.ts';
import { type RouteMoment, routeVisit } from '../routing.ts';
import type { Selection } from '../selection/selection.ts';

export interface NoticePlace {
	queue: string;
	name: Words;
	zones: { floor: number; name: Words }[];
	/** Numbers of the windows that serve the queue at the start of the day. */
	windows: string[];
}

/** `refusal`: why no queue of this hall takes it. `moment`: only while fresh; then the shorter of equal lines is named. */
export function whereToGo(
	plan: HallPlan,
	catalogue: FaceCatalogue,
	{ theme, items }: Selection,
	moment?: RouteMoment,
): { ok: true; place: NoticePlace } | { ok: false; refusal: Refusal } {
	const who = catalogue.themes.find(({ code }) => code === theme)?.who ?? catalogue.items.find(({ code }) => code === items[0])?.who;
	const routed = routeVisit(plan, catalogue, { audience: who?.[0] ?? 'personal', items, ...(theme === null ? {} : { theme }) }, moment);
	if (!routed.ok) return routed;
	const queue = plan.queues.find(({ id }) => id === routed.queue);
	return {
		ok: true,
		place: {
			queue: routed.queue,
			name: queue?.name ?? { zh: routed.queue, en: routed.queue },
			zones: plan.zones.filter(({ id }) => queue?.zones.includes(id)).map(({ floor, name }) => ({ floor, name })),
			windows: plan.windows.filter(({ homeDuty }) => homeDuty.includes(routed.queue)).map(({ number }) => number),
		},
	};
}
