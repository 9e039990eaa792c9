/** What taking a number needs of the engine. */
import type { HallDay } from '../../domain/contracts/state.ts';
import type { CountedPrinter } from './count-copies.ts';
import type { DayBook } from './day-book.ts';
import { type OwnSeries, sequencesOf } from './own-series.ts';
import type { TicketDesk } from './take-ticket.ts';
import type { TicketCodes } from './ticket-codes.ts';

export interface TicketDeskParts extends Pick<TicketDesk, 'devices' | 'disk' | 'now' | 'note'> {
	paper: CountedPrinter;
	codes: TicketCodes;
	ownSeries: OwnSeries;
	/** The book of the day to work in, begun when there is none. */
	today: () => DayBook;
	/** Its state with what is owed folded over it. */
	shown: () => HallDay | null;
	/** False while the day is one that only this machine's clock named. */
	dayNamed: () => boolean;
}

export function createTicketDesk({
	devices,
	disk,
	now,
	note,
	paper,
	codes,
	ownSeries,
	today,
	shown,
	dayNamed,
}: TicketDeskParts): TicketDesk {
	return {
		devices,
		printer: paper.printer,
		disk,
		book() {
			const book = today();
			return { ...book, state: shown() ?? book.state };
		},
		copies: (ticket) => Math.max(paper.tried(ticket), shown()?.tickets[ticket]?.paper.copies ?? 0),
		nextOwn(day, series) {
			const folded = shown();
			return ownSeries.next(day, series, folded?.day === day ? sequencesOf(folded, series) : [], dayNamed());
		},
		usedOwn: ownSeries.used,
		code: (ticket) => codes.make(ticket, today().plan.phoneAddress),
		now,
		note,
	};
}
