/** What kind of life a seed gives: small and large halls, calm and wild ones. */
import type { BoxOptions } from './hall-in-a-box.ts';
import { createRandom } from './random.ts';

export function lifeOfSeed(seed: number): BoxOptions {
	const random = createRandom(seed * 7919);
	return {
		seed,
		minutes: random.pick([5, 10, 20]),
		terminals: 2 + random.below(5),
		windows: 2 + random.below(8),
		pace: random.pick([1, 3, 6]),
		everyMs: random.pick([2_000, 5_000, 15_000, 60_000]),
		chaos: random.chance(0.5) ? { double: 0, reorder: 0 } : { double: 0.01, reorder: 0.01 },
	};
}
