/** The lives that every `npm test` lives, in two files of about a million events each; `npm run hunt` goes on from here. */
import { describe, expect, test } from 'vitest';
import { type BoxOptions, runBox } from './hall-in-a-box.ts';
import { largeLife, lifeOfSeed } from './seeds.ts';

const oneMinute = 60_000;
export const longestMs = 10 * oneMinute;

/** Lives of every kind, and of the large ones from 301 to 360 those with the most events for their processor time (16,000 to 26,000 a second). */
const lives: Record<'first' | 'second', BoxOptions[]> = {
	// 10113: take-overs that never came to decide used up every block. 10090: twice put back, and nobody pressed again in time.
	first: [
		lifeOfSeed(1),
		lifeOfSeed(10_090),
		lifeOfSeed(10_113),
		...[310, 322, 332, 334, 341, 343, 344, 345, 346, 348, 349, 350, 353, 357, 359].map(largeLife),
	],
	// 10047, 10052, 10059: what they found is in the messages of the commits that mended it.
	second: [
		lifeOfSeed(2),
		lifeOfSeed(10_047),
		lifeOfSeed(10_052),
		lifeOfSeed(10_059),
		...[308, 311, 313, 314, 316, 317, 319, 320, 323, 327, 331, 340, 355, 356, 358, 360].map(largeLife),
	],
};

/** Lives one half of them, and asks for so many events in all. */
export function liveThrough(half: keyof typeof lives, leastEvents: number): void {
	let events = 0;
	describe('S1 S2 S3 S5 S6 S7 S8 S9 S10 T1 T3 Q1 P1 I-1 I-2 I-11 L-1 L-2 L-3 a hall in which everything breaks keeps its promises', () => {
		test.each(lives[half])(
			'seed $seed',
			async (options) => {
				const life = await runBox(options);
				events += life.happenings;
				expect(life.breaches).toEqual([]);
				expect(life.tickets).toBeGreaterThan(0);
			},
			longestMs,
		);
		test(`all of that were ${leastEvents} events or more`, () => {
			console.log(`hall in a box, ${half} half: ${events} events`);
			expect(events).toBeGreaterThanOrEqual(leastEvents);
		});
	});
}
