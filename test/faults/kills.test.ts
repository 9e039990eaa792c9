import { expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';

/** A hundred processes: a quarter of a minute on a machine of its own, minutes on one that is busy. */
const long = 300_000;

/** Each kind of write point once on a new machine and once on one with a past, since `npm test` has a quarter of an hour for everything: every point in `npm run kills`. */
const stores = [
	{
		store: 'journal',
		title: 'S5 I-8 the journal is killed at each kind of its write points',
		holds: 'all that was acknowledged is there',
		kinds: [
			'before open',
			'before append',
			'in the middle of append',
			'before sync',
			'before replace',
			'before the acknowledgement',
			'before close',
		],
	},
	{
		store: 'platform',
		title: 'S2 S3 S5 I-8 the platform is killed at each kind of its write points',
		holds: 'log, outcomes and records agree',
		kinds: [
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
		],
	},
	{
		store: 'applications',
		title: 'S5 I-8 the applications of a machine are killed at each kind of their write points',
		holds: 'all that was told is there, and nothing is left behind',
		kinds: [
			'before open',
			'before append',
			'in the middle of append',
			'before sync',
			'before replace',
			'before remove',
			'before syncFolder',
			'before the acknowledgement',
		],
	},
] as const;

for (const { store, title, holds, kinds } of stores)
	for (const past of [0, 1])
		test(
			`${title}, ${past === 0 ? 'on a new machine' : 'on a machine with a past'}: ${holds}`,
			async () => {
				const result = await killEverywhere({ store, rounds: store === 'applications' ? 2 - past : 2, past, share: 'each-kind' });
				expect(result.losses).toEqual([]);
				expect(Object.keys(result.kinds)).toEqual(expect.arrayContaining([...kinds]));
				expect(result.kills).toBe(Object.keys(result.kinds).length);
				expect(result.acknowledged).toBeGreaterThan(result.kills);
			},
			long,
		);

/** Points at which something was said to be kept and is not yet; of the applications every point is tried until the first loss. */
const justSaid = {
	journal: { kind: 'before the acknowledgement' },
	platform: { kind: 'before the answer' },
	applications: undefined,
} as const;

for (const store of ['journal', 'platform', 'applications'] as const)
	test(
		`a disk that calls a write of the ${store} done before it is loses something in the kills, and it is seen`,
		async () => {
			const share = justSaid[store];
			const result = await killEverywhere({ store, rounds: 2, past: 0, fault: 'held-back', ...(share && { share }) });
			expect(result.losses.length).toBeGreaterThan(0);
			expect(result.kills).toBeGreaterThan(0);
		},
		long,
	);
