/** One Monday morning of the demo hall, minute by minute until 10:24, made by the real rules. Persons are none: tickets have no names. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LoadedHall, loadHall } from '../../../config/load-hall.ts';
import type { Visit } from '../../../domain/contracts/commands.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { HallDayMaker, type Who } from './hall-day-maker.ts';

export const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);
const minute = 60_000;

export function demoHall(): LoadedHall {
	const loaded = loadHall(join(dirname(fileURLToPath(import.meta.url)), '../../../config/halls/demo/hall.yaml'));
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems.slice(0, 5)));
	return loaded.hall;
}

export const clerkOf = (plan: HallPlan, window: string): Who => ({
	station: plan.stations.find((one) => one.window === window)?.id ?? window,
	staff: window === 'W02' ? '0312' : window === 'W03' ? '0318' : String(1000 + Number(window.slice(1))),
});

/** Arrivals a quarter of an hour, by queue. */
const arrivals: Record<string, number> = { A: 6.8, K: 9.2, B: 2.9, H: 4.8, R: 5.6, G: 2.6, F: 1.5, S: 2, M: 0.9, J: 4.5 };
const manager: Who = { station: 'M1', staff: '0101' };

/** The day until `until` (ms). */
export function monday(hall: LoadedHall, until = at('10:24')): HallDayMaker {
	const { plan, catalogue } = hall;
	const day = new HallDayMaker(plan, '2026-11-23', at('08:45'));
	const closed = new Set(['W20', 'W21', 'W24']);
	for (const window of plan.windows) if (!closed.has(window.id)) day.must(clerkOf(plan, window.id), 'open-window', { window: window.id });
	day.must(manager, 'open-day', {});
	const owed: Record<string, number> = {};
	const issued: Record<string, number> = {};
	const busyUntil: Record<string, number> = {};
	for (day.now = at('09:00'); day.now <= until; day.now += minute) {
		for (const [queue, rate] of Object.entries(arrivals)) {
			owed[queue] = (owed[queue] ?? 0.9) + rate / 15;
			while ((owed[queue] ?? 0) >= 1) {
				owed[queue] = (owed[queue] ?? 0) - 1;
				issued[queue] = (issued[queue] ?? 0) + 1;
				day.must({ station: `T${((issued[queue] ?? 0) % 4) + 1}`, staff: null }, 'issue-ticket', {
					visit: visitOf(queue, issued[queue] ?? 0),
				});
			}
		}
		for (const window of plan.windows) {
			if (closed.has(window.id) || (busyUntil[window.id] ?? 0) > day.now) continue;
			serve(window.id);
		}
	}
	day.now = until;
	return day;

	function serve(id: string) {
		const clerk = clerkOf(plan, id);
		const here = day.state.windows[id];
		if (here?.stage !== 'open') return;
		const ticket = here.ticket ? day.state.tickets[here.ticket] : null;
		if (ticket?.life.stage === 'serving') {
			day.must(clerk, 'finish-service', { window: id, ticket: ticket.number });
			busyUntil[id] = day.now + minute;
			return;
		}
		if (ticket?.life.stage === 'called') {
			day.must(clerk, 'start-service', { window: id, ticket: ticket.number });
			const mean = plan.queues.find((one) => one.id === ticket.queue)?.meanMinutes ?? 10;
			busyUntil[id] = day.now + Math.round(mean * (0.7 + ((ticket.sequence * 7) % 7) / 10)) * minute;
			return;
		}
		if (day.now < until) day.attempt(clerk, 'call-next', { window: id });
	}

	function visitOf(queue: string, count: number): Visit {
		const queuePlan = plan.queues.find((one) => one.id === queue);
		const items = queuePlan?.items ?? [];
		const theme =
			count % 4 === 0
				? catalogue.themes.find((one) => one.code === queuePlan?.themes[count % Math.max(1, queuePlan.themes.length)])
				: undefined;
		const chosen = theme
			? theme.items.filter((item) => item.default).map((item) => item.ref)
			: items.length > 0
				? [items[(count * 7) % items.length] as string]
				: [];
		return {
			queue,
			items: chosen,
			...(theme ? { theme: theme.code } : {}),
			channel: count % 3 === 0 ? 'no-card' : count % 11 === 0 ? 'reservation' : 'card',
			...(count % 6 === 3 ? { priorityGroup: plan.priorityGroups[0]?.code } : {}),
			...(count % 11 === 0 ? { reservationSlot: Math.ceil((day.now + 5 * minute) / (30 * minute)) * 30 * minute } : {}),
		};
	}
}
