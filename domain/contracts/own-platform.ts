/** The platform program on a station's own PC: whether it may be started there by a take-over, and how it stands. */
import type { PlatformId, TermReport } from './term.ts';

/** Why a take-over cannot be begun here, or did not come about. */
export const takeOverFaults = [
	'no-place', // the hall's list names no platform at a seat of this machine
	'no-program', // the platform program is not installed here
	'wrong-order', // made for another hall or another platform of the list
	'already-running', // it was ordered before
	'order-not-kept', // the disk took the order not
	'program-stopped', // it ended before it answered; its log says why
	'too-slow', // it did not answer in time
] as const;
export type TakeOverFault = (typeof takeOverFaults)[number];

export interface OwnPlatformState {
	/** Its place in the hall's list; `null` = none. */
	place: PlatformId | null;
	/** `none`: never ordered; `away`: ordered, and it ended or does not answer: started again by itself. */
	state: 'no-program' | 'none' | 'starting' | 'running' | 'away';
	/** Address it answers at, when it has a place. */
	url: string | null;
	/** What it last said of itself. */
	report: TermReport | null;
}

export type TakeOverBegun = { ok: true } | { ok: false; code: TakeOverFault };
