/** The hall in a box with fixed seeds; `npm run hunt` goes on from here. A seed that once found something stays in `foundSeeds`. */
import { describe, expect, test } from 'vitest';
import { findPlanted } from './find-planted.ts';
import { type BoxResult, runBox } from './hall-in-a-box.ts';
import { plantedBugs } from './planted-bugs.ts';
import { lifeOfSeed } from './seeds.ts';

/** Options as they were when the seed found something, so that it goes on finding it. */
const foundSeeds = [
	// A report stayed in the journal for ever after the disk had been full while it was settled.
	{ seed: 3, minutes: 10, pace: 4, everyMs: 4_000 },
	{ seed: 27, minutes: 10, pace: 4, everyMs: 4_000 },
] as const;
/** Lives of every kind, and long calmer days of a small hall: much happens in them for their processor time. */
const fixedLives = [
	...[101, 102, 103, 105, 106, 107, 108, 109].map(lifeOfSeed),
	...[201, 202, 203, 204].map((seed) => ({ seed, minutes: 20, terminals: 2, windows: 5, pace: 3, everyMs: 20_000 })),
];
const leastHappenings = 1_000_000;

const oneMinute = 60_000;
let happenings = 0;
async function live(options: Parameters<typeof runBox>[0]): Promise<BoxResult> {
	const life = await runBox(options);
	happenings += life.happenings;
	return life;
}

describe('S1 S2 S3 S5 S9 S10 T1 T3 Q1 I-1 I-2 I-11 a hall in which everything breaks keeps its promises', () => {
	test.each(fixedLives)(
		'seed $seed',
		async (options) => {
			const life = await live(options);
			expect(life.breaches).toEqual([]);
			expect(life.tickets).toBeGreaterThan(0);
		},
		5 * oneMinute,
	);
	test.each(foundSeeds)(
		'seed $seed, which once found something',
		async (options) => {
			expect((await live(options)).breaches).toEqual([]);
		},
		5 * oneMinute,
	);
	test(
		'the same seed lives the same life twice',
		async () => {
			const lives: BoxResult[] = [];
			for (let time = 0; time < 2; time += 1) lives.push(await live({ seed: 77, minutes: 3, pace: 3, everyMs: 3_000 }));
			expect(lives[1]?.trace).toBe(lives[0]?.trace);
			expect(lives[1]?.happenings).toBe(lives[0]?.happenings);
		},
		5 * oneMinute,
	);
	test('all of that were a million happenings or more', () => {
		console.log(`hall in a box: ${happenings} happenings`);
		expect(happenings).toBeGreaterThanOrEqual(leastHappenings);
	});
});

describe('the box finds what is wrong; `npm run hunt -- --planted` tries every bug', () => {
	test.each(plantedBugs.filter(({ slow }) => !slow))(
		'$breaks planted: $name',
		async (bug) => {
			expect((await findPlanted(bug, 12, 60)).seed, 'no seed showed it').not.toBeNull();
		},
		5 * oneMinute,
	);
});
