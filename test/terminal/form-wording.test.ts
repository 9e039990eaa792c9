import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { applicationRefusals } from '../../domain/contracts/applications.ts';
import { fieldProblems } from '../../domain/form/check-field.ts';
import { columnsOf } from '../../domain/form/tables.ts';

const root = join(import.meta.dirname, '../..');
const wording = (name: string, language: string) =>
	parse(readFileSync(join(root, `config/wording/${language}/${name}.yaml`), 'utf8')) as object;
function keysOf(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
	return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}
const known = (name: string) => new Set(keysOf(wording(name, 'zh-CN')));
const book = catalogueBookFrom(readCatalogue(join(root, 'config/catalogue'), new ProblemList()));

test.each(['form', 'keyboard'])('the words of %s are the same in both languages', (name) => {
	expect([...new Set(keysOf(wording(name, 'en')))].sort()).toEqual([...known(name)].sort());
});

test.each([
	['form', 'form'],
	['keyboard', 'keyboard'],
])('every word that renderer/terminal/%s asks for is there', (folder, name) => {
	const missing: string[] = [];
	const place = join(root, 'renderer/terminal', folder);
	for (const file of readdirSync(place).filter((one) => /\.tsx?$/.test(one)))
		for (const [, key = ''] of readFileSync(join(place, file), 'utf8').matchAll(/\bwords\('([\w.-]+)'/g))
			if (!known(name).has(key)) missing.push(`${file}: ${key}`);
	expect(missing).toEqual([]);
});

test('every problem, section, role and column of the catalogue has its words, and every refusal of the machine', () => {
	const form = known('form');
	const wanted = [
		...fieldProblems.map((code) => `problems.${code}`),
		...book.fields.map(({ section }) => `sections.${section}`),
		...book.fields.flatMap(({ idCard }) => (idCard ? [`roles.${idCard.role}`] : [])),
		...book.fields.filter(({ type }) => type === 'table').flatMap(({ key }) => columnsOf(key).map((column) => `columns.${column.key}`)),
		...book.purposes.flatMap(({ seenBy }) => seenBy.map((who) => `why.who.${who}`)),
	];
	expect(wanted.filter((key) => !form.has(key))).toEqual([]);
	const applications = known('applications');
	expect(applicationRefusals.filter((code) => !applications.has(`refused.${code}.text`))).toEqual([]);
});

test('every table of the catalogue has columns of its own', () => {
	for (const { key } of book.fields.filter(({ type }) => type === 'table'))
		expect(columnsOf(key).map((one) => one.key)).not.toEqual(['entry']);
});

test('nobody is shouted at', () => {
	for (const name of ['form', 'keyboard'])
		expect(JSON.stringify(wording(name, 'zh-CN'))).not.toMatch(/[！!]|温馨提示|系统繁忙|请联系管理员/);
});
