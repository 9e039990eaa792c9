/**
 * Which call the big card shows, as a pure core: the clock is handed in, so it can be proved without waiting.
 * Every call gets its turn in the order of the log and stands for at least `dwellMs`; none is dropped for another.
 */
import type { CallRecord } from '../../domain/contracts/state.ts';

/** A called citizen looks up, reads a number and a window: below this a number cannot be read across a hall. */
export const dwellMs = 5_000;
/** A call that was missed while the board was off is shown again only if it is younger than this, or still open. */
export const catchUpMs = 60_000;
/** Calls younger than this whose citizen has not come yet take turns once all new ones were shown. */
export const freshMs = 30_000;

export interface Rotation {
	/** Log position of the newest call heard; `null` before the first hearing. */
	heard: number | null;
	shown: CallRecord | null;
	/** When `shown` came up, ms of the clock handed in. */
	since: number;
	/** Calls that have not had their turn, oldest first. */
	pending: CallRecord[];
}

export const quiet: Rotation = { heard: null, shown: null, since: 0, pending: [] };

/** True while the ticket of this call is still expected at its window. */
export type StillOpen = (call: CallRecord) => boolean;

/**
 * Takes in the calls of the day (newest first, as the state keeps them).
 * A repeated call of a ticket that still waits for its turn keeps the place of the first one.
 */
export function hearCalls(rotation: Rotation, calls: readonly CallRecord[], now: number, open: StillOpen): Rotation {
	const newest = calls[0];
	// A new day begins with fewer positions than the old one ended with.
	if (rotation.heard !== null && (newest?.position ?? 0) < rotation.heard) return hearCalls(quiet, calls, now, open);
	if (!newest) return rotation.heard === null ? { ...rotation, heard: 0 } : rotation;
	const first = rotation.heard === null;
	const unheard = calls.filter((call) => call.position > (rotation.heard ?? 0)).reverse();
	if (unheard.length === 0) return rotation;

	let { shown, since } = rotation;
	const pending = [...rotation.pending];
	for (const call of unheard) {
		if (now - call.at >= catchUpMs && !(open(call) && !first)) continue;
		if (first && !open(call)) continue;
		const place = pending.findIndex((other) => other.ticket === call.ticket && other.window === call.window);
		if (place >= 0) pending[place] = call;
		else if (shown && shown.ticket === call.ticket && shown.window === call.window) {
			shown = call;
			since = now;
		} else pending.push(call);
	}
	const next = { heard: newest.position, shown, since, pending };
	// At start something true stands on the card at once: the last call of the day, even an old one.
	if (!next.shown && pending.length === 0) return { ...next, shown: newest, since: now };
	return next.shown ? next : takeTurn(next, now);
}

function takeTurn(rotation: Rotation, now: number): Rotation {
	const [shown, ...pending] = rotation.pending;
	return shown ? { ...rotation, shown, since: now, pending } : rotation;
}

/**
 * Moves on when the shown call had its time. With nothing new, open calls of the last `freshMs` take turns in log order,
 * so that of several called at once each is seen again and again until its citizen has come.
 */
export function turn(rotation: Rotation, calls: readonly CallRecord[], now: number, open: StillOpen): Rotation {
	if (now - rotation.since < dwellMs) return rotation;
	if (rotation.pending.length > 0) return takeTurn(rotation, now);
	const { shown } = rotation;
	const fresh = freshCalls(calls, now, open);
	if (!shown || fresh.length === 0) return rotation;
	const after = fresh.find((call) => call.position > shown.position) ?? fresh[0];
	if (!after || after.position === shown.position) return rotation;
	return { ...rotation, shown: after, since: now };
}

/** Newest record of each open call, oldest first. */
function freshCalls(calls: readonly CallRecord[], now: number, open: StillOpen): CallRecord[] {
	const seen = new Set<string>();
	const fresh: CallRecord[] = [];
	for (const call of calls) {
		const key = `${call.ticket} ${call.window}`;
		if (seen.has(key)) continue;
		seen.add(key);
		if (now - call.at < freshMs && open(call)) fresh.push(call);
	}
	return fresh.reverse();
}

/** The last calls beside the big card: one line a ticket, newest first, never the one on the card. */
export function lastCalls(rotation: Rotation, calls: readonly CallRecord[], count: number): CallRecord[] {
	const seen = new Set(rotation.shown ? [rotation.shown.ticket] : []);
	const lines: CallRecord[] = [];
	for (const call of calls) {
		if (seen.has(call.ticket)) continue;
		seen.add(call.ticket);
		lines.push(call);
		if (lines.length === count) break;
	}
	return lines;
}
