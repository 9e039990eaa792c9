/** What deciding takes and gives. */
import type { NewEvent, PickReason } from './events.ts';
import type { HallPlan } from './hall-plan.ts';
import type { TicketNumber } from './identity.ts';
import type { Refusal } from './refusals.ts';

export interface DecideContext {
	plan: HallPlan;
	/** Platform time, milliseconds. The only clock a decider knows. */
	now: number;
	/** Platform time minus the station's clock, measured on the link; 0 when unknown. Used once, for `queuedAt`. */
	clockOffset: number;
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
	show: 'call' | 'serving' | 'idle' | 'paused' | 'closed';
	ticket: TicketNumber | null;
	/** Grows with each call and recall of this ticket, so that a repeated call is a changed state. */
	times: number;
}
