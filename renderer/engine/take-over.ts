/** A take-over (接管) as a station lives through it: which term is heard of, what it had that others lack, and the order to begin one itself. */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { firstTerm, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';
import { createCameOfOwn } from './came-of-own.ts';
import { bookOf } from './day-book.ts';
import { platformsOf } from './endpoints.ts';
import { createOffers } from './offers.ts';
import type { Journal, Kept } from './ports.ts';
import { createRejoin, type Rejoin, type RejoinParts } from './rejoin.ts';
import { type OrderAnswer, type OrderParts, orderOf, type TakeOverWish } from './take-over-order.ts';
import { createTerms, termOf } from './terms.ts';

export type TakeOverParts = Omit<RejoinParts, 'offers' | 'own' | 'highest'> & { journal: Journal };

export interface TakeOver extends Rejoin {
	highest(): PlatformTerm;
	/** False: this platform was followed by another one. */
	accepts(welcome: Welcome): boolean;
	journalKnows(seats: readonly JournalSeat[]): void;
	/** After the book of the store was opened. */
	keptBefore(kept: Kept, plan: HallPlan): void;
	/** What the platform said that a command of this machine did. */
	happened(events: readonly HallEvent[]): void;
	order(wish: TakeOverWish, held: Omit<OrderParts, 'book' | 'following' | 'connected' | 'after'>): OrderAnswer;
	stop(): void;
}

export function createTakeOver(parts: TakeOverParts): TakeOver {
	const { journal, link, timers, note, isUp, book } = parts;
	const terms = createTerms({ journal, note });
	const offers = createOffers({ journal, link, timers, note, isUp });
	const own = createCameOfOwn();
	const rejoin = createRejoin({ ...parts, offers, own, highest: terms.highest });
	return {
		...rejoin,
		highest: terms.highest,
		accepts: ({ term }) => !terms.isOver(term),
		welcomed(welcome) {
			terms.heard(welcome.term ?? firstTerm);
			link.reach(platformsOf(welcome.plan));
			return rejoin.welcomed(welcome);
		},
		journalKnows(seats) {
			terms.known(termOf(seats));
			offers.journalKnows(seats);
			own.journalKnows(seats);
		},
		keptBefore(kept, plan) {
			terms.known(kept.terms?.highest);
			rejoin.storeKnows(kept);
			const { number, platform } = terms.highest();
			// After a take-over whoever decided last is asked first; before one the order of the start holds.
			link.reach(platformsOf(plan), number > firstTerm.number ? platformsOf(plan, platform)[0] : undefined);
		},
		happened: (events) => own.heard(rejoin.term(), events),
		order(wish, held) {
			const today = book();
			const past = rejoin.past();
			// The platform died overnight: what is held of its last day goes along, a day that has not begun anywhere is begun by the next.
			const last = past && !today?.events.length ? bookOf(held.plan, past.day, past.events) : today;
			const following = last && last === today ? own.following(last, rejoin.bookTerm()) : [];
			return orderOf(wish, { ...held, book: last, following, connected: isUp(), after: terms.highest() });
		},
		stop: offers.stop,
	};
}
