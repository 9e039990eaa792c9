import { expect, test } from 'vitest';
import { freshness } from '../../renderer/board/freshness.ts';

const heard = 1_000_000;

test.each([
	[0, 'live'],
	[14_999, 'live'],
	[15_000, 'aging'],
	[59_999, 'aging'],
	[60_000, 'stale'],
	[18 * 60_000, 'stale'],
] as const)('after %i ms without word the board is %s', (age, level) => {
	expect(freshness(heard, heard + age)).toEqual({ level, ageMs: age });
});

test('a board that never heard the platform claims nothing', () => {
	expect(freshness(null, heard)).toEqual({ level: 'never', ageMs: null });
});

test('a clock set back is no negative age', () => {
	expect(freshness(heard, heard - 5_000)).toEqual({ level: 'live', ageMs: 0 });
});
