/** A small seeded generator, so that every demo morning is the same morning (mulberry32, public domain). */
export interface Random {
	/** 0 ≤ x < 1. */
	next(): number;
	/** Whole number below `limit`. */
	below(limit: number): number;
	/** Minutes around a mean, never below a fifth of it: a right-skewed spread like real handling times. */
	minutesAround(mean: number): number;
}

export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		next,
		below: (limit) => Math.floor(next() * limit),
		minutesAround: (mean) => Math.max(mean / 5, mean * (0.4 + 0.6 * -Math.log(1 - next() * 0.95))),
	};
}
