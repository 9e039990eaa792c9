/** What deciding takes and gives. */
import type { NewEvent, PickReason } from './events.ts';
import type { HallPlan } from './hall-plan.ts';
import type { TicketNumber } from './identity.ts';
import type { Refusal } from './refusals.ts';
import type { ReservationState } from './reservations.ts';

export interface DecideContext {
	plan: HallPlan;
	/** Platform time, milliseconds. The only clock a decider knows. */
	now: number;
	/** Platform time minus the station's clock, measured on the link; 0 when unknown. Used once, for `queuedAt`. */
	clockOffset: number;
	/**
	 * The reservation behind a reference: `null` = there is none. Given by the platform, which keeps them; a station that looks ahead has only
	 * its list, and leaves this out.
	 */
	reservationOf?(ref: string): KnownReservation | null;
	/** Departments a member of staff works for; `undefined` = nobody said. Given by the platform, which keeps the list of staff. */
	departmentsOf?(staff: string): readonly string[] | undefined;
	/** The department of a task of a case that earlier days tell of; `undefined` = not known. */
	departmentOfTask?(ref: string, task: string): string | undefined;
}

/** What deciding needs of a reservation. */
export interface KnownReservation {
	hall: string;
	/** Business day of the slot, and its start. */
	day: string;
	slot: number;
	queue: string;
	state: ReservationState;
}

export type Decision = { ok: true; events: NewEvent[] } | { ok: false; refusal: Refusal };

/** The next ticket for a window and why (Q1). */
export interface Pick {
	ticket: TicketNumber;
	reason: PickReason;
}

/** Waiting at one queue, as shown to people: a range, never false precision. */
export interface WaitEstimate {
	people: number;
	/** `null` = cannot be known (nobody serves this queue). `[0, 0]` = no wait. */
	minutes: [number, number] | null;
}

/** What one window's display shows now; worded by `config/wording`. */
export interface WindowDisplay {
	/** `manual`: people call all of its queues by hand. */
	show: 'call' | 'serving' | 'idle' | 'paused' | 'closed' | 'manual';
	ticket: TicketNumber | null;
	/** Grows with each call and recall of this ticket, so that a repeated call is a changed state. */
	times: number;
}
