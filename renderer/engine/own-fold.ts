/**
 * What this station's own log makes of the day up to a position, kept between comparisons: folding a whole day four times a minute would make a
 * weak machine of a terminal stutter in the afternoon. Begun anew from time to time, so that a held event that changed is found, too.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { copyForChange, evolveInto } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { stateHash } from '../../domain/state-hash.ts';
import type { DayBook } from './day-book.ts';

/** After so many comparisons, about ten minutes of them. */
const beginAnewAfter = 40;

export interface OwnFold {
	/** `stateHash` of the day up to two positions of the book, the first not beyond the second. */
	hashes(book: DayBook, first: number, second: number): [string, string];
}

export function createOwnFold(): OwnFold {
	let events: readonly HallEvent[] | null = null;
	let plan: DayBook['plan'] | null = null;
	let state: HallDay | null = null;
	let known = new WeakMap<object, number>();
	let compared = 0;
	return {
		hashes(book, first, second) {
			compared += 1;
			if (!state || events !== book.events || plan !== book.plan || state.position > first || compared > beginAnewAfter) {
				({ events, plan } = book);
				state = startOfDay(plan, book.day);
				known = new WeakMap();
				compared = 0;
			}
			for (const event of book.events.slice(state.position, first)) evolveInto(state, event);
			const atFirst = stateHash(state, known);
			// The platform never tells of a position before one it told of, but may well tell of one before `second`: that is a copy.
			const further = book.events.slice(first, second);
			const later = copyForChange(state, further);
			for (const event of further) evolveInto(later, event);
			return [atFirst, stateHash(later, known)];
		},
	};
}
