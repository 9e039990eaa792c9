import { expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';

const never = 120_000;

for (const past of [0, 1]) {
	const on = past === 0 ? 'on a new machine' : 'on a machine with a past';

	test(
		`S5 I-8 the journal is killed at each of its write points, ${on}: all that was acknowledged is there`,
		async () => {
			const result = await killEverywhere('journal', 2, past);
			expect(result.losses).toEqual([]);
			expect(result.kills).toBe(result.points);
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
			expect(result.acknowledged).toBeGreaterThan(result.points);
		},
		never,
	);

	test(
		`S2 S3 S5 I-8 the platform is killed at each of its write points, ${on}: log, outcomes and records agree`,
		async () => {
			const result = await killEverywhere('platform', 3, past);
			expect(result.losses).toEqual([]);
			expect(result.kills).toBe(result.points);
			expect(Object.keys(result.kinds)).toEqual(
				expect.arrayContaining([
					'before BEGIN IMMEDIATE',
					'before INSERT INTO hall_day',
					'before INSERT INTO event',
					'before UPDATE hall_day SET',
					'before UPDATE seat SET',
					'before INSERT INTO outcome',
					'before INSERT INTO record',
					'before DELETE FROM record',
					'before COMMIT',
					'before the answer',
					'before close',
				]),
			);
			expect(result.acknowledged).toBeGreaterThan(result.points);
		},
		never,
	);
}
