/** When a simulated day is busy and when it is quiet: one rule for what a manager reads and what a terminal marks (错峰). */

const hour = 4;
/** Quiet is well below the busiest; where nobody waits long at any time, no time is quieter than another. */
const quietBelow = 0.5;
const busyFrom = 5;

/** The busiest hour of a queue: where people wait longest, minutes by quarter. */
export function peakOf(waits: Float64Array): { at: number; wait: number } {
	let best = { at: 0, wait: 0 };
	for (let at = 0; at + hour <= waits.length; at++) {
		const wait = waitAround(waits, at, at + hour);
		if (wait !== null && wait > best.wait) best = { at, wait };
	}
	return best;
}

/** The wait of these quarters; `null` = nobody is expected in them. */
export function waitAround(waits: Float64Array, from: number, until = from + hour): number | null {
	const some = Array.from(waits.subarray(from, until)).filter((wait) => !Number.isNaN(wait));
	return some.length === 0 ? null : some.reduce((sum, wait) => sum + wait, 0) / some.length;
}

export function isQuiet(wait: number, busiest: number): boolean {
	return busiest >= busyFrom && wait <= quietBelow * busiest;
}
