/** The hall's hours as people read them: days in runs, periods that follow on each other as one. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';

export interface HoursLine {
	/** ISO weekdays, in order. */
	days: number[];
	/** `09:00–17:30`, in order. */
	times: string[];
}

export function openingHours(hours: HallPlan['hours']): HoursLine[] {
	const byDays = new Map<string, { days: number[]; periods: { from: string; to: string }[] }>();
	for (const { days, from, to } of hours) {
		const sorted = [...days].sort((a, b) => a - b);
		const line = byDays.get(sorted.join()) ?? { days: sorted, periods: [] };
		line.periods.push({ from, to });
		byDays.set(sorted.join(), line);
	}
	return [...byDays.values()].map(({ days, periods }) => ({ days, times: joined(periods).map(({ from, to }) => `${from}–${to}`) }));
}

/** `HH:MM` sorts as text. */
function joined(periods: { from: string; to: string }[]): { from: string; to: string }[] {
	const result: { from: string; to: string }[] = [];
	for (const period of [...periods].sort((a, b) => a.from.localeCompare(b.from))) {
		const last = result.at(-1);
		if (last !== undefined && period.from <= last.to) last.to = period.to > last.to ? period.to : last.to;
		else result.push({ ...period });
	}
	return result;
}
