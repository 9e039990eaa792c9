import { describe, expect, test } from 'vitest';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { checkIn } from '../../domain/reservations/check-in.ts';
import { codeFrom, readCode } from '../../domain/reservations/code.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { bookableDays, slotsOfDay, weekOf } from '../../domain/reservations/slots.ts';
import { problemsOf } from '../config/broken-hall.ts';
import { demoHall } from '../platform/fixture.ts';

const { plan } = demoHall();
const withBooking = (more: object): HallPlan => ({
	...plan,
	reservation: { ...plan.reservation, booking: { ...plan.reservation.booking!, ...more } },
});

describe('the code of a reservation', () => {
	const code = codeFrom(Uint8Array.from([0, 30, 31, 61, 100, 200, 247, 5, 17]))!;

	test('has the characters counted out by hand', () => {
		// 0→2, 30→Z, 31→2, 61→Z, 100 is 7→9, 200 is 14→G, 247 is 30→Z, 5→7, 17→K. Times 2 to 10 their places make 835, of which 31 leaves 29→Y.
		expect(code).toBe('2Z2Z9GZ7KY');
	});

	test('one wrong character and two swapped neighbours are always found', () => {
		const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
		for (let at = 0; at < code.length; at++)
			for (const other of alphabet) if (other !== code[at]) expect(readCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
		for (let at = 0; at + 1 < code.length; at++)
			if (code[at] !== code[at + 1]) expect(readCode(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2))).toBeNull();
	});

	test('is read as people write it, and a byte that would favour some characters is not used', () => {
		expect(readCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code);
		expect(readCode('')).toBeNull();
		expect(codeFrom(Uint8Array.from([248, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
	});
});

test.each([
	['110101199003070011', '110101199003070011'],
	[' 11010519491231002x ', '11010519491231002X'],
	['110101199003070010', null],
	['110101199013070011', null],
	['USA110190030706', 'USA110190030706'],
	['USA110190030705', null],
	['', null],
	['E12345678', null],
])('a document number “%s” is read as %s', (text, number) => expect(readDocumentNumber(text)).toBe(number));

describe('slots', () => {
	test('of a day off there are none, of a moved workday those of a Monday', () => {
		expect(slotsOfDay(plan, '2026-10-01')).toEqual([]);
		expect(slotsOfDay(plan, '2026-11-22')).toEqual([]);
		const moved = slotsOfDay(withBooking({ extraWorkdays: ['2026-11-22'] }), '2026-11-22');
		expect(moved.filter(({ queue }) => queue === 'A')).toHaveLength(12);
	});

	test('of a queue that no window serves on Saturday there are none then', () => {
		const saturday = new Set(slotsOfDay(plan, '2026-11-21').map(({ queue }) => queue));
		expect([saturday.has('A'), saturday.has('B')]).toEqual([true, false]);
	});

	test('today is left out where the hall takes none for the same day; weeks begin on Monday', () => {
		const now = Date.parse('2026-11-17T23:59:00+08:00');
		expect(bookableDays(withBooking({ sameDay: false, daysAhead: 2 }), now)).toEqual(['2026-11-18', '2026-11-19']);
		expect(['2026-11-16', '2026-11-22', '2026-11-23'].map(weekOf)).toEqual(['2026-11-16', '2026-11-16', '2026-11-23']);
	});
});

describe('check-in', () => {
	const slot = Date.parse('2026-11-17T10:30:00+08:00');
	const known = { hall: plan.code, day: '2026-11-17', slot, state: 'booked' as const };
	const here = { hall: plan.code, day: '2026-11-17' };
	const minute = 60_000;
	test.each([
		['half an hour before', {}, slot - 30 * minute, { result: 'ok' }],
		['a moment before that', {}, slot - 30 * minute - 1, { result: 'too-early', from: slot - 30 * minute }],
		['at the end of the grace', {}, slot + 15 * minute, { result: 'ok' }],
		['a moment after it', {}, slot + 15 * minute + 1, { result: 'too-late', until: slot + 15 * minute }],
		['another day', { day: '2026-11-18' }, slot, { result: 'wrong-day', day: '2026-11-18' }],
		['another hall', { hall: 'OTHER-HALL' }, slot, { result: 'other-hall' }],
		['cancelled', { state: 'cancelled' as const }, slot, { result: 'cancelled' }],
		['used', { state: 'used' as const }, slot, { result: 'already-used' }],
	])('%s', (_, more, now, result) => expect(checkIn({ ...known, ...more }, here, now, plan.reservation)).toEqual(result));
});

test('slips in the periods of reservations are told by file, line and words', () => {
	const slips = [
		{
			title: 'no quota',
			file: 'hall.yaml',
			find: 'reservation: { enabled: true, slotMinutes: 30, quotaPerSlot: 2 }',
			put: 'reservation: { enabled: true, slotMinutes: 30 }',
			words: /queue B: takes reservations but has no quotaPerSlot/,
		},
		{
			title: 'most below quota',
			file: 'hall.yaml',
			find: 'quotaPerSlot: 3 }',
			put: 'quotaPerSlot: 3, mostPerSlot: 2 }',
			words: /queue A: mostPerSlot is 2, less than quotaPerSlot 3/,
		},
		{
			title: 'closed then',
			file: 'hall.yaml',
			find: 'reservation: { enabled: true, slotMinutes: 30, quotaPerSlot: 6 }',
			put: 'reservation: { enabled: true, slotMinutes: 30, quotaPerSlot: 6, periods: [ { days: [ sun ], from: "09:00", to: "11:00" } ] }',
			words: /queue K: can be booked from 09:00 to 11:00 on sun, but then the hall is not open/,
		},
		{
			title: 'overlap',
			file: 'hall.yaml',
			find: '{ from: "13:30", to: "17:00" } ], minutes: 30 }',
			put: '{ from: "11:00", to: "11:30" } ], minutes: 30 }',
			words: /the periods 09:00–11:30 and 11:00–11:30 overlap/,
		},
	];
	const { problems, lineOf } = problemsOf(slips);
	for (const slip of slips) {
		const told = problems.filter(({ what }) => slip.words.test(what)).map(({ file, line }) => ({ file, line }));
		expect(told, JSON.stringify(problems)).toContainEqual({ file: slip.file, line: lineOf(slip) });
	}
});
