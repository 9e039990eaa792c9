/** What the door hands to one kind of message each (`hall-door.ts`). */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HandOverWish } from '../../domain/contracts/hand-over.ts';
import type { ShownProgress } from '../../domain/contracts/progress.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import type { DeliveryWishes } from '../applications/delivery-wishes.ts';
import type { PersonIndex } from '../applications/person-index.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { ReservationBook } from '../reservations/book.ts';
import type { PastWaits } from '../reservations/past-waits.ts';
import type { SlotOutlooks } from '../reservations/slot-outlooks.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';

/** Reservations at terminals. */
export interface TerminalBookings {
	/** `open`: false = the book lies at another platform of this hall. */
	booked: { book: ReservationBook; readonly open: boolean };
	waits: PastWaits;
	outlooks: Pick<SlotOutlooks, 'of'>;
}

/** Where a citizen's question after a matter is looked up. */
export interface ProgressBooks {
	cases: CaseBook;
	reviews: Pick<ReviewDesk, 'cases'>;
	/** Absent: nothing is found by card. */
	byCard?: {
		people: Pick<PersonIndex, 'of'>;
		wishes: Pick<DeliveryWishes, 'put' | 'drop'>;
		catalogue: CatalogueBook | undefined;
		/** Into the log of today, as the platform; true when it is there for certain. */
		say(body: { case: string; steps: [{ do: 'delivery'; way: NonNullable<ShownProgress['delivery']> }] }): Promise<boolean>;
	};
}

/** What stands behind the order; rejects with a `StoreFailure`. */
export type HandOverTo = (wish: HandOverWish & { by: string }) => Promise<{ ok: true; term?: PlatformTerm } | { ok: false; code: string }>;
