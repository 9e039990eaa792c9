import type { Timers } from '../transport/timers.ts';
import type { DisplayDeclaration } from './display.ts';

type Schedule = DisplayDeclaration['dimming'];

/** Minutes since midnight by this machine's clock and zone. `now`: milliseconds since 1970. */
export function minuteOfDay(now: number): number {
	const local = new Date(now);
	return local.getHours() * 60 + local.getMinutes();
}

/** The level that holds at this minute of the day: of the last step that has begun, before the first one that of the evening before. `null` without a schedule. */
export function dimmingLevel(schedule: Schedule, minute: number): number | null {
	const steps = schedule.map((step) => ({ from: minutesOf(step.from), level: step.level })).sort((a, b) => a.from - b.from);
	const begun = steps.findLast((step) => step.from <= minute) ?? steps.at(-1);
	return begun?.level ?? null;
}

/** `HH:MM`, as the declaration has checked it. */
function minutesOf(time: string): number {
	return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Looks at the schedule with the beginning of each minute; `changed` is told each new level once. The returned function ends it. */
export function followSchedule(schedule: Schedule, clock: { now(): number; timers: Timers }, changed: (level: number) => void): () => void {
	if (schedule.length === 0) return () => {};
	let last: number | null = null;
	let cancel = () => {};
	const look = () => {
		const level = dimmingLevel(schedule, minuteOfDay(clock.now()));
		if (level !== null && level !== last) {
			last = level;
			changed(level);
		}
		cancel = clock.timers.after(60_000 - (clock.now() % 60_000), look);
	};
	look();
	return () => cancel();
}
