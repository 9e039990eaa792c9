import type { SlipWords } from '../../../domain/contracts/device-layouts.ts';
import { withoutControls } from '../text.ts';

export type FieldValue = string | boolean | readonly Fields[];
/** What a layout may print, by name. */
export interface Fields {
	readonly [name: string]: FieldValue;
}

/** Fields and words that templates are filled with. */
export interface Scope {
	fields: Fields;
	words: SlipWords;
	/** In a language of Latin letters: a printer draws “ ” ’ as wide as a Chinese character, which tears a word apart. */
	latin?: boolean;
}

/** The text with `{field}` and `{{word}}` filled in; a word may hold `{{field}}` itself. What fills a field is never read as a template. */
export function fill(template: string, { fields, words }: Scope): string {
	return template.replace(/\{\{(\w+)\}\}|\{(\w+)\}/g, (_, word: string | undefined, field: string | undefined) =>
		word === undefined ? textOf(fields[field ?? '']) : wordText(words, word, fields),
	);
}

const straight: Readonly<Record<string, string>> = { '“': '"', '”': '"', '‘': "'", '’': "'" };

/** The text as a printer can print it: nothing in it commands, and in Latin letters every sign is as narrow as they are. */
export function printable(template: string, scope: Scope): string {
	const text = withoutControls(fill(template, scope));
	return scope.latin ? text.replace(/[“”‘’]/g, (quote) => straight[quote] ?? quote) : text;
}

/** One fixed word, with its `{{field}}`s filled in. */
export function wordText(words: SlipWords, name: string, fields: Fields): string {
	const word = words[name];
	return typeof word === 'string' ? word.replace(/\{\{(\w+)\}\}/g, (_, field: string) => textOf(fields[field])) : '';
}

/** Whether a block with this condition is printed: text not empty, flag true, list with entries. */
export function applies({ when, unless }: { when?: string; unless?: string }, fields: Fields): boolean {
	return (when === undefined || has(fields[when])) && (unless === undefined || !has(fields[unless]));
}

function has(value: FieldValue | undefined): boolean {
	if (typeof value === 'string') return withoutControls(value).trim() !== '';
	return typeof value === 'boolean' ? value : value !== undefined && value.length > 0;
}

function textOf(value: FieldValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
