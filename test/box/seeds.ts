/** What kind of life a seed gives: small and large halls, short and long days, calm and wild ones. */
import type { BoxOptions } from './hall-in-a-box.ts';
import { createRandom } from './random.ts';

export function lifeOfSeed(seed: number): BoxOptions {
	const random = createRandom(seed * 7919);
	const large = random.chance(0.3);
	const acts = random.pick([1, 1, 2, 3]);
	return {
		seed,
		minutes: random.pick(large ? [4, 8] : [5, 8, 15]) * (random.chance(0.1) ? 2 : 1),
		acts,
		terminals: 2 + random.below(large ? 19 : 4),
		windows: 2 + random.below(large ? 29 : 8),
		boards: 1 + random.below(large ? 3 : 2),
		platforms: 1 + random.below(3),
		pace: random.pick([1, 2, 4]),
		everyMs: random.pick([1_000, 4_000, 12_000, 60_000]),
		chaos: random.chance(0.5) ? { double: 0, reorder: 0 } : { double: 0.01, reorder: 0.01 },
	};
}

/** What a hunt lives: in half of the halls with several platforms those share a token, follow and hand over; in a quarter clerks sign in while cut off, in a quarter a centre
 * holds a copy of the log. The lives of `npm test` stay as they are drawn. */
export function huntedLife(seed: number): BoxOptions {
	const life = lifeOfSeed(seed);
	const signIns = createRandom(seed * 7919 + 2).chance(0.25);
	const centre = createRandom(seed * 7919 + 3).chance(0.25);
	return { ...life, signIns, centre, together: (life.platforms ?? 1) > 1 && createRandom(seed * 7919 + 1).chance(0.5) };
}

/** Large quiet halls, not for long: much happens in them for their processor time, and faults come as often as anywhere. */
export function largeLife(seed: number): BoxOptions {
	return {
		seed,
		terminals: 20 - (seed % 3) * 4,
		windows: 30 - (seed % 4) * 5,
		boards: 3,
		platforms: 1 + (seed % 3),
		pace: 0.06,
		minutes: 10,
		acts: 2,
		everyMs: 4_000,
	};
}
