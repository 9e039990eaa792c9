import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { answersOf, checkForm } from '../../domain/form/check-form.ts';
import { type Form, fieldsOf, formOf } from '../../domain/form/form.ts';
import { type CardFields, prefill, rolesOf, roleWithNumber } from '../../domain/form/prefill.ts';

const book = catalogueBookFrom(readCatalogue(join(import.meta.dirname, '../../config/catalogue'), new ProblemList()));
const keys = (form: Form) => fieldsOf(form).map(({ key }) => key);
const newborn = ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001'];
const now = '2026-11-23T10:24';

test('a theme asks each thing once, and only what the chosen items need', () => {
	const form = formOf(book, { theme: 'GR-01', items: newborn });
	const asked = keys(form);
	expect(new Set(asked).size).toBe(asked.length);
	expect(asked).toContain('childName');
	expect(asked).not.toContain('spouseName');
	expect(keys(formOf(book, { theme: 'GR-01', items: [...newborn, 'WJ-001'] }))).toContain('spouseName');
});

test('the item about the child asks for the child, not for whoever applies', () => {
	const form = formOf(book, { theme: 'GR-01', items: ['RS-001'] });
	expect(fieldsOf(form).find(({ key }) => key === 'childName')?.usedBy).toEqual(['RS-001']);
	expect(keys(form)).not.toContain('ethnicity');
});

test('what the result of a chosen item fills is not asked; without that item it is', () => {
	const whole = formOf(book, { theme: 'GR-01', items: newborn });
	expect(whole.derived.map(({ field, from }) => [field.key, from])).toContainEqual(['childIdNumber', 'GA-001']);
	expect(keys(whole)).not.toContain('childIdNumber');
	expect(keys(formOf(book, { theme: 'GR-01', items: ['RS-001'] }))).toContain('childIdNumber');
});

test('single items ask for their own fields in the order of the dictionary, together once', () => {
	const one = formOf(book, { theme: null, items: ['RS-001'] });
	expect(keys(one)).toContain('name');
	const two = formOf(book, { theme: null, items: ['RS-001', 'YB-001'] });
	expect(new Set(keys(two)).size).toBe(keys(two).length);
	expect(fieldsOf(two).find(({ key }) => key === 'name')?.usedBy).toEqual(['RS-001', 'YB-001']);
});

test('every theme with all its items, and every single item, makes a form; nothing is asked twice and nothing unknown', () => {
	const known = new Set(book.fields.map(({ key }) => key));
	const all = [
		...book.themes.map(({ code, items }) => ({ theme: code, items: items.map(({ ref }) => ref) })),
		...book.items.map(({ code }) => ({ theme: null, items: [code] })),
	];
	for (const selection of all) {
		const asked = keys(formOf(book, selection));
		expect(new Set(asked).size).toBe(asked.length);
		expect(asked.every((key) => known.has(key))).toBe(true);
		if (selection.theme === null)
			expect([...asked].sort()).toEqual([...new Set(book.items.find(({ code }) => code === selection.items[0])!.form)].sort());
	}
});

test('a theme or an item that is gone asks for nothing and does not fail', () => {
	expect(formOf(book, { theme: null, items: ['XX-999'] }).sections).toEqual([]);
	expect(keys(formOf(book, { theme: 'XX-99', items: ['RS-001'] }))).toContain('name');
});

const card: CardFields = {
	...{ kind: 'resident', name: '林小雨', sexCode: '2', nation: '汉', birthDate: '19940823', address: '北京市朝阳区一号' },
	...{ idNumber: '110105199408230029', validTo: '20360101', warnings: [] },
};

test('a card fills only the fields of the person it belongs to', () => {
	const form = formOf(book, { theme: 'GR-01', items: [...newborn, 'WJ-001'] });
	expect(rolesOf(form)).toEqual(expect.arrayContaining(['applicant', 'mother', 'father', 'spouse', 'agent']));
	expect(prefill(form, card, 'mother')).toEqual({ motherName: '林小雨', motherIdNumber: '110105199408230029' });
	const own = prefill(form, card, 'applicant');
	expect(own).toMatchObject({ name: '林小雨', idNumber: '110105199408230029', hukouAddress: '北京市朝阳区一号', idValidTo: '2036-01-01' });
	expect(Object.keys(own).some((key) => key.startsWith('mother') || key.startsWith('child'))).toBe(false);
	expect(prefill(form, card, 'legalRep')).toEqual({});
	expect(roleWithNumber(form, { motherIdNumber: '110105199408230029' }, '110105199408230029')).toBe('mother');
});

test('what a card does not have is left to be typed: 长期, no address, what could not be read', () => {
	const form = formOf(book, { theme: null, items: ['RS-001'] });
	const filled = prefill(
		form,
		{ ...card, validTo: '长期', address: undefined, birthDate: '99999999', warnings: ['unreadable-field:name'] },
		'applicant',
	);
	expect(filled).toEqual({ sex: 'female', ethnicity: '汉', idNumber: '110105199408230029' });
	expect(prefill(form, { ...card, newAddress: '新址二号' }, 'applicant')).toMatchObject({ hukouAddress: '新址二号' });
});

test('an empty form lacks exactly what must be said, and answers of a withdrawn item are kept out of it', () => {
	const form = formOf(book, { theme: 'GR-01', items: newborn });
	const missing = checkForm(form, {}, now);
	expect([...missing.values()].every(({ code }) => code === 'required')).toBe(true);
	expect(missing.has('childName')).toBe(true);
	expect(missing.has('agentName')).toBe(false);
	expect(answersOf(form, { childName: '许知夏', spouseName: '不再要了' })).toEqual({ childName: '许知夏' });
});
