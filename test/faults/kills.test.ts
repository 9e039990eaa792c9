import { expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';

/** Hundreds of processes: half a minute on a machine of its own, minutes on one that is busy. */
const long = 300_000;
/** A share of the points, since `npm test` has a quarter of an hour for everything: all of them in `npm run kills`. */
const everyOf = (past: number) => (past === 0 ? 2 : 5);

for (const past of [0, 1]) {
	const on = past === 0 ? 'on a new machine' : 'on a machine with a past';

	test(
		`S5 I-8 the journal is killed at each of its write points, ${on}: all that was acknowledged is there`,
		async () => {
			const result = await killEverywhere({ store: 'journal', rounds: 2, past, every: everyOf(past) });
			expect(result.losses).toEqual([]);
			// How appends gather in batches differs from run to run, so one run may end alive where another still has a point.
			expect(result.kills).toBeGreaterThanOrEqual(Math.floor(result.points / everyOf(past)));
			expect(Object.keys(result.kinds)).toEqual(
				expect.arrayContaining([
					'before open',
					'before append',
					'in the middle of append',
					'before sync',
					'before replace',
					'before the acknowledgement',
					'before close',
				]),
			);
			expect(result.acknowledged * everyOf(past)).toBeGreaterThan(result.points);
		},
		long,
	);

	test(
		`S2 S3 S5 I-8 the platform is killed at each of its write points, ${on}: log, outcomes and records agree`,
		async () => {
			const result = await killEverywhere({ store: 'platform', rounds: 2, past, every: everyOf(past) });
			expect(result.losses).toEqual([]);
			// How appends gather in batches differs from run to run, so one run may end alive where another still has a point.
			expect(result.kills).toBeGreaterThanOrEqual(Math.floor(result.points / everyOf(past)));
			expect(Object.keys(result.kinds)).toEqual(
				expect.arrayContaining([
					'before BEGIN IMMEDIATE',
					'before INSERT INTO hall_day',
					'before INSERT INTO event',
					'before UPDATE day_end SET',
					'before UPDATE seat SET',
					'before INSERT INTO outcome',
					'before INSERT INTO record',
					'before DELETE FROM record',
					'before COMMIT',
					'before the answer',
					'before close',
				]),
			);
			expect(result.acknowledged * everyOf(past)).toBeGreaterThan(result.points);
		},
		long,
	);
}

for (const past of [0, 1])
	test(
		`S5 I-8 the applications of a machine are killed at each of their write points, ${past === 0 ? 'on a new machine' : 'on a machine with a past'}: all that was told is there, and nothing is left behind`,
		async () => {
			const result = await killEverywhere({ store: 'applications', rounds: 2 - past, past, every: everyOf(past) });
			expect(result.losses).toEqual([]);
			expect(result.kills).toBeGreaterThanOrEqual(Math.floor(result.points / everyOf(past)));
			expect(Object.keys(result.kinds)).toEqual(
				expect.arrayContaining([
					'before open',
					'before append',
					'in the middle of append',
					'before sync',
					'before replace',
					'before remove',
					'before syncFolder',
					'before the acknowledgement',
				]),
			);
			expect(result.acknowledged * everyOf(past)).toBeGreaterThan(result.points);
		},
		long,
	);

for (const store of ['journal', 'platform', 'applications'] as const)
	test(
		`a disk that calls a write of the ${store} done before it is loses something in the kills, and it is seen`,
		async () => {
			const result = await killEverywhere({ store, rounds: 2, past: 0, fault: 'held-back' });
			expect(result.losses.length).toBeGreaterThan(0);
			expect(result.kills).toBeGreaterThan(0);
		},
		long,
	);
