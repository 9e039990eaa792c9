/** When a press counts, as a pure state machine: only while one is asked for, once per ask, only the first. */

export interface Asking {
	/** An ask is open. */
	open: boolean;
	/** The last rating frame, whether it counted or not, and when it came: the pad may send it again until it is acknowledged. */
	last: { rating: number; at: number } | null;
}

export const notAsking: Asking = { open: false, last: null };

export type Press =
	| { counts: true }
	/** `repeated`: the same press once more; `unasked`: nobody asked, or the answer is in already. */
	| { counts: false; why: 'repeated' | 'unasked' };

/** Takes one rating frame. `repeatMs`: within this the same frame again is the same press; 0 = the pad never repeats. */
export function takePress(asking: Asking, rating: number, now: number, repeatMs: number): { asking: Asking; press: Press } {
	const { last } = asking;
	const repeated = repeatMs > 0 && last !== null && last.rating === rating && now - last.at <= repeatMs;
	const next = { ...asking, last: { rating, at: now } };
	// Without this the end of one citizen's press would rate the next one's service.
	if (repeated) return { asking: next, press: { counts: false, why: 'repeated' } };
	if (!asking.open) return { asking: next, press: { counts: false, why: 'unasked' } };
	return { asking: { ...next, open: false }, press: { counts: true } };
}
