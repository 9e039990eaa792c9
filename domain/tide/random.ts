/**
 * Chance that can be had again: everything random in the tide comes from a generator that was given its seed, so that a proposal replays
 * from what was recorded with it. 32-bit arithmetic alone, hence the same in Node, in a worker and in a browser.
 */
export interface Random {
	/** The next number in (0, 1); never 0, so that its logarithm exists. */
	next(): number;
}

/** `sfc32`, seeded from one whole number. */
export function randomFrom(seed: number): Random {
	let a = 0x9e3779b9 ^ seed;
	let b = 0x243f6a88;
	let c = 0xb7e15162 ^ Math.floor(seed / 0x1_0000_0000);
	let d = 1;
	const step = () => {
		const t = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + t) | 0;
		return t >>> 0;
	};
	for (let round = 0; round < 16; round++) step();
	return { next: () => (step() + 0.5) / 4_294_967_296 };
}

/** A seed of its own for part `part` of something seeded with `seed`: neighbouring parts share nothing. */
export function seedOfPart(seed: number, part: number): number {
	let mixed = (seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0;
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0;
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
	return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Seconds until the next of events that come `rate` times a second. */
export function exponential(random: Random, mean: number): number {
	return -mean * Math.log(random.next());
}

export function standardNormal(random: Random): number {
	return Math.sqrt(-2 * Math.log(random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Lognormal with this mean and coefficient of variation; 0 = always the mean. */
export function lognormal(random: Random, mean: number, variation: number): number {
	if (variation <= 0) return mean;
	const spread = Math.log(1 + variation * variation);
	return mean * Math.exp(Math.sqrt(spread) * standardNormal(random) - spread / 2);
}

/** How many of events that are expected `mean` times. */
export function poisson(random: Random, mean: number): number {
	if (mean <= 0) return 0;
	if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * standardNormal(random)));
	const limit = Math.exp(-mean);
	let count = 0;
	let product = random.next();
	while (product > limit) {
		count++;
		product *= random.next();
	}
	return count;
}
