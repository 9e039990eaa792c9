import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { Framing } from '../bus/bus.ts';
import type { DisplayDeclaration, Wanted } from './display.ts';

/** What a display should be like now. Decided by its keeper (`keeper.ts`), put into bytes by the speaker of its protocol. */
export interface Desired {
	/** By zone; a text may be empty. A zone that was never stated is not there and is left as it is. */
	zones: ReadonlyMap<number, Wanted>;
	on: boolean;
	/** 0 … 16; `null` = nobody has said. */
	level: number | null;
	/** Everything is to be wiped; `zones` is empty then. */
	cleared: boolean;
}

/** What an answer means. `again`: worth so many repeats, each so long after the refusal. */
export type Verdict = { ok: true } | { ok: false; code: string; again?: { times: number; afterMs: number } };

/** One frame, and at most one answer to it: what a display gets of the line at a time. */
export interface Step<Event> {
	/** Says what it is about (`show:0`, `power`, `status` …): refusals are remembered by it, and it is what a log names. */
	key: string;
	bytes: Uint8Array;
	/** Milliseconds until the first byte of the answer, without the time on the wire. `null`: nothing answers, written is all that can be known. */
	answerMs: number | null;
	/** The meaning of this event if it answers this step; the speaker notes what it learns. `null` = it does not belong here. */
	accept(event: Event): Verdict | null;
	/** Called when nothing answers and the bytes were written. */
	written?(): void;
	/** No answer is no failure here. */
	mayBeSilent?: boolean;
	/** The line must be silent for so long afterwards. */
	restMs?: number;
}

export type Facts = DeviceTestResult['facts'];

/** Puts what is wanted into the frames of one protocol, and knows what the display has taken. Sends nothing itself; pure apart from its memory. */
export interface Speaker<Event> {
	/** Nothing is known of the display any more (port opened, power cut feared): everything is to be sent again. */
	forget(): void;
	/** The minute of the renewal is over: everything is sent again, apart from what would disturb a reader and is very likely still there. */
	renew(): void;
	/** Something may have changed unseen: what can be asked is asked again, without sending anything again that is still there. */
	doubt(): void;
	/** The next frame that brings the display nearer to what is wanted; `null` when it is there. Steps whose key is in `refused` are passed over. */
	next(desired: Desired, refused: { has(key: string): boolean }): Step<Event> | null;
	/** A sign of life without change; `null` when this protocol or address has none. */
	ping(): Step<Event> | null;
	/** Whether anything ever answers here. */
	readonly answers: boolean;
	/** `false`: this part of a display, or this ability, does not exist. */
	can(what: { zone: number } | 'power' | 'brightness' | 'clear'): boolean;
	/** Tests of this protocol alone, by name; each a list of frames sent one after the other. */
	readonly ownTests: Readonly<Record<string, () => Step<Event>[]>>;
	facts(): Facts;
	/** Characters of the texts now shown that the display lacks. */
	replaced(desired: Desired): number;
}

/** A protocol as the line needs it. */
export interface DisplayLanguage<Event> {
	framing(): Framing<Event>;
	/** An event that says a frame came in broken. */
	damaged(event: Event): boolean;
	/** Bytes that belong to no frame; 0 when the event is a frame. */
	noise(event: Event): number;
	/** Milliseconds between two frames when nothing else is declared. */
	readonly gapMs: number;
	speaker(display: DisplayDeclaration, now: () => number): Speaker<Event>;
}
