/** One hall-day as it stands after some position of its log. Plain data, safe to clone and to hash. */
import type { CaseReport } from './cases.ts';
import type { Visit } from './commands.ts';
import type { EventBody, PickReason } from './events.ts';
import type { QueueId, StaffId, StationId, TicketNumber, WindowId } from './identity.ts';
import type { MachineTrouble } from './machine-trouble.ts';
import type { ReviewChannel } from './reviews.ts';
import type { TideState } from './tide-state.ts';

export type TicketLife =
	/** `behind`: calls of its queue that still go before it after a missed call; 0 = none. */
	| { stage: 'waiting'; since: number; returned: 'missed' | 'held' | 'transferred' | null; behind: number }
	| { stage: 'called'; window: WindowId; clerk: StaffId | null; at: number; recalls: number; lastCalledAt: number; reason: PickReason }
	| { stage: 'serving'; window: WindowId; clerk: StaffId | null; calledAt: number | null; since: number }
	/** `from`: the window that has done its part of it, and sent it back here. */
	| { stage: 'held'; window: WindowId; at: number; reason: string; until?: number; from?: WindowId }
	| { stage: 'done'; window: WindowId; clerk: StaffId | null; since: number | null; at: number }
	| { stage: 'no-show'; window: WindowId; at: number }
	| { stage: 'cancelled'; at: number; reason: string }
	| { stage: 'not-served'; at: number }
	| { stage: 'voided'; at: number; replacedBy: TicketNumber };
export type TicketStage = TicketLife['stage'];

export interface Ticket {
	number: TicketNumber;
	queue: QueueId;
	series: string;
	sequence: number;
	visit: Visit;
	origin: 'shared' | 'offline' | 'manual';
	/** Log position of issue: the tie-break of every ordering. */
	position: number;
	station: StationId;
	/** The command that issued it, so that a later report can name it as the ghost. */
	issuedBy: { epoch: string; n: number };
	/** The unanswered ask it stands for. */
	replaces?: { epoch: string; n: number };
	issuedAt: number;
	queuedAt: number;
	requeues: number;
	/** The window that sent it on and wants it back. */
	comeBackTo?: WindowId;
	/** When it was called for the first time; `null` = never. */
	firstCalledAt: number | null;
	paper: { copies: number; last: EventBody<'ticket-paper-known'> | null };
	/** Set when it was served, missed or left by hand, from the entry: times of the clerk's form, `null` where nobody noted one. */
	byHand?: {
		result: EventBody<'manual-service-entered'>['result'];
		calledAt: number | null;
		beganAt: number | null;
		endedAt: number | null;
		enteredBy: StaffId | null;
		enteredAt: number;
	};
	life: TicketLife;
}

interface WindowCommon {
	id: WindowId;
	duty: QueueId[];
}
export type WindowState =
	| (WindowCommon & { stage: 'closed' })
	| (WindowCommon & { stage: 'open'; clerk: StaffId; station: StationId; since: number; ticket: TicketNumber | null })
	| (WindowCommon & {
			stage: 'paused';
			clerk: StaffId;
			station: StationId;
			since: number;
			reason: string;
			until: number | null;
			ticket: TicketNumber | null;
	  });

/** What pick-next remembers of a queue's recent calls, so that it stays a pure function of state (Q1). */
export interface QueueState {
	id: QueueId;
	/** Priority tickets called in a row while ordinary ones waited. */
	priorityInRow: number;
	/** Ordinary tickets called since the last priority one. */
	normalSincePriority: number;
	/** The last ordinary tickets called, newest first, at most 5, for the reason in words. */
	lastNormal: TicketNumber[];
	/** The ordinary ticket that stood first when a later privileged one was called before it, and since when. */
	passed: { ticket: TicketNumber; since: number } | null;
}

/** A service reported for an offline number whose own report has not arrived yet. `at` is set once it was finished. */
export interface Stray {
	window: WindowId;
	clerk: StaffId | null;
	since: number | null;
	at: number | null;
}

export interface CallRecord {
	position: number;
	ticket: TicketNumber;
	window: WindowId;
	at: number;
	/** 0 = first call, 1.. = recalls. */
	recall: number;
}

export interface Conflict extends EventBody<'conflict-found'> {
	at: number;
	settled: { at: number; staff: StaffId | null; decision: string } | null;
}

export interface StationState {
	id: StationId;
	devices: Record<string, { deviceKind: string; state: EventBody<'device-health-changed'>['state']; code: string; since: number }>;
	helpSince: number | null;
	/** What is wrong with its PC; absent = nothing was ever said of it. */
	troubles?: (MachineTrouble & { since: number })[];
}

/** An application of which this day's log tells; times are the platform's. */
export interface ApplicationState {
	/** Where it was handed in. */
	station: StationId;
	items: string[];
	ticket: TicketNumber | null;
	attachments: number;
	/** `null` = not on this day. */
	handedInAt: number | null;
	submittedAt: number | null;
}

/** What a citizen said of a service. Only figures of many are ever shown to whoever was rated. */
export interface ReviewState {
	level: number;
	reasons: string[];
	channel: ReviewChannel;
	window: WindowId;
	clerk: StaffId | null;
	at: number;
}

/** Queues that people call by hand. */
export interface ManualState {
	/** `since`: its true beginning; `said`: the latest time it was said to have begun. */
	now: Record<QueueId, { since: number; said: number; reason: string; staff: StaffId | null; station: StationId }>;
	/** Periods that are over, as they ended. */
	over: { queue: QueueId; from: number; to: number; reason: string }[];
}

export interface HallDay {
	hall: string;
	day: string;
	/** Position of the last event folded in; 0 = none. */
	position: number;
	/** Whose word counts since a take-over of this day; `null` = no take-over. */
	term: { number: number; platform: string; block: number } | null;
	stage: 'not-open' | 'open' | 'closed';
	openedAt: number | null;
	/** Highest sequence issued, by series (`A`, `A2`). */
	series: Record<string, number>;
	tickets: Record<TicketNumber, Ticket>;
	/** Tickets in stage `waiting`, by queue, in no particular order: an index of `tickets`. */
	waiting: Record<QueueId, TicketNumber[]>;
	/** Tickets called, being served or held, the latest change last: an index of `tickets`. */
	inHand: TicketNumber[];
	strays: Record<TicketNumber, Stray>;
	windows: Record<WindowId, WindowState>;
	queues: Record<QueueId, QueueState>;
	/** Newest first, at most 50. */
	calls: CallRecord[];
	/** Booked people who did not come, by slot in milliseconds, then queue. */
	missedReservations: Record<number, Record<QueueId, number>>;
	conflicts: Conflict[];
	manual: ManualState;
	/** By reference. */
	applications: Record<string, ApplicationState>;
	/** Reports of this day, by case, in order. `caseOf` says what they make of it; those of other days are at the platform. */
	cases: Record<string, CaseReport[]>;
	stations: Record<StationId, StationState>;
	/** The one review of each service that has one, by its ticket. */
	reviews: Record<TicketNumber, ReviewState>;
	/** Proposed and approved changes of duty, locks, announced groups. */
	tide: TideState;
}
