import { expect, test } from 'vitest';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { diskLimits, judgeDisk } from '../../domain/disk-room.ts';

const mega = 1_000_000;
const giga = 1_000 * mega;

test.each([
	['an ordinary disk', 256 * giga, null, { lowBytes: giga, stopBytes: 200 * mega, fullBytes: 4 * mega, ballastBytes: 32 * mega }],
	['a small one', 2 * giga, null, { lowBytes: 200 * mega, stopBytes: 100 * mega, fullBytes: 2 * mega, ballastBytes: 20 * mega }],
	['a limit of its own', 256 * giga, 2_000, { lowBytes: 4 * giga, stopBytes: 2 * giga, fullBytes: 40 * mega, ballastBytes: 32 * mega }],
	['a lower limit', 256 * giga, 50, { lowBytes: giga, stopBytes: 50 * mega, fullBytes: mega, ballastBytes: 32 * mega }],
])('the numbers of %s', (_name, total, own, limits) => {
	expect(diskLimits(total, own)).toEqual(limits);
});

const limits = diskLimits(256 * giga, null);
test.each<[DiskState, number, DiskState]>([
	['well', 1_000, 'well'],
	['well', 999, 'low'],
	['well', 200, 'low'],
	['well', 199, 'stop'],
	['well', -32, 'stop'],
	['low', 1_001, 'low'],
	['low', 1_249, 'low'],
	['low', 1_250, 'well'],
	['low', 200, 'low'],
	['low', 199, 'stop'],
	['stop', 201, 'stop'],
	['stop', 249, 'stop'],
	['stop', 250, 'low'],
	['stop', 1_100, 'low'],
	['stop', 1_250, 'well'],
])('a disk that was %s and has %i MB free is %s', (before, free, after) => {
	expect(judgeDisk(before, free * mega, limits)).toBe(after);
});

test('one file that comes and goes around a limit changes the state once', () => {
	let state: DiskState = 'low';
	const seen = Array.from({ length: 40 }, (_, index) => (state = judgeDisk(state, (index % 2 ? 195 : 215) * mega, limits)));
	expect(new Set(seen.slice(1))).toEqual(new Set(['stop']));
});
