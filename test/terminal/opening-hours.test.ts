import { expect, test } from 'vitest';
import { openingHours } from '../../renderer/terminal/opening-hours.ts';

test('periods that follow on each other are one, a pause stays a pause', () => {
	const week = [5, 4, 3, 2, 1];
	expect(
		openingHours([
			{ days: week, from: '13:30', to: '17:30' },
			{ days: week, from: '09:00', to: '12:00' },
			{ days: [1, 2, 3, 4, 5], from: '12:00', to: '13:30' },
			{ days: [6], from: '14:00', to: '16:00' },
			{ days: [6], from: '09:00', to: '12:00' },
		]),
	).toEqual([
		{ days: [1, 2, 3, 4, 5], times: ['09:00–17:30'] },
		{ days: [6], times: ['09:00–12:00', '14:00–16:00'] },
	]);
});
