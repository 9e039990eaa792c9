/**
 * Compares the held state with what the platform says of its own at the same position. A difference is healed by fetching the day anew. When it
 * is there again at once, fetching does not help (two versions of the fold): that is told once, what the platform says is kept, and only much
 * later it is tried again.
 */
import type { HallDay } from '../../domain/contracts/state.ts';
import type { BeatAnswer } from '../../domain/contracts/wire.ts';
import { stateHash } from '../../domain/state-hash.ts';

/** Hashing a whole day takes some milliseconds. */
const compareEveryMs = 5_000;
/** Between two times that the day is fetched anew. */
const fetchEveryMs = 300_000;

export type Comparison = 'not-compared' | 'same' | 'fetch-anew' | 'differs-still' | 'known-to-differ';

export interface StateCheck {
	look(held: HallDay, told: Pick<BeatAnswer, 'day' | 'state'>): Comparison;
}

export function createStateCheck(clock: () => number): StateCheck {
	let comparedAt = Number.NEGATIVE_INFINITY;
	let fetchedAt = Number.NEGATIVE_INFINITY;
	let alarmed = false;
	// A clock may jump either way.
	const passed = (since: number, ms: number) => Math.abs(clock() - since) >= ms;
	return {
		look(held, { day, state }) {
			if (!state || day !== held.day || state.position !== held.position || !passed(comparedAt, compareEveryMs)) return 'not-compared';
			comparedAt = clock();
			if (stateHash(held) === state.hash) {
				fetchedAt = Number.NEGATIVE_INFINITY;
				alarmed = false;
				return 'same';
			}
			if (passed(fetchedAt, fetchEveryMs)) {
				fetchedAt = clock();
				return 'fetch-anew';
			}
			if (alarmed) return 'known-to-differ';
			alarmed = true;
			return 'differs-still';
		},
	};
}
