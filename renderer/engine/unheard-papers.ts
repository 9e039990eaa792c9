/**
 * Tickets of an earlier life of this engine whose paper nobody heard of: it ended between the number and the word of the paper. The paper may
 * have come out or not (I-20), so it is reported as unknown; without a word the ticket would wait as if all were well.
 */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { paperJob } from './take-ticket.ts';

export interface EarlierLife {
	station: string;
	epoch: string;
	/** Highest command number of the lives before this one. */
	lastN: number;
	/** No other machine ever sits here: what an earlier epoch of this seat left unsaid (a machine set up anew) nobody else will say. */
	alone: boolean;
}

/** By station, in the order the numbers were given out. */
export function unheardPapers(state: HallDay, lives: readonly EarlierLife[]): { station: string; ticket: string }[] {
	return Object.values(state.tickets)
		.filter(({ paper, life }) => paper.copies === 0 && life.stage !== 'voided')
		.filter(({ station, issuedBy }) =>
			lives.some((life) => life.station === station && (life.epoch === issuedBy.epoch ? issuedBy.n <= life.lastN : life.alone)),
		)
		.sort((a, b) => a.position - b.position)
		.map(({ station, number }) => ({ station, ticket: number }));
}

export interface UnheardPapers {
	/** A life of this machine before this one, as its journal tells. */
	knowsOf(life: EarlierLife): void;
	/** The platform said how far its log goes: what happened in earlier lives is known once that much is held. */
	logGoesTo(head: number): void;
	/** Looks once, as soon as everything is known. */
	look(day: HallDay | null): void;
}

/** `report`: keeps the report on this machine; rejects when it cannot. */
export function createUnheardPapers(
	report: (station: string, body: CommandBody<'ticket-paper'>) => Promise<unknown>,
	note: (code: string) => void,
): UnheardPapers {
	const lives: EarlierLife[] = [];
	let head: number | null = null;
	return {
		knowsOf: (life) => void lives.push(life),
		logGoesTo(position) {
			head = position;
		},
		look(day) {
			if (!day || lives.length === 0 || head === null || day.position < head) return;
			for (const { station, ticket } of unheardPapers(day, lives.splice(0))) {
				note('paper-unheard');
				const job = paperJob(day.day, ticket, 1);
				report(station, { ticket, job, copy: 1, outcome: 'unknown', proof: 'none', code: 'engine-restarted' }).catch(() =>
					note('paper-report-failed'),
				);
			}
		},
	};
}
