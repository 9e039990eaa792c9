/** When the technician's screen closes by itself: it must not stay open in a public hall. Pure; ms of one monotonic clock. */
export const idleMs = 10 * 60_000;
/** In the last minute it says so. */
export const warnMs = 60_000;

export type Idle = { show: 'nothing' } | { show: 'warning'; seconds: number } | { show: 'close' };

export function idleAt(now: number, lastTouch: number): Idle {
	const left = lastTouch + idleMs - now;
	if (left <= 0) return { show: 'close' };
	return left <= warnMs ? { show: 'warning', seconds: Math.ceil(left / 1_000) } : { show: 'nothing' };
}
