import type { CardEvent, DeviceHealth } from '../../domain/contracts/device.ts';
import type { ExchangeFailure } from '../bus/exchange.ts';
import type { ReadCard } from './card.ts';
import type { CommandName } from './commands.ts';
import type { Answer } from './frames.ts';

/** Where the reading sequence (protocols.md 2.10) stands. What follows from an answer: `reading-step.ts`. */
export interface ReadingSettings {
	pollMs: number;
	sameCardMs: number;
	readNewAddress: boolean;
	/** Hand the photo on with the card, undecoded. */
	photo: boolean;
}

export type FailedCode = Extract<CardEvent, { type: 'card-failed' }>['code'];

export type ReadingEvent =
	| { type: 'card-found' }
	| { type: 'card-read'; card: ReadCard }
	| { type: 'card-removed' }
	| { type: 'card-failed'; code: FailedCode };

export type Health = Pick<DeviceHealth, 'state' | 'code'>;

export interface Reading {
	/** Nothing was understood since the port was opened, or for so long that another reader may hang there: its speed is looked for. */
	searching: boolean;
	/** Every speed there is was tried in vain at least once. */
	triedAll: boolean;
	/** The number of the module was asked for since the port was opened. */
	idAsked: boolean;
	/** The first find after a start: a card may have been left selected by an earlier program. */
	firstFind: boolean;
	/** A command that tests whether the card still lies there, not a reading. */
	probing: boolean;
	/** Exchanges without any answer in a row. */
	silent: number;
	repeated: boolean;
	selectFailures: number;
	/** Last card reported: its text block, and when it was last seen. Forgotten once it could not be taken for the same card any more (P1). */
	last: { text: string; seenAt: number } | null;
	/** The last card had been out of sight for longer than `sameCardMs` when a card was found. */
	fresh: boolean;
	/** `card-found` has been told for the card that is being read. */
	announced: boolean;
	/** A reported card is believed to lie there. */
	present: boolean;
	/** Refused card: nothing is tried until it is taken away. */
	blocked: boolean;
	/** Failure told for the card that lies there, so that it is told once. */
	told: FailedCode | null;
	probedAt: number;
	checkedAt: number;
	/** What the module cannot do and why; holds until the command that showed it is answered well. */
	fault: { by: CommandName; code: 'self-test-failed' | 'not-authorised' | 'device-fault' } | null;
	/** What went wrong with the card that lies there; health keeps saying so until it is read or gone, and does not flicker in between. */
	trouble: 'protocol-error' | 'no-answer' | null;
	/** The command a reset was tried for: one reset, then a person must act. */
	resetFor: CommandName | null;
	/** Card read in whole, waiting for its newer address. */
	pending: { card: ReadCard; text: string } | null;
}

export type ReadingInput =
	| { ok: true; answer: Answer }
	/** `triedAll`: no further speed of this round is left to try. */
	| { ok: false; failure: ExchangeFailure; triedAll: boolean };

export interface ReadingStep {
	state: Reading;
	events: ReadingEvent[];
	/** `null` = nothing new is known. */
	health: Health | null;
	/** `paced`: `afterMs` counts from the command that was sent, not from its end. */
	next: { command: CommandName; afterMs: number; paced: boolean };
}

/** Nothing is known yet; `now` in milliseconds since 1970. */
export function startReading(now: number): Reading {
	return {
		searching: true,
		triedAll: false,
		idAsked: false,
		firstFind: true,
		probing: false,
		silent: 0,
		repeated: false,
		selectFailures: 0,
		last: null,
		fresh: true,
		announced: false,
		present: false,
		blocked: false,
		told: null,
		probedAt: now,
		checkedAt: now,
		fault: null,
		trouble: null,
		resetFor: null,
		pending: null,
	};
}

/** The port is open, for the first time or anew: who answers there, and at what speed, is not known. */
export function meetReader(before: Reading, now: number): Reading {
	const unknown = {
		searching: true,
		triedAll: false,
		idAsked: false,
		firstFind: true,
		fault: null,
		trouble: null,
		resetFor: null,
	} as const;
	return { ...before, ...unknown, silent: 0, repeated: false, checkedAt: now };
}

/**
 * The reader cannot be asked any more, in the middle of an exchange or between two: a card that was announced will not be read,
 * and one that was reported can no longer be seen. Whoever waits for the end of either is told.
 */
export function loseReader(before: Reading): { state: Reading; events: ReadingEvent[] } {
	const events: ReadingEvent[] = [];
	if (before.pending) events.push({ type: 'card-read', card: before.pending.card });
	else if (before.announced) events.push({ type: 'card-failed', code: 'device-fault' });
	const removed = before.pending !== null || before.present || before.blocked;
	if (removed) events.push({ type: 'card-removed' });
	const last = before.pending ? { text: before.pending.text, seenAt: before.last?.seenAt ?? before.probedAt } : before.last;
	const nothingLies = { announced: false, present: false, blocked: false, told: null, pending: null, probing: false } as const;
	return {
		state: { ...before, ...nothingLies, fresh: before.fresh || removed, last, firstFind: true, repeated: false, selectFailures: 0 },
		events,
	};
}
