/**
 * Whether an answer can stand, told as a code that is worded in `form.yaml` (`problems`). Never throws, whatever the answer is: drafts may be older
 * than the catalogue. Rules that name one thing come first, the catalogue's pattern last.
 */
import type { BookField } from '../contracts/catalogue-book.ts';
import { type Answer, type Answers, isEmpty } from './answers.ts';
import { readCreditCode } from './credit-code.ts';
import { isDate, readDocument } from './document-number.ts';
import { cellsOf, columnsOf, rowCharacters, rowsAtMost } from './tables.ts';

export const fieldProblems = [
	...['required', 'kind', 'option', 'too-long', 'character', 'name-character', 'name-dot', 'pattern', 'phone-length', 'phone-character'],
	...['number', 'too-small', 'too-large', 'decimals', 'date', 'date-after', 'date-before', 'time', 'not-before', 'bank-length'],
	...['id-length', 'id-character', 'id-place', 'id-date', 'id-check', 'uscc-length', 'uscc-character', 'uscc-check'],
	...['same-number', 'rows-few', 'rows-many', 'row', 'row-long', 'region'],
] as const;
export type FieldProblemCode = (typeof fieldProblems)[number];
/** `params`: figures and keys for the words. `field` names another field; `row` counts from 1; `inner` is the problem of a cell. */
export interface FieldProblem {
	code: FieldProblemCode;
	params: Record<string, string | number>;
}

/** The hall's own clock: `YYYY-MM-DDTHH:MM`. */
export type LocalTime = string;

type Checked = Pick<BookField, 'key' | 'type' | 'required' | 'options' | 'validation' | 'mask'> & { section?: string };

const problem = (code: FieldProblemCode, params: FieldProblem['params'] = {}): FieldProblem => ({ code, params });
const textAtMost = 200;
const longAtMost = 1_000;

/** Whether an answer is needed, as the others stand. Who writes down an agent writes down all of the agent. */
export function isRequired(field: Checked, answers: Answers, section: readonly Checked[] = []): boolean {
	if (field.required) return true;
	const { requiredIf } = field.validation;
	if (requiredIf !== undefined) {
		const [key = '', value = ''] = requiredIf.split('=');
		const other = answers[key];
		if (other === value || (Array.isArray(other) && other.includes(value))) return true;
		if ((typeof other === 'number' || typeof other === 'boolean') && String(other) === value) return true;
	}
	return field.section === 'agent' && section.some(({ key }) => !isEmpty(answers[key]));
}

/** `null` = it can stand. `answer`: normalised. `section`: the fields beside it. */
export function checkField(
	field: Checked,
	answer: unknown,
	answers: Answers,
	now: LocalTime,
	section: readonly Checked[] = [],
): FieldProblem | null {
	if (isEmpty(answer) || answer === false) return isRequired(field, answers, section) && answer !== false ? problem('required') : null;
	switch (field.type) {
		case 'multiselect':
			return listProblem(field, answer);
		case 'table':
			return tableProblem(field, answer, now);
		case 'boolean':
			return typeof answer === 'boolean' ? null : problem('kind');
	}
	if (typeof answer !== 'string' && typeof answer !== 'number') return problem('kind');
	return textProblem(field, String(answer), answers, now);
}

function textProblem(field: Checked, text: string, answers: Answers, now: LocalTime): FieldProblem | null {
	const today = now.slice(0, 10);
	switch (field.type) {
		case 'select':
			return field.options.length === 0 || field.options.some(({ value }) => value === text) ? null : problem('option');
		case 'date':
			return dateProblem(field, text, today, answers);
		case 'datetime':
			return momentProblem(field, text, now, answers);
		case 'phone':
			if (!/^\d*$/.test(text)) return problem('phone-character');
			return /^1[3-9]\d{9}$/.test(text) ? null : problem('phone-length');
		case 'idNumber':
			return documentProblem(field, text, answers, today);
		case 'uscc': {
			const why = readCreditCode(text);
			return why === null ? null : problem(why);
		}
		case 'bankAccount':
			return /^\d{12,22}$/.test(text) ? null : problem('bank-length');
		case 'number':
		case 'money':
			return numberProblem(field, text);
		case 'signature':
			return null;
		default:
			return wordsProblem(field, text);
	}
}

function wordsProblem(field: Checked, text: string): FieldProblem | null {
	const most = field.validation.maxLength ?? (field.type === 'longtext' ? longAtMost : textAtMost);
	const characters = [...text];
	const odd = characters.find((one) => unwritable(one));
	if (odd !== undefined) return problem('character');
	if (field.mask === 'name') {
		if (characters.some((one) => !/[\p{L}\p{M}·.'’\- ]/u.test(one) && !rare.test(one))) return problem('name-character');
		if (/^·|·$|··/u.test(text)) return problem('name-dot');
	}
	if (characters.length > most) return problem('too-long', { most });
	return patternProblem(field, text);
}

/** Rare characters of the newest standards may be unknown to this machine's tables, and those of old cards lie in the private area: both are names. */
const rare = /[\u{20000}-\u{3ffff}\u{e000}-\u{f8ff}]/u;
/** Pictures, flags, halves of characters and codes without a character. */
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20e3|[\ufe00-\ufe0f]/u;
const noCharacter = /\p{Cc}|\p{Cs}|\p{Co}|\p{Cn}/u;

function unwritable(character: string): boolean {
	if (character === '\n' || rare.test(character)) return false;
	return pictures.test(character) || noCharacter.test(character);
}

function patternProblem({ validation: { pattern } }: Checked, text: string): FieldProblem | null {
	if (pattern === undefined) return null;
	try {
		return new RegExp(pattern, 'u').test(text) ? null : problem('pattern');
	} catch {
		// The check of the configuration finds a broken pattern; a citizen is not stopped by it.
		return null;
	}
}

function numberProblem({ type, validation: { min, max } }: Checked, text: string): FieldProblem | null {
	if (!/^-?\d{1,12}(?:\.\d{1,4})?$/.test(text)) return problem('number');
	if (type === 'money' && /\.\d{3,}$/.test(text)) return problem('decimals');
	const value = Number(text);
	if (typeof min === 'number' && value < min) return problem('too-small', { min });
	if (typeof max === 'number' && value > max) return problem('too-large', { max });
	return null;
}

function dateProblem({ validation }: Checked, text: string, today: string, answers: Answers): FieldProblem | null {
	if (!isDate(text)) return problem('date');
	if ((validation.max === 'today' || validation.max === 'now') && text > today) return problem('date-after');
	if ((validation.min === 'today' || validation.min === 'now') && text < today) return problem('date-before');
	return orderProblem(validation.notBefore, text, answers);
}

function momentProblem({ validation }: Checked, text: string, now: LocalTime, answers: Answers): FieldProblem | null {
	const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text);
	if (!found || !isDate(found[1]!)) return problem('date');
	if (Number(found[2]) > 23 || Number(found[3]) > 59) return problem('time');
	if ((validation.max === 'now' || validation.max === 'today') && text > now) return problem('date-after');
	if ((validation.min === 'now' || validation.min === 'today') && text < now) return problem('date-before');
	return orderProblem(validation.notBefore, text, answers);
}

function orderProblem(notBefore: string | undefined, text: string, answers: Answers): FieldProblem | null {
	const other = notBefore === undefined ? undefined : answers[notBefore];
	if (typeof other !== 'string' || other === '' || !isDate(other.slice(0, 10))) return null;
	return text.slice(0, 10) < other.slice(0, 10) ? problem('not-before', { field: notBefore! }) : null;
}

/** Two people of one family whose numbers must differ; who applies may be any of them. */
const pairs: readonly (readonly string[])[] = [
	['motherIdNumber', 'fatherIdNumber', 'childIdNumber'],
	['idNumber', 'spouseIdNumber'],
	['idNumber', 'deceasedIdNumber'],
	['idNumber', 'agentIdNumber'],
];

function documentProblem(field: Checked, text: string, answers: Answers, today: string): FieldProblem | null {
	const read = readDocument(text, today);
	if (!read.ok) return problem(read.why);
	for (const pair of pairs.filter((keys) => keys.includes(field.key)))
		for (const key of pair) if (key !== field.key && answers[key] === text) return problem('same-number', { field: key });
	return null;
}

function listProblem(field: Checked, answer: unknown): FieldProblem | null {
	if (!Array.isArray(answer)) return problem('kind');
	const known = new Set(field.options.map(({ value }) => value));
	return answer.every((value) => typeof value === 'string' && (known.size === 0 || known.has(value))) ? null : problem('option');
}

function tableProblem(field: Checked, answer: unknown, now: LocalTime): FieldProblem | null {
	if (!Array.isArray(answer) || !answer.every((row): row is string => typeof row === 'string')) return problem('kind');
	const { minRows = 0, maxRows = rowsAtMost } = field.validation;
	const most = Math.min(maxRows, rowsAtMost);
	if (answer.length < minRows) return problem('rows-few', { min: minRows });
	if (answer.length > most) return problem('rows-many', { most });
	const columns = columnsOf(field.key);
	for (const [index, row] of answer.entries()) {
		if (row.length > rowCharacters) return problem('row-long', { row: index + 1 });
		const cells = cellsOf(row, columns.length);
		for (const [at, column] of columns.entries()) {
			const inner = checkField({ ...column, options: [] }, cells[at] as Answer, {}, now);
			if (inner) return problem('row', { row: index + 1, column: column.key, inner: inner.code, ...inner.params });
		}
	}
	return null;
}
