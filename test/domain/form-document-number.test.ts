import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCreditCode } from '../../domain/form/credit-code.ts';
import { isDate, readDocument, with18Places } from '../../domain/form/document-number.ts';

const today = '2026-11-23';
const read = (text: string) => {
	const reading = readDocument(text, today);
	return reading.ok ? `${reading.kind} ${reading.birthDate}` : reading.why;
};

/** Numbers with check figures reckoned by hand from the standards; none belongs to a person. */
test.each([
	['11010519491231002X', 'resident 1949-12-31'],
	['440524188001010014', 'resident 1880-01-01'],
	['810000199408230021', 'hmt-residence 1994-08-23'],
	['830000199201300022', 'hmt-residence 1992-01-30'],
	['911124198108030024', 'foreigner-2023 1981-08-03'],
	['110105491231002', 'resident-15 1949-12-31'],
	['110105900101997', 'resident-15 1890-01-01'],
])('%s is %s', (text, said) => {
	expect(read(text)).toBe(said);
});

test.each([
	['110105194912310029', 'id-check', 'a wrong check figure'],
	['110105194913310021', 'id-date', 'a thirteenth month'],
	['110105202602290021', 'id-date', '29 February of a common year'],
	['110105202712310025', 'id-date', 'born after today'],
	['990105194913310021', 'id-date', 'a foreign number with a day in no month'],
	['010105194912310021', 'id-place', 'no such place'],
	['1101051949123100', 'id-length', 'two figures lost'],
	['11010519491231002XX', 'id-length', 'one too many'],
	['1101051949123100X2', 'id-character', 'the X in the wrong place'],
	['110105 4912310021', 'id-character', 'a space in the middle'],
	['身份证', 'id-character', 'words'],
	['CHN11009010101', 'id-length', 'a foreign number too short'],
	['ABC110A90010112', 'id-character', 'letters where figures belong'],
])('%s is refused as %s: %s', (text, why) => {
	expect(read(text)).toBe(why);
});

test('a permanent residence card of 2017 is known by its weights 7 3 1, and one false figure is noticed', () => {
	const body = 'USA11009001010';
	const sum = [...body].reduce((so, one, at) => so + Number.parseInt(one, 36) * [7, 3, 1][at % 3]!, 0);
	expect(read(body + (sum % 10))).toBe('foreigner-2017 null');
	expect(read(body + ((sum + 1) % 10))).toBe('id-check');
});

test('a number of 15 places becomes the one of 18 that took its place', () => {
	expect(with18Places('110105491231002')).toBe('11010519491231002X');
	expect(read(with18Places('110105491231002'))).toBe('resident 1949-12-31');
});

test.each([
	['91350100M000100Y43', null],
	['91350100M000100Y44', 'uscc-check'],
	['91350100M000100Y4', 'uscc-length'],
	['91350100M000100I43', 'uscc-character'],
	['', 'uscc-length'],
])('credit code %s: %s', (text, why) => {
	expect(readCreditCode(text)).toBe(why);
});

test.each([
	['2024-02-29', true],
	['2025-02-29', false],
	['2026-13-01', false],
	['2026-04-31', false],
	['2026-1-1', false],
	['0000-01-01', false],
	['', false],
])('the day %s exists: %s', (day, is) => {
	expect(isDate(day)).toBe(is);
});

test('one false figure anywhere in the 18 places is always noticed', () => {
	const right = '11010519491231002X';
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
			const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
			expect(readDocument(wrong, today).ok).toBe(false);
		}),
		{ seed: 5, numRuns: 200 },
	);
});

test('nothing one can type makes it fail', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
			readDocument(text, today);
			readCreditCode(text);
			isDate(text);
		}),
		{ seed: 5, numRuns: 2_000 },
	);
});
