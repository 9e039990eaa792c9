/**
 * The one form of the largest theme with all its items: merging its fields and checking every answer, as happens at each letter typed, beside merely
 * walking through the same part of the catalogue as JSON, in the same run.
 */
import { join } from 'node:path';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import type { BookField } from '../../domain/contracts/catalogue-book.ts';
import { checkForm } from '../../domain/form/check-form.ts';
import { fieldsOf, formOf } from '../../domain/form/form.ts';
import { columnsOf, rowOf } from '../../domain/form/tables.ts';

const now = '2026-11-23T10:24';
const rounds = 2_000;
/** A frame of the screen at 60 a second: nobody may feel the check while typing. */
const limitMs = 16;

/** A right answer of each kind, so that every rule runs to its end. */
function answerFor(field: BookField): string | string[] {
	switch (field.type) {
		case 'date':
			return '2026-11-23';
		case 'datetime':
			return '2026-11-20T08:30';
		case 'idNumber':
			return '11010519491231002X';
		case 'uscc':
			return '91350100M000100Y43';
		case 'phone':
			return '13812345678';
		case 'number':
		case 'money':
			return '5';
		case 'bankAccount':
			return '622200000000000000';
		case 'multiselect':
			return field.options.slice(0, 2).map(({ value }) => value);
		case 'select':
			return field.options[0]?.value ?? 'x';
		case 'table':
			return Array.from({ length: 20 }, () =>
				rowOf(columnsOf(field.key).map(({ type }) => (type === 'idNumber' ? '11010519491231002X' : '12345678'))),
			);
		default:
			return '广东省深圳市南山区科苑路十五号';
	}
}

function walked(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 1;
	return Object.values(value).reduce<number>((sum, inner) => sum + walked(inner), 1);
}

function timed(work: () => unknown): number[] {
	for (let warm = 0; warm < 200; warm += 1) work();
	return Array.from({ length: rounds }, () => {
		const from = performance.now();
		work();
		return performance.now() - from;
	}).sort((one, other) => one - other);
}
const micro = (ms: number) => Math.round(ms * 1e4) / 10;

export async function run(): Promise<object> {
	const problems = new ProblemList();
	const book = catalogueBookFrom(readCatalogue(join(import.meta.dirname, '../../config/catalogue'), problems));
	const sized = book.themes.map((theme) => ({ theme, selection: { theme: theme.code, items: theme.items.map(({ ref }) => ref) } }));
	const sizeOf = (one: (typeof sized)[number]) => fieldsOf(formOf(book, one.selection)).length;
	const largest = sized.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
	const fields = fieldsOf(formOf(book, largest.selection));
	const answers = Object.fromEntries(fields.map((field) => [field.key, answerFor(field)]));
	const part = fields.map((field) => ({ ...field, answer: answers[field.key] }));
	const form = timed(() => checkForm(formOf(book, largest.selection), answers, now));
	const walk = timed(() => walked(part));
	const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)]!;
	return {
		bench: 'form',
		theme: largest.theme.code,
		items: largest.selection.items.length,
		fields: fields.length,
		merge_and_check_us: { p50: micro(at(form, 0.5)), p99: micro(at(form, 0.99)) },
		json_walk_us: { p50: micro(at(walk, 0.5)), p99: micro(at(walk, 0.99)) },
		times_json_walk: Math.round((at(form, 0.5) / at(walk, 0.5)) * 10) / 10,
		limit_us: limitMs * 1_000,
		ok: problems.none && at(form, 0.99) < limitMs,
	};
}
