/** How places, windows and duties of staff are said. */
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Duty, Shift, ShownPerson } from '../../../domain/contracts/staff-desk.ts';
import type { Say } from '../../words/words.tsx';

export const numberOf = (window: string, plan: HallPlan): string => plan.windows.find(({ id }) => id === window)?.number ?? window;

/** Where people may sit, and in it where they usually do. */
export function windowsInWords({ windows, usualWindow }: Pick<ShownPerson, 'windows' | 'usualWindow'>, plan: HallPlan, words: Say): string {
	const usual = usualWindow === null ? '' : words('people.usual', { number: numberOf(usualWindow, plan) });
	if (windows.length === 0) return usual === '' ? words('people.everyWindow') : usual;
	const all = windows.map((window) => numberOf(window, plan)).join(words('list'));
	return usual === '' ? all : `${usual} · ${all}`;
}

export function dutyInWords(duty: Duty, shifts: readonly Shift[], plan: HallPlan, words: Say): string {
	const shift = duty && shifts.find(({ id }) => id === duty.shift);
	if (!duty || !shift) return '—';
	const hours = `${shift.name} ${shift.from}–${shift.to}`;
	return duty.window === null ? hours : `${hours} · ${words('people.atWindow', { number: numberOf(duty.window, plan) })}`;
}

export function placeOf(station: string, plan: HallPlan, words: Say): string {
	const found = plan.stations.find(({ id }) => id === station);
	return found?.window === undefined ? station : words('people.atWindow', { number: numberOf(found.window, plan) });
}

/** 0 = Monday, in the hall's own zone. */
export function weekdayIn(now: number, timezone: string): number {
	const name = new Intl.DateTimeFormat('en-US', { timeZone: timezone, weekday: 'short' }).format(now);
	return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name);
}
