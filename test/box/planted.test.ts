/** Bugs planted into the hall in a box must be found, and lives that once found something stay in `foundSeeds`. */
import { describe, expect, test } from 'vitest';
import { findPlanted } from './find-planted.ts';
import { longestMs } from './fixed-lives.ts';
import { type BoxResult, runBox } from './hall-in-a-box.ts';
import { plantedBugs } from './planted-bugs.ts';

/** Lives that once found something, as they are drawn today; what they found is in the message of the commit that mended it. */
const foundSeeds = [
	// A line whose way up was dead lived on while the platform spoke by itself, and its clock jumped.
	{ seed: 13, minutes: 8, acts: 3, terminals: 4, windows: 7, boards: 2, pace: 1, everyMs: 1_000, chaos: { double: 0.01, reorder: 0.01 } },
	// After a take-over a paper was told before its ticket was known.
	{ seed: 15, minutes: 10, acts: 2, terminals: 3, windows: 4, boards: 1, platforms: 3, pace: 2, everyMs: 10_000 },
] as const;
describe('S10 I-11 lives that are lived again', () => {
	test.each(foundSeeds)(
		'seed $seed, which once found something',
		async (options) => {
			expect((await runBox(options)).breaches).toEqual([]);
		},
		longestMs,
	);
	test(
		'the same seed lives the same life twice',
		async () => {
			const lives: BoxResult[] = [];
			for (let time = 0; time < 2; time += 1) lives.push(await runBox({ seed: 77, minutes: 3, pace: 3, everyMs: 3_000 }));
			expect(lives[1]?.trace).toBe(lives[0]?.trace);
			expect(lives[1]?.happenings).toBe(lives[0]?.happenings);
		},
		longestMs,
	);
});

/** A tenth of those that are found in two seconds: `npm test` has a quarter of an hour for everything. */
const tried = plantedBugs.filter(({ slow }) => !slow).filter((_, at) => at % 10 === 0);
describe('the box finds what is wrong; `npm run hunt -- --planted` tries every bug', () => {
	test.each(tried)(
		'$breaks planted: $name',
		async (bug) => {
			expect((await findPlanted(bug, 12, 60)).seed, 'no seed showed it').not.toBeNull();
		},
		longestMs,
	);
});
