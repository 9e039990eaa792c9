/** How the clocks of a case stand. Pure: the calendar and the time are given. */

import type { CaseLine } from '../contracts/case-desk.ts';
import type { WorkCalendar } from '../working-time/calendar.ts';
import { closeOf } from '../working-time/calendar.ts';
import { type ClockReading, readClock } from '../working-time/due.ts';
import type { CaseMaterial, CaseState } from './case-state.ts';
import { flagsForPeople } from './case-state.ts';
import { hasEnded } from './evolve-case.ts';

export interface ItemClock extends ClockReading {
	item: string;
	/** The legal limit of it; `null` = none is cited. */
	legal: ClockReading | null;
}

/** One clock for each accepted item; its result ends it. Empty before acceptance. */
export function clocksOf(state: CaseState, calendar: WorkCalendar, now: number): ItemClock[] {
	const { accepted, pauses, results, withdrawn } = state;
	if (!accepted) return [];
	return accepted.items.map(({ item, limit, due, legal, legalDue }) => {
		const endedAt = results[item]?.at ?? withdrawn?.at ?? null;
		const clock = { startedAt: accepted.at, pauses, endedAt };
		return {
			item,
			...readClock(calendar, { ...clock, limit, promised: due }, now),
			legal: legal ? readClock(calendar, { ...clock, limit: legal, ...(legalDue ? { promised: legalDue } : {}) }, now) : null,
		};
	});
}

const worse = { none: 0, yellow: 1, red: 2 } as const;

/** The clock that is nearest to its end among those that run or stand; the worst card of all. `null` = nothing was accepted. */
export function nearestClock(clocks: readonly ItemClock[], results: CaseState['results']): ItemClock | null {
	const open = clocks.filter(({ item }) => !results[item]);
	const [first, ...others] = open.length > 0 ? open : clocks;
	if (!first) return null;
	return others.reduce(
		(nearest, one) => (worse[one.card] > worse[nearest.card] || (one.card === nearest.card && one.due < nearest.due) ? one : nearest),
		first,
	);
}

/** Deferred materials that have not come. */
export const materialsToCome = ({ materials }: Pick<CaseState, 'materials'>): CaseMaterial[] =>
	materials.filter(({ mark, brought }) => mark === 'deferred' && !brought);

/** A case as one line of a list. `staff`: who asks. */
export function lineOf(state: CaseState, calendar: WorkCalendar, now: number, staff: string): CaseLine {
	const nearest = nearestClock(clocksOf(state, calendar, now), state.results);
	const ended = hasEnded(state);
	return {
		...{ ref: state.ref, number: state.number, items: state.items, theme: state.theme, stage: state.stage },
		owner: state.owner?.staff ?? null,
		offered: state.offered === staff,
		startedAt: state.begun?.at ?? state.accepted?.at ?? state.lastAt,
		due: nearest?.due ?? null,
		card: ended ? 'none' : (nearest?.card ?? 'none'),
		running: nearest?.running ?? false,
		toCome: ended
			? []
			: materialsToCome(state).map(({ material, by }) => ({ material, by, late: by !== null && closeOf(calendar, by) < now })),
		tasks: ended ? [] : state.tasks.flatMap(({ id, dept, stage }) => (stage === 'open' || stage === 'begun' ? [{ id, dept, stage }] : [])),
		flags: state.flags
			.filter(({ code, settled }) => !settled && (flagsForPeople as readonly string[]).includes(code))
			.map(({ code }) => code),
	};
}
