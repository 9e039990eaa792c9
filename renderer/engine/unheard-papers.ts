/**
 * Tickets of an earlier life of this engine whose paper nobody heard of: it ended between the number and the word of the paper. The paper may
 * have come out or not (I-20), so it is reported as unknown; without a word the ticket would wait as if all were well.
 */
import type { HallDay } from '../../domain/contracts/state.ts';

export interface EarlierLife {
	station: string;
	epoch: string;
	/** Highest command number of the lives before this one. */
	lastN: number;
}

/** By station, in the order the numbers were given out. */
export function unheardPapers(state: HallDay, lives: readonly EarlierLife[]): { station: string; ticket: string }[] {
	return Object.values(state.tickets)
		.filter(({ paper, life }) => paper.copies === 0 && life.stage !== 'voided')
		.filter(({ station, issuedBy }) =>
			lives.some((life) => life.station === station && life.epoch === issuedBy.epoch && issuedBy.n <= life.lastN),
		)
		.sort((a, b) => a.position - b.position)
		.map(({ station, number }) => ({ station, ticket: number }));
}
