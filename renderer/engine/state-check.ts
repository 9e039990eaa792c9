/**
 * Compares the held state with what the platform says of its own at the same position. A difference is healed by fetching the day anew. When it
 * is there again at once, fetching does not help (two versions of the fold): that is told once, what the platform says is kept, and only much
 * later it is tried again.
 */
import type { HallDay } from '../../domain/contracts/state.ts';
import type { BeatAnswer } from '../../domain/contracts/wire.ts';
import { stateHash, type TicketHashes } from '../../domain/state-hash.ts';
import type { DayBook } from './day-book.ts';
import { createOwnFold } from './own-fold.ts';

const compareEveryMs = 5_000;
/** Hashing a whole day takes some milliseconds: for so long a ticket that is still the same object is taken for what it was. */
const hashAnewEveryMs = 15_000;
/**
 * While a hall is busy the platform's figure is always of a few events ago, and a station that beats at the wrong moment never holds the same
 * position. After so long it folds its own log as far as that, and compares what it shows with its own log too.
 */
const foldAnewEveryMs = 15_000;
/** Between two times that the day is fetched anew. */
const fetchEveryMs = 300_000;

export type Comparison = 'not-compared' | 'same' | 'fetch-anew' | 'differs-still' | 'known-to-differ';

export interface StateCheck {
	/** `own`: hashes of the day as this station's own log makes it, up to two positions. */
	look(held: HallDay, told: Pick<BeatAnswer, 'day' | 'state'>, own: (first: number, second: number) => [string, string]): Comparison;
}

export function createStateCheck(clock: () => number): StateCheck {
	let comparedAt = Number.NEGATIVE_INFINITY;
	let fetchedAt = Number.NEGATIVE_INFINITY;
	let alarmed = false;
	let known: TicketHashes = new WeakMap();
	let knownSince = Number.NEGATIVE_INFINITY;
	// A clock may jump either way.
	const passed = (since: number, ms: number) => Math.abs(clock() - since) >= ms;
	return {
		look(held, { day, state }, own) {
			if (!state || day !== held.day || state.position > held.position) return 'not-compared';
			const behind = state.position < held.position;
			if (!passed(comparedAt, behind ? foldAnewEveryMs : compareEveryMs)) return 'not-compared';
			comparedAt = clock();
			let same: boolean;
			if (behind) {
				const [then, now] = own(state.position, held.position);
				same = then === state.hash && now === stateHash(held);
			} else {
				if (passed(knownSince, hashAnewEveryMs)) {
					known = new WeakMap();
					knownSince = clock();
				}
				same = stateHash(held, known) === state.hash;
			}
			if (same) {
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

/** What is held is not what the platform has: it is dropped, also from the store, and asked for from the beginning. */
export function createCompare(parts: {
	clock: () => number;
	note: (code: string) => void;
	/** `null` = nothing that can be compared. */
	book: () => DayBook | null;
	startDay: (day: string) => void;
}): (answer: BeatAnswer) => void {
	const check = createStateCheck(parts.clock);
	const own = createOwnFold();
	return (answer) => {
		const held = parts.book();
		if (!held) return;
		const found = check.look(held.state, answer, (first, second) => own.hashes(held, first, second));
		if (found === 'differs-still') parts.note('state-differs-still');
		if (found !== 'fetch-anew') return;
		parts.note('state-differs');
		parts.startDay(answer.day);
	};
}
