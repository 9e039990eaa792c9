/** The tide of a hall that has chosen one, put together with what the platform knows of reservations. */
import type { TodaysReservations } from '../reservations/open-reservations.ts';
import { type Planner, plannerInThread } from './planner.ts';
import { openTide, type TideKeeper, type TideParts } from './tide-keeper.ts';

export function openHallTide(
	parts: Omit<TideParts, 'settings' | 'booked' | 'planner'> & { reservations: TodaysReservations; planner: Planner | undefined },
): TideKeeper | null {
	const { reservations, planner, ...rest } = parts;
	const settings = parts.plan.tide;
	if (!settings) return null;
	return openTide({
		...rest,
		settings,
		planner: planner ?? plannerInThread(),
		booked() {
			const places = new Map<string, { queue: string; slot: number; people: number }>();
			for (const { queue, slot, state } of reservations.today()?.list ?? []) {
				if (state !== 'booked') continue;
				const key = `${queue}/${slot}`;
				const known = places.get(key);
				if (known) known.people += 1;
				else places.set(key, { queue, slot, people: 1 });
			}
			return [...places.values()].sort((one, other) => one.slot - other.slot || (one.queue < other.queue ? -1 : 1));
		},
	});
}
