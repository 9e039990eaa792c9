import { expect, test } from 'vitest';
import { apart } from '../../renderer/manager/tide/labels-apart.ts';

test('names of lines that end at the same place stand one above the other, none below the picture', () => {
	expect(apart([0, 0, 0], 40)).toEqual([-38, -19, 0]);
	const [one, other] = apart([20, 20], 40);
	expect(other! - one!).toBe(19);
});

test('names of lines that end far from each other stand where their lines end; a line that is not there has no place', () => {
	expect(apart([40, null, 0, 20], 40).map((shift) => Math.abs(shift))).toEqual([0, 0, 0, 0]);
});
