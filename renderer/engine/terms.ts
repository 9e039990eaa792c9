/** The highest term of office this machine has heard of (`domain/contracts/term.ts`): said in every hello, so that an older platform stands down. */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import { compareTerms, firstTerm, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { Journal } from './ports.ts';

export interface TermsParts {
	journal: Journal;
	note: (code: string) => void;
}

export interface Terms {
	highest(): PlatformTerm;
	/** What journal or store had kept. */
	known(term: PlatformTerm | undefined): void;
	/** A platform said it. An older one than the highest changes nothing. */
	heard(term: PlatformTerm): void;
	/** True when whoever decides in this term was followed by another since. */
	isOver(term: PlatformTerm | undefined): boolean;
}

/** The terms that the seats of a journal bring along. */
export function termOf(seats: readonly JournalSeat[]): PlatformTerm | undefined {
	return seats.find(({ term }) => term)?.term;
}

export function createTerms({ journal, note }: TermsParts): Terms {
	let highest = firstTerm;
	const rise = (term: PlatformTerm) => {
		if (compareTerms(term, highest) <= 0) return false;
		highest = term;
		return true;
	};
	return {
		highest: () => highest,
		known: (term) => void (term && rise(term)),
		heard({ number, platform }) {
			const term = { number, platform };
			if (!rise(term)) return;
			note('term-heard');
			// Not kept by a full disk: it is heard again with the next welcome.
			journal.append([{ type: 'term', term }]).catch(() => note('term-not-journaled'));
		},
		// A platform that says nothing of terms never heard of a take-over.
		isOver: (term = firstTerm) => compareTerms(term, highest) < 0,
	};
}
