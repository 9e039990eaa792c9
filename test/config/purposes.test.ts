import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPurposes } from '../../config/check-purposes.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';

const read = () => readCatalogue(join(import.meta.dirname, '../../config/catalogue'), new ProblemList());
/** What the register of the catalogue says after one change to it. */
function told(change: (register: NonNullable<ReturnType<typeof read>['purposes']>['value']) => void): string[] {
	const catalogue = read();
	change(catalogue.purposes!.value);
	const problems = new ProblemList();
	checkPurposes(catalogue.fields, catalogue.purposes, problems);
	return problems.all.map(({ what }) => what);
}

test('P1: every field of the shipped catalogue has its purpose', () => {
	expect(told(() => {})).toEqual([]);
});

test('P1: a personal field without an entry fails, with what to do', () => {
	const [what, ...more] = told(({ purposes }) => {
		const own = purposes.find(({ id }) => id === 'who-applies')!;
		own.fields = own.fields.filter((key) => key !== 'idNumber');
	});
	expect(what).toContain('field idNumber has no purpose. Say in purposes.yaml why it is asked');
	expect(more).toEqual([]);
});

test('P1: a field about a person cannot be called impersonal', () => {
	const found = told(({ purposes, notPersonal }) => {
		const own = purposes.find(({ id }) => id === 'reach-you')!;
		own.fields = own.fields.filter((key) => key !== 'phone');
		notPersonal.push(['phone']);
	});
	expect(found).toEqual([expect.stringContaining('phone is about a person (its type is phone)')]);
});

test('a field in two places, a field nobody knows, two purposes of one name', () => {
	const found = told(({ purposes }) => {
		purposes[1]!.fields.push('name', 'nobody');
		purposes[2]!.id = 'who-applies';
	});
	expect(found).toEqual([
		expect.stringContaining('name stands in who-applies and in where-registered'),
		expect.stringContaining('no field is called “nobody”'),
		expect.stringContaining('two purposes are called “who-applies”'),
	]);
});
