/** Seeded chance: the same seed gives the same life of a hall. */
export interface Random {
	/** At least 0, less than 1. */
	next(): number;
	/** Whole number from 0 to `limit` - 1. */
	below(limit: number): number;
	between(least: number, most: number): number;
	chance(probability: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** A stream of its own, so that one part's dice do not move another's. */
	fork(): Random;
}

/** mulberry32. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const raw = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return (t ^ (t >>> 14)) >>> 0;
	};
	const random: Random = {
		next: () => raw() / 4_294_967_296,
		below: (limit) => Math.floor(random.next() * limit),
		between: (least, most) => least + random.next() * (most - least),
		chance: (probability) => random.next() < probability,
		pick: (list) => list[random.below(list.length)]!,
		fork: () => createRandom(raw()),
	};
	return random;
}
