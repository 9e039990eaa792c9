/** What can be an answer, and the one form each kind of answer is kept in. Pure; takes anything. */
import type { BookField } from '../contracts/catalogue-book.ts';

/** As `applicationForm` keeps it. Numbers are kept as they were written, so that 0.10 stays 0.10; a table is one JSON list of cells a row. */
export type Answer = string | number | boolean | string[];
export type Answers = Readonly<Record<string, Answer>>;

export function isEmpty(answer: unknown): boolean {
	if (answer === undefined || answer === null || answer === '') return true;
	if (Array.isArray(answer)) return answer.length === 0;
	return typeof answer === 'string' && answer.trim() === '';
}

const figures: ReadonlySet<BookField['type']> = new Set([
	'phone',
	'idNumber',
	'uscc',
	'bankAccount',
	'number',
	'money',
	'date',
	'datetime',
]);
/** The dots people write between the pieces of a name. */
const nameDots = /[·•‧・．⋅∙]/gu;
const han = /\p{Script=Han}/u;

/** The answer as it is kept: figures in half width, no spaces around, one kind of dot in names. Anything that is no text is left as it is. */
export function normalise(field: Pick<BookField, 'type' | 'mask'>, answer: Answer): Answer {
	if (typeof answer !== 'string') return answer;
	// Characters of a name are never composed anew: a compatibility character on the card is the person's own.
	const text = answer.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => (one === '\n' ? '\n' : ''));
	if (figures.has(field.type)) return figuresOf(field.type, halfWidth(text));
	const spaced = text.replace(/[ \u00a0\u3000]+/gu, ' ').trim();
	return field.mask === 'name' ? nameOf(spaced) : spaced;
}

function figuresOf(type: BookField['type'], text: string): string {
	const close = text.replace(/\s+/gu, '');
	switch (type) {
		case 'phone':
			return close.replace(/^(?:\+|00)86/, '').replace(/[-‐–—]/gu, '');
		case 'idNumber':
		case 'uscc':
			return close.toUpperCase();
		case 'bankAccount':
			return close.replace(/-/g, '');
		case 'money':
		case 'number':
			return close.replace(/,/g, '');
		default:
			return text.trim();
	}
}

function nameOf(text: string): string {
	const dotted = text.replace(nameDots, '·').replace(/\s*·\s*/gu, '·');
	// 王 小 明 is one name; MARY ANN LEE is three words.
	return dotted.replace(/ /g, (space, at: number) =>
		han.test([...dotted.slice(0, at)].at(-1) ?? '') && han.test([...dotted.slice(at + 1)][0] ?? '') ? '' : space,
	);
}

/** ０１２ＡＢ → 012AB. */
function halfWidth(text: string): string {
	return text.replace(/[！-～]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(/\u3000/gu, ' ');
}
