/** What stands behind each group of addresses (`hall-pages.ts`). */
import type { DoorAnswer, DoorRequest } from '../applications/upload-door.ts';
import type { HistoryDesk } from '../figures/history-desk.ts';
import type { ManagerOf } from '../people/manager-session.ts';
import type { DayReports } from '../reconciliation/day-reports.ts';
import type { ReservationBook } from '../reservations/book.ts';
import type { createFrontDoor } from '../reservations/front-door.ts';
import type { PastWaits } from '../reservations/past-waits.ts';
import type { SlotOutlooks } from '../reservations/slot-outlooks.ts';

export interface DailyFiguresPages {
	desk: Pick<HistoryDesk, 'look' | 'file'>;
	managerOf: ManagerOf;
	/** Hash of the token of programs; `null` = managers alone. */
	readerTokenHash: string | null;
}

export interface ReconciliationPages {
	managerOf: ManagerOf;
	dayReports: DayReports;
}

export interface ReminderPages {
	/** The one that the gateway gave the hall. */
	token: string;
	/** `null`: no such reminder is being said, or no number is known. */
	phoneOf(id: string): Promise<string | null>;
}

export interface BookingPages {
	book: ReservationBook;
	door: ReturnType<typeof createFrontDoor>;
	/** False: the book lies at another platform of this hall. */
	readonly open: boolean;
}

/** What is known of waits to come; absent = nothing. */
export interface KnownWaits {
	waits: PastWaits;
	outlooks: Pick<SlotOutlooks, 'of'>;
}

export type UploadDoor = (request: DoorRequest) => Promise<DoorAnswer>;
