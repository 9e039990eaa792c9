/** Opening hours of one weekday as people read them. Pure. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';

/** Periods of that day in order, those that touch or overlap made one: `[['09:00', '17:30']]`. `weekday`: ISO, 1 = Monday. */
export function hoursOf(plan: Pick<HallPlan, 'hours'>, weekday: number): [string, string][] {
	const merged: [string, string][] = [];
	const today = plan.hours.filter((period) => period.days.includes(weekday)).sort((one, other) => one.from.localeCompare(other.from));
	for (const { from, to } of today) {
		const last = merged.at(-1);
		if (last && from <= last[1]) last[1] = to > last[1] ? to : last[1];
		else merged.push([from, to]);
	}
	return merged;
}
