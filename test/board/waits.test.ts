import { expect, test } from 'vitest';
import { hoursOf } from '../../renderer/board/open-hours.ts';
import { type WaitRow, waitRows } from '../../renderer/board/waits.ts';

const row = (id: string, people: number): WaitRow => ({ id, name: { zh: id, en: id }, wait: { people, minutes: null } });

test('queues keep the order of the hall, whatever their waits', () => {
	const rows = [row('A', 1), row('B', 9), row('C', 0)];
	expect(waitRows(rows, 10)).toEqual(rows);
});

test('when they do not fit, queues where the fewest wait give way, the others keep their order', () => {
	const rows = [row('A', 3), row('B', 0), row('C', 9), row('D', 0), row('E', 1)];
	expect(waitRows(rows, 3).map((one) => one.id)).toEqual(['A', 'C', 'E']);
});

test('opening periods of a day stand in order, and touching ones are one', () => {
	const plan = {
		hours: [
			{ days: [1, 2], from: '13:30', to: '17:30' },
			{ days: [1], from: '12:00', to: '13:30' },
			{ days: [1, 2], from: '09:00', to: '12:00' },
			{ days: [6], from: '09:00', to: '12:00' },
		],
	};
	expect(hoursOf(plan, 1)).toEqual([['09:00', '17:30']]);
	expect(hoursOf(plan, 2)).toEqual([
		['09:00', '12:00'],
		['13:30', '17:30'],
	]);
	expect(hoursOf(plan, 7)).toEqual([]);
});
