import type { DisplayDeclaration } from './display.ts';

/** Minutes since midnight by this machine's clock and zone. `now`: milliseconds since 1970. */
export function minuteOfDay(now: number): number {
	const local = new Date(now);
	return local.getHours() * 60 + local.getMinutes();
}

/** The level that holds at this minute of the day: of the last step that has begun, before the first one that of the evening before. `null` without a schedule. */
export function dimmingLevel(schedule: DisplayDeclaration['dimming'], minute: number): number | null {
	const steps = schedule.map((step) => ({ from: minutesOf(step.from), level: step.level })).sort((a, b) => a.from - b.from);
	const begun = steps.findLast((step) => step.from <= minute) ?? steps.at(-1);
	return begun?.level ?? null;
}

/** `HH:MM`, as the declaration has checked it. */
function minutesOf(time: string): number {
	return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
