/**
 * What this machine's own commands did, as the platform of the time said so: kept by the journal until their day is over. A platform that takes over may
 * lack some of it while nobody else saw it, and this machine itself may have lost its copy of the day (I-1, I-8).
 */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { compareTerms, type PlatformTerm, type TermBegin } from '../../domain/contracts/term.ts';
import type { DayBook } from './day-book.ts';
import { namesOf } from './same-event.ts';

export interface CameOfOwn {
	journalKnows(seats: readonly JournalSeat[]): void;
	heard(term: PlatformTerm, events: readonly HallEvent[]): void;
	/** Events that follow the book without a gap, of the term that wrote it last. */
	following(book: DayBook, term: PlatformTerm): HallEvent[];
	/**
	 * What the platform of a later term may lack, by the term it was decided in: of the book's day all that the book does not hold, which must hold
	 * all that this platform has; of another day what came after the place where a later term began.
	 */
	missing(book: DayBook, term: PlatformTerm, terms: readonly TermBegin[]): { term: PlatformTerm; day: string; events: HallEvent[] }[];
}

/** A report of yesterday may come after midnight. */
const daysKept = 2;

export function createCameOfOwn(): CameOfOwn {
	const came = new Map<string, { term: PlatformTerm; event: HallEvent }>();
	let newest = '';
	function add(term: PlatformTerm, event: HallEvent) {
		came.set(namesOf(event)[0]!, { term, event });
		if (event.day <= newest) return;
		newest = event.day;
		const since = [...new Set([...came.values()].map((each) => each.event.day))].sort().slice(-daysKept)[0]!;
		for (const [name, each] of came) if (each.event.day < since) came.delete(name);
	}
	/** Where the first term after this one begins, when it begins on `day` or before. */
	function overFrom(day: string, term: PlatformTerm, terms: readonly TermBegin[]): number | null {
		const later = terms.filter((each) => compareTerms(each, term) > 0 && each.from.day <= day);
		return later.length === 0 ? null : Math.min(...later.map(({ from }) => (from.day === day ? from.position : 0)));
	}
	return {
		journalKnows(seats) {
			for (const seat of seats) for (const { term, event } of seat.came ?? []) add(term, event);
		},
		heard(term, events) {
			for (const event of events) add(term, event);
		},
		following({ day, state }, term) {
			const after = [...came.values()]
				.filter((each) => each.event.day === day && each.event.position > state.position && compareTerms(each.term, term) === 0)
				.map(({ event }) => event)
				.sort((a, b) => a.position - b.position);
			const gap = after.findIndex((event, index) => event.position !== state.position + 1 + index);
			return gap < 0 ? after : after.slice(0, gap);
		},
		missing(book, term, terms) {
			const held = new Set(book.events.flatMap(namesOf));
			const found = new Map<string, { term: PlatformTerm; day: string; events: HallEvent[] }>();
			for (const { term: of, event } of came.values()) {
				if (compareTerms(of, term) >= 0) continue;
				const { day } = event;
				const from = day === book.day ? 0 : overFrom(day, of, terms);
				if (from === null || event.position <= from || namesOf(event).some((name) => held.has(name))) continue;
				const key = `${of.number}${of.platform}/${day}`;
				const group = found.get(key) ?? { term: of, day, events: [] };
				group.events.push(event);
				found.set(key, group);
			}
			for (const { events } of found.values()) events.sort((a, b) => a.position - b.position);
			return [...found.values()];
		},
	};
}
