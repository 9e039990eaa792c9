import { type FieldKinds, slipFields } from '../domain/contracts/device-fields.ts';
import type { SlipKind, SlipWords } from '../domain/contracts/device-layouts.ts';

/** What a layout may name at one place in it. */
export interface LayoutNames {
	slip: SlipKind;
	fields: FieldKinds;
	/** Words of the slip, by language. */
	words: Readonly<Record<string, SlipWords>>;
}

export function namesOf(slip: SlipKind, words: Readonly<Record<string, SlipWords>>): LayoutNames {
	return { slip, fields: slipFields[slip], words };
}

/** Within `list`: the fields of its entries come first. `null` = there is no such list. */
export function namesWithin(names: LayoutNames, list: string): LayoutNames | null {
	const kind = names.fields[list];
	return typeof kind === 'object' ? { ...names, fields: { ...names.fields, ...kind } } : null;
}

/** What is wrong with the names of one template, as sentences. */
export function templateProblems(template: string, names: LayoutNames): string[] {
	return [...template.matchAll(/\{\{(\w*)\}\}|\{(\w*)\}/g)].flatMap(([shown, word, field]) =>
		word === undefined ? fieldProblems(shown, field ?? '', names) : wordProblems(shown, word, names),
	);
}

function fieldProblems(shown: string, field: string, { slip, fields }: LayoutNames): string[] {
	const kind = fields[field];
	if (kind === 'text') return [];
	const known = Object.keys(fields).filter((name) => fields[name] === 'text');
	const why =
		kind === undefined
			? `a ${slip} slip has no such field here`
			: kind === 'flag'
				? 'this can only be asked for by when'
				: 'this is a list';
	return [`${shown}: ${why}. Use one of ${known.join(', ')}.`];
}

function wordProblems(shown: string, word: string, { slip, fields, words }: LayoutNames): string[] {
	return Object.entries(words).flatMap(([language, known]) => {
		const text = known[word];
		if (typeof text !== 'string') {
			const texts = Object.keys(known).filter((name) => typeof known[name] === 'string');
			return [`${shown}: ${language} has no such word for a ${slip} slip. Add it to slips.yaml, or use one of ${texts.join(', ')}.`];
		}
		const missing = [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').filter((name) => fields[name] !== 'text');
		return missing.map(
			(name) => `${shown}: its words in ${language} need {{${name}}}, which a ${slip} slip does not have here. Use another word.`,
		);
	});
}

/** What is wrong with a `when` or `unless`. */
export function conditionProblems(field: string, { slip, fields }: LayoutNames): string[] {
	if (fields[field] !== undefined) return [];
	return [`“${field}” is no field of a ${slip} slip here. Use one of ${Object.keys(fields).join(', ')}.`];
}

/** The text where it is the same on every slip, in each language; nothing when it holds a field. */
export function fixedTexts(template: string, { words }: LayoutNames): string[] {
	if (/(?<!\{)\{\w+\}(?!\})/.test(template)) return [];
	return Object.values(words).flatMap((known) => {
		const text = template.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
			const found = known[word];
			return typeof found === 'string' ? found : '';
		});
		return text.includes('{{') ? [] : [text];
	});
}
