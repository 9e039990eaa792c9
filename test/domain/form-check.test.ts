import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BookField } from '../../domain/contracts/catalogue-book.ts';
import { type Answer, type Answers, normalise } from '../../domain/form/answers.ts';
import { checkField } from '../../domain/form/check-field.ts';
import { cellsOf, rowOf } from '../../domain/form/tables.ts';

const now = '2026-11-23T10:24';
type Part = Partial<Pick<BookField, 'type' | 'required' | 'options' | 'validation' | 'mask' | 'key'>> & { section?: string };
const field = (part: Part) => ({
	...{ key: 'field', type: 'text' as const, required: true, options: [], validation: {}, mask: null },
	...part,
});
/** As a person typed it: normalised first, as every screen does. */
function said(part: Part, answer: Answer, answers: Answers = {}): string | null {
	const one = field(part);
	return checkField(one, normalise(one, answer), answers, now)?.code ?? null;
}
const name: Part = { mask: 'name', validation: { maxLength: 40 } };

test.each([
	['林小雨', null],
	['欧阳明', null],
	['阿依古丽·买买提', null],
	['阿依古丽•买买提', null],
	['𬭎𠅤', null],
	['㛃', null],
	['\ue863', null],
	['MARY ANN O’NEIL-LEE', null],
	['José Núñez', null],
	['小明😀', 'character'],
	['👨‍👩‍👧', 'character'],
	['🇨🇳', 'character'],
	['1️⃣', 'character'],
	['小明\ud83d', 'character'],
	['小明2', 'name-character'],
	['小明@家', 'name-character'],
	['·小明', 'name-dot'],
	['阿依··古丽', 'name-dot'],
	['很'.repeat(41), 'too-long'],
	['𬭎'.repeat(40), null],
	['   ', 'required'],
])('the name %j: %s', (text, why) => {
	expect(said(name, text)).toBe(why);
});

test('a name is kept with one kind of dot and without spaces between its characters, and rare ones are never changed', () => {
	expect(normalise(field(name), ' 王 小　明 ')).toBe('王小明');
	expect(normalise(field(name), '阿依古丽 ‧ 买买提')).toBe('阿依古丽·买买提');
	expect(normalise(field(name), 'MARY  ANN LEE')).toBe('MARY ANN LEE');
	expect(normalise(field(name), '𬭎\ufa0e')).toBe('𬭎\ufa0e');
});

test('figures in full width, with spaces, dashes and the country in front, are the same figures', () => {
	expect(normalise(field({ type: 'phone' }), '＋86 138-1234-5678')).toBe('13812345678');
	expect(normalise(field({ type: 'idNumber' }), '１１０１０５ 19491231 002ｘ')).toBe('11010519491231002X');
	expect(normalise(field({ type: 'money' }), '1,200.50')).toBe('1200.50');
});

test.each([
	['13812345678', null],
	['1381234567', 'phone-length'],
	['12812345678', 'phone-length'],
	['138一二三45678', 'phone-character'],
	['abc', 'phone-character'],
])('the phone %j: %s', (text, why) => {
	expect(said({ type: 'phone', mask: 'phone' }, text)).toBe(why);
});

test.each([
	['2026-02-30', 'date'],
	['2026-11-24', 'date-after'],
	['2026-11-23', null],
	['昨天', 'date'],
])('the day %j that must not be later than today: %s', (text, why) => {
	expect(said({ type: 'date', validation: { max: 'today' } }, text)).toBe(why);
});

test('a card that has expired, a birth that is still to come, an hour that does not exist', () => {
	expect(said({ type: 'date', validation: { min: 'today' } }, '2026-11-22')).toBe('date-before');
	expect(said({ type: 'datetime', validation: { max: 'now' } }, '2026-11-23T10:25')).toBe('date-after');
	expect(said({ type: 'datetime', validation: { max: 'now' } }, '2026-11-23T10:24')).toBeNull();
	expect(said({ type: 'datetime' }, '2026-11-23T24:00')).toBe('time');
});

test('a leave that ends before it begins is told with the field it began in', () => {
	const ends = field({ key: 'visitTo', type: 'date', validation: { notBefore: 'visitFrom' } });
	expect(checkField(ends, '2026-10-01', { visitFrom: '2026-10-02' }, now)).toEqual({ code: 'not-before', params: { field: 'visitFrom' } });
	expect(checkField(ends, '2026-10-02', { visitFrom: '2026-10-02' }, now)).toBeNull();
	expect(checkField(ends, '2026-10-02', { visitFrom: 'soon' }, now)).toBeNull();
});

test('an address of 40 characters stands, also with rare ones and a room number', () => {
	const address = '广东省深圳市南山区粤海街道科技园社区科苑路十五号科兴科学园A栋三单元1204室𬭎号';
	expect([...address].length).toBeGreaterThanOrEqual(40);
	expect(said({ type: 'address', mask: 'address', validation: { maxLength: 120 } }, address)).toBeNull();
});

test('the address for a courier is needed once a courier is chosen', () => {
	const address = { type: 'address', required: false, validation: { requiredIf: 'deliverWay=courier' } } as const;
	expect(said(address, '', { deliverWay: 'courier' })).toBe('required');
	expect(said(address, '', { deliverWay: 'window' })).toBeNull();
});

test('whoever writes down an agent writes down all of the agent', () => {
	const agent = [
		field({ key: 'agentName', required: false, section: 'agent' }),
		field({ key: 'agentPhone', required: false, section: 'agent' }),
	];
	expect(checkField(agent[1]!, '', {}, now, agent)).toBeNull();
	expect(checkField(agent[1]!, '', { agentName: '王芳' }, now, agent)?.code).toBe('required');
});

test('the mother’s number is not the father’s', () => {
	const father = field({ key: 'fatherIdNumber', type: 'idNumber', validation: { check: 'gb11643' } });
	const number = '11010519491231002X';
	expect(checkField(father, number, { motherIdNumber: number }, now)).toEqual({ code: 'same-number', params: { field: 'motherIdNumber' } });
	expect(checkField(father, number, { idNumber: number }, now)).toBeNull();
});

test.each([
	['12.345', 'money', 'decimals'],
	['12.34', 'money', null],
	['一百', 'number', 'number'],
	['0', 'number', 'too-small'],
	['10', 'number', 'too-large'],
	['1e3', 'number', 'number'],
])('the number %j as %s: %s', (text, type, why) => {
	expect(said({ type: type as 'money', validation: type === 'number' ? { min: 1, max: 9 } : {} }, text)).toBe(why);
});

test('rows of a list are checked cell by cell, and the row is told', () => {
	const list = field({ key: 'employees', type: 'table', validation: { minRows: 1, maxRows: 200 } });
	expect(checkField(list, [], {}, now)?.code).toBe('required');
	expect(checkField(list, [rowOf(['王芳', '11010519491231002X', ''])], {}, now)).toBeNull();
	expect(checkField(list, [rowOf(['王芳', '110105194912310021', ''])], {}, now)).toEqual({
		code: 'row',
		params: { row: 1, column: 'personNumber', inner: 'id-check' },
	});
	expect(checkField(list, Array(61).fill(rowOf(['王芳', '11010519491231002X', ''])), {}, now)).toMatchObject({ code: 'rows-many' });
	expect(checkField(list, ['{broken'], {}, now)).toMatchObject({ code: 'row', params: { row: 1, inner: 'required' } });
	expect(cellsOf('[1,null,"a"]', 4)).toEqual(['', '', 'a', '']);
});

test('an option the catalogue does not have, one of several, and a pattern that is broken in the catalogue', () => {
	const options = [{ value: 'male', label: { zh: '男', en: 'Male' } }];
	expect(said({ type: 'select', options }, 'other')).toBe('option');
	expect(said({ type: 'multiselect', options }, ['male', 'x'])).toBe('option');
	expect(said({ validation: { pattern: '(' } }, 'anything')).toBeNull();
	expect(said({ validation: { pattern: '^[A-Z]\\d{9}$' } }, 'A12345678')).toBe('pattern');
});

test('no answer of any kind to any field makes it fail', () => {
	const types: BookField['type'][] = [
		...(['text', 'longtext', 'select', 'multiselect', 'boolean', 'date', 'datetime', 'number', 'money', 'phone'] as const),
		...(['idNumber', 'uscc', 'bankAccount', 'address', 'region', 'table', 'signature'] as const),
	];
	fc.assert(
		fc.property(
			fc.constantFrom(...types),
			fc.oneof(fc.anything({ withNullPrototype: true }), fc.string({ unit: 'binary' }), fc.array(fc.json()), fc.date().map(String)),
			fc.dictionary(fc.constantFrom('visitFrom', 'agentName', 'motherIdNumber'), fc.anything({ withNullPrototype: true })),
			fc.constantFrom<Part['mask']>('name', 'idNumber', null),
			(type, answer, answers, mask) => {
				const one = field({
					...{ key: 'fatherIdNumber', type, mask: mask ?? null, section: 'agent' },
					validation: { notBefore: 'visitFrom', requiredIf: 'agentName=x', min: 1, max: 'today', pattern: '^a' },
				});
				const found = checkField(one, answer, answers as Answers, now, [one]);
				expect(found === null || typeof found.code === 'string').toBe(true);
				normalise(one, answer as Answer);
			},
		),
		{ seed: 5, numRuns: 3_000 },
	);
});
