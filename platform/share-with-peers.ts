/** What a platform does beside the others of its hall, as long as it runs: follows, copies what must not lie in one place only, fetches the book. */
import type { HallPlan } from '../domain/contracts/hall-plan.ts';
import type { ApplicationBook } from './applications/application-book.ts';
import type { DeliveryWishes } from './applications/delivery-wishes.ts';
import type { DraftShelf } from './applications/draft-shelf.ts';
import { followDrafts } from './applications/follow-drafts.ts';
import { followApplications } from './applications/follow-peers.ts';
import { followWishes } from './applications/follow-wishes.ts';
import { followAudits } from './audit/audit-copies.ts';
import type { HallAudit } from './audit/open-audit.ts';
import type { Clock } from './clock.ts';
import type { Log } from './observe/log.ts';
import type { AccountPassage } from './people/pass-accounts.ts';
import { fetchBook } from './reservations/fetch-book.ts';
import type { Reservations } from './reservations/open-reservations.ts';
import { followNotes } from './reviews/follow-notes.ts';
import type { SealedNotes } from './reviews/sealed-notes.ts';
import { followPlatformInCharge } from './term/follower.ts';
import type { LinesStore } from './term/kept-aside.ts';
import { peersOf } from './term/peers.ts';
import type { TermDesk } from './term/term-desk.ts';

export interface Shared {
	plan: HallPlan;
	store: LinesStore;
	clock: Clock;
	log: Log;
	desk: TermDesk;
	applications: ApplicationBook;
	audit: Pick<HallAudit, 'book' | 'differs'>;
	notes: SealedNotes;
	wishes: DeliveryWishes;
	drafts: DraftShelf;
	booked: Reservations;
	accounts?: AccountPassage | undefined;
	startAnew(): void;
}

/** `token`: absent = the platforms say nothing to each other. Until the returned function is called; it resolves when nothing is under way. */
export function shareWithPeers(token: string | undefined, parts: Shared): () => Promise<void> {
	if (token === undefined) return async () => {};
	const { plan, store, clock, log, desk, startAnew } = parts;
	const among = { peers: peersOf(plan, desk.office.id), token, clock, log };
	const ends = [
		followPlatformInCharge({ ...among, plan, store, desk, startAnew, accounts: parts.accounts }),
		followApplications({ ...among, book: parts.applications }),
		followAudits({ ...among, book: parts.audit.book, differs: parts.audit.differs }),
		followWishes({ ...among, wishes: parts.wishes }),
		followDrafts({ ...among, drafts: parts.drafts }),
		followNotes({ ...among, notes: parts.notes }),
		fetchBook({ ...among, booked: parts.booked, office: desk.office }),
		parts.booked.tell(among),
	];
	return async () => {
		for (const end of ends) await end();
	};
}
