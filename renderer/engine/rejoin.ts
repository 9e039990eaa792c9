/**
 * The way back into one log after a take-over. What a former platform had decided after the place where the new term began may be unknown to the
 * platform in charge: it is offered first, and what its log then does not hold is rolled back (S10). Events that both logs hold stay as they are.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { compareTerms, firstTerm, type PlatformTerm, type TermBegin } from '../../domain/contracts/term.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';
import type { CameOfOwn } from './came-of-own.ts';
import type { DayBook } from './day-book.ts';
import type { Offers } from './offers.ts';
import type { Kept, Link, Timers } from './ports.ts';
import { firstReigns, forkPoint, type KeptTerms, type Reign, reignsOn } from './reigns.ts';
import { sameEvent } from './same-event.ts';
import type { StoreKeeper } from './store-keeper.ts';

const againMs = 1_000;

export interface RejoinParts {
	hall: string;
	link: Link;
	timers: Timers;
	store: StoreKeeper;
	offers: Offers;
	own: CameOfOwn;
	isUp: () => boolean;
	book: () => DayBook | null;
	/** Highest term heard of. */
	highest: () => PlatformTerm;
	/** The book ends here from now on: fold again and tell everybody. */
	cutBack: (position: number) => void;
	take: (events: readonly HallEvent[]) => void;
	/** Ask for what follows the book. */
	catchUp: () => void;
	note: (code: string, count?: number) => void;
}

export interface Rejoin {
	/** What the store held; a day that is over was not opened as the book. */
	storeKnows(kept: Pick<Kept, 'day' | 'events' | 'terms'>): void;
	/** The last day that was kept, while no platform has been heard since it ended. */
	past(): { day: string; events: readonly HallEvent[] } | null;
	/** The term of the platform that is spoken to, or was last. */
	term(): PlatformTerm;
	/** The term in which the last of the book was decided. */
	bookTerm(): PlatformTerm;
	/** A platform is in charge: call it before the book is begun anew. True when it decides in a later term than the book was written in. */
	welcomed(welcome: Welcome): boolean;
	/** The book is about to be begun anew: what of it nobody else may have is offered. */
	leaves(): void;
	/** The book was begun anew. */
	begun(day: string): void;
	/** False: the book continues this platform's log, take them. True: they are being compared with what is held. */
	compares(events: readonly HallEvent[]): boolean;
	/** True while what is held may differ from the platform's log. */
	inDoubt(): boolean;
	/** Something was taken, or the link is up again: what the platform turns out to lack is offered. */
	look(): void;
	down(): void;
}

interface Doubt {
	day: string;
	/** Up to here both logs are equal. */
	compared: number;
	differs: boolean;
	offered: boolean;
}

export function createRejoin(parts: RejoinParts): Rejoin {
	const { hall, link, timers, store, offers, own, isUp, book, note } = parts;
	/** Of the book that is held. */
	let reigns: readonly Reign[] = firstReigns;
	let spoken: { term: PlatformTerm; terms: readonly TermBegin[]; head: number } = { term: firstTerm, terms: [], head: 0 };
	let doubt: Doubt | null = null;
	/** A day that was over when this engine began. */
	let past: { day: string; events: readonly HallEvent[]; reigns: readonly Reign[] } | null = null;
	/** The day is wanted in whole before it is said what the platform lacks of this machine's own. */
	let owing = false;
	const theirs = (day: string) => reignsOn(day, spoken.term, spoken.terms);
	const last = (of: readonly Reign[]): PlatformTerm => {
		const { number, platform } = of.at(-1) ?? { ...firstTerm };
		return { number, platform };
	};
	const keptTerms = (day: string | null): KeptTerms => ({ highest: parts.highest(), day, reigns: [...reigns] });
	function keep() {
		const terms = keptTerms(book()?.day ?? null);
		store.write((kept) => kept.keepTerms(hall, terms));
	}
	/** Nothing that is written from here on reaches the store before they are in the journal: until then the store still holds them. */
	function offer(term: PlatformTerm, day: string, events: readonly HallEvent[]): Promise<void> {
		const kept = offers.keep(term, day, events);
		store.write(() => kept);
		return kept;
	}

	function joined() {
		doubt = null;
		const held = book();
		if (held) reigns = theirs(held.day);
		keep();
		parts.catchUp();
		look();
	}
	function rollBack(at: number) {
		const held = book();
		if (!held) return;
		note('rolled-back', held.state.position - at);
		doubt = null;
		reigns = theirs(held.day);
		const terms = keptTerms(held.day);
		store.write((kept) => kept.cutAfter(hall, held.day, at, terms));
		parts.cutBack(at);
		parts.catchUp();
		look();
	}

	/** Asks for the platform's log until it is known whether all that is held is in it. False when the link went. */
	async function compareAll(mine: Doubt): Promise<boolean> {
		while (doubt === mine && isUp() && !mine.differs) {
			const before = mine.compared;
			const answer = await link.resume({ day: mine.day, position: before });
			if (doubt !== mine || !isUp()) return false;
			if (!answer) {
				await new Promise<void>((resolve) => timers.set(resolve, againMs));
				continue;
			}
			// Midnight came meanwhile: the beat or the next events say so, and what is held is offered by then.
			if (answer.day !== mine.day) return true;
			compares(answer.events);
			if (doubt !== mine || mine.compared >= answer.head || mine.compared === before) break;
		}
		return doubt === mine && isUp();
	}

	async function heal(mine: Doubt) {
		if (!(await compareAll(mine))) return;
		const held = book();
		if (!held) return;
		// While the platform gathers, it takes them into its log as they are.
		await offer(last(reigns), held.day, held.events.slice(mine.compared));
		mine.offered = true;
		if (!(await offers.send(spoken.term)) || doubt !== mine) return;
		mine.differs = false;
		if (await compareAll(mine)) rollBack(mine.compared);
	}

	function compares(events: readonly HallEvent[]): boolean {
		const mine = doubt;
		const held = book();
		if (!mine || !held) return false;
		for (const [index, event] of events.entries()) {
			if (event.day !== mine.day || event.position <= mine.compared) continue;
			if (mine.differs || event.position !== mine.compared + 1) return true;
			const ours = held.events[event.position - 1];
			if (ours && !sameEvent(ours, event)) {
				mine.differs = true;
				return true;
			}
			if (ours) mine.compared += 1;
			if (mine.compared === held.state.position) {
				joined();
				parts.take(events.slice(index));
				return true;
			}
		}
		return true;
	}

	function look() {
		const held = book();
		if (!owing || !held || doubt || !isUp() || held.state.position < spoken.head) return;
		owing = false;
		for (const { term, day, events } of own.missing(held, spoken.term, spoken.terms)) {
			const fresh = events.filter((event) => !offers.has(event));
			if (fresh.length > 0) void offer(term, day, fresh).then(() => offers.send(spoken.term));
		}
	}

	return {
		storeKnows({ day, events, terms }) {
			const wrote = terms && terms.day === day ? terms.reigns : firstReigns;
			if (day === book()?.day) reigns = wrote;
			else if (day !== null && events.length > 0) past = { day, events, reigns: wrote };
		},
		past: () => past,
		term: () => spoken.term,
		bookTerm: () => last(reigns),
		welcomed({ term = firstTerm, terms = [], day, head }) {
			const held = book();
			doubt = null;
			spoken = { term, terms, head };
			owing = true;
			const later = compareTerms(term, last(reigns)) > 0;
			const fork = held && later ? forkPoint(reigns, theirs(held.day)) : null;
			if (held && fork !== null && fork < held.state.position) {
				note('term-began-before', held.state.position - fork);
				if (held.day === day) {
					doubt = { day, compared: fork, differs: false, offered: false };
					void heal(doubt);
				} else void offer(last(reigns), held.day, held.events.slice(fork));
			} else if (held?.day === day) {
				reigns = theirs(day);
				keep();
			}
			// A machine that was off when its day ended: what it held of it may be needed still.
			if (past) {
				const since = compareTerms(term, last(past.reigns)) > 0 ? forkPoint(past.reigns, theirs(past.day)) : null;
				if (since !== null && since < past.events.length) void offer(last(past.reigns), past.day, past.events.slice(since));
				past = null;
			}
			void offers.send(term);
			return later;
		},
		leaves() {
			const held = book();
			if (doubt && held) void offer(last(reigns), held.day, held.events.slice(doubt.compared)).then(() => offers.send(spoken.term));
			doubt = null;
		},
		begun(day) {
			doubt = null;
			reigns = theirs(day);
			keep();
		},
		compares,
		inDoubt: () => doubt !== null,
		look,
		down() {
			doubt = null;
		},
	};
}
