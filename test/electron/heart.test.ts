import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beatHeart } from '../../electron/lock-down/heart.ts';

test('the heart beats by the clock it is given until it is stopped, and one that cannot be written is told once', () => {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-heart-'));
	let beat = () => {};
	let failures = 0;
	let at = 5_000;
	const parts = {
		every: (_ms: number, action: () => void) => {
			beat = action;
			return () => {
				beat = () => {};
			};
		},
		failed: () => {
			failures += 1;
		},
		now: () => at,
	};
	const path = join(folder, 'heart');
	const stop = beatHeart(path, parts);
	expect(statSync(path).mtimeMs).toBe(5_000);
	at = 9_000;
	beat();
	expect(statSync(path).mtimeMs).toBe(9_000);
	stop();
	at = 20_000;
	beat();
	expect(statSync(path).mtimeMs).toBe(9_000);
	beatHeart(join(folder, 'nowhere', 'heart'), parts);
	beat();
	expect(failures).toBe(1);
	beatHeart(undefined, parts);
	expect(existsSync(join(folder, 'nowhere'))).toBe(false);
	rmSync(folder, { recursive: true });
});
