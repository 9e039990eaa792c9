/**
 * Tickets of an earlier life of this engine whose paper nobody heard of: it ended between the number and the word of the paper. The paper may
 * have come out or not (I-20), so it is reported as unknown; without a word the ticket would wait as if all were well.
 */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { Timers } from './ports.ts';
import { paperJob } from './take-ticket.ts';

export interface EarlierLife {
	station: string;
	epoch: string;
	/** Highest command number of the lives before this one. */
	lastN: number;
	/** No other machine ever sits here: what an earlier epoch of this seat left unsaid (a machine set up anew) nobody else will say. */
	alone: boolean;
}

function isOf(lives: readonly EarlierLife[], { station, epoch, n }: { station: string; epoch: string; n: number }): boolean {
	return lives.some((life) => life.station === station && (life.epoch === epoch ? n <= life.lastN : life.alone));
}

/** By station, in the order the numbers were given out. */
export function unheardPapers(state: HallDay, lives: readonly EarlierLife[]): { station: string; ticket: string }[] {
	return Object.values(state.tickets)
		.filter(({ paper, life }) => paper.copies === 0 && life.stage !== 'voided')
		.filter(({ station, issuedBy }) => isOf(lives, { station, ...issuedBy }))
		.sort((a, b) => a.position - b.position)
		.map(({ station, number }) => ({ station, ticket: number }));
}

export interface UnheardPapers {
	/** A life of this machine before this one, as its journal tells. */
	knowsOf(life: EarlierLife): void;
	/** The platform said how far its log goes: what happened in earlier lives is known once that much is held. */
	logGoesTo(head: number): void;
	/**
	 * Looks as soon as everything is known; and again when a platform that took over has learnt of an earlier number from another machine. `news`:
	 * what was added to the day since the last call.
	 */
	look(day: HallDay | null, news?: readonly HallEvent[]): void;
}

/** What another machine offers of the paper itself comes right after the number. */
const moreComesMs = 10_000;

/** `report`: keeps the report on this machine; rejects when it cannot. */
export function createUnheardPapers(
	report: (station: string, body: CommandBody<'ticket-paper'>) => Promise<unknown>,
	note: (code: string) => void,
	timers: Timers,
): UnheardPapers {
	const lives: EarlierLife[] = [];
	const told = new Set<string>();
	let head: number | null = null;
	let newest: HallDay | null = null;
	let looked = false;
	let waits = false;
	function lookNow(day: HallDay) {
		looked = true;
		for (const { station, ticket } of unheardPapers(day, lives)) {
			const job = paperJob(day.day, ticket, 1);
			if (told.has(job)) continue;
			told.add(job);
			note('paper-unheard');
			report(station, { ticket, job, copy: 1, outcome: 'unknown', proof: 'none', code: 'engine-restarted' }).catch(() =>
				note('paper-report-failed'),
			);
		}
	}
	return {
		knowsOf(life) {
			lives.push(life);
			looked = false;
		},
		logGoesTo(position) {
			head = position;
		},
		look(day, news = []) {
			newest = day;
			if (!day || lives.length === 0 || head === null || day.position < head) return;
			if (!looked) return lookNow(day);
			if (waits || !news.some((event) => event.name === 'ticket-issued' && isOf(lives, event))) return;
			waits = true;
			timers.set(() => {
				waits = false;
				if (newest) lookNow(newest);
			}, moreComesMs);
		},
	};
}
