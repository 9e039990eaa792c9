/**
 * One form (一表申请): the fields of all chosen items, each asked once. What an item calls `name` may be the child's name in a theme; the theme's own
 * form says so (`fieldMap` is already worked into it). What the result of a chosen item will fill is told, not asked.
 */
import type { BookField, BookItem, CatalogueBook } from '../contracts/catalogue-book.ts';
import type { Selection } from '../selection/selection.ts';

export interface FormField extends BookField {
	/** The chosen items that need it; empty = the application as a whole. */
	usedBy: string[];
}

export interface FormSection {
	/** `applicant`, `child` …; worded in `form.yaml`. */
	section: string;
	fields: FormField[];
}

export interface Form {
	sections: FormSection[];
	/** Filled by the result of a chosen item, so nobody is asked. */
	derived: { field: BookField; from: string }[];
}

type Catalogue = Pick<CatalogueBook, 'items' | 'themes' | 'fields'>;

/** The form of a selection that stands (`standingSelection`). Codes the catalogue does not have ask for nothing. */
export function formOf(book: Catalogue, selection: Selection): Form {
	const chosen = new Set(selection.items);
	const known = new Map(book.fields.map((field) => [field.key, field]));
	const theme = book.themes.find(({ code }) => code === selection.theme);
	const form: Form = { sections: [], derived: [] };
	if (theme === undefined) {
		const items = selection.items.flatMap((code) => book.items.filter((item) => item.code === code));
		form.sections = bySection(ofItems(items, book.fields));
		return form;
	}
	const asked = new Set<string>();
	for (const { section, fields } of theme.form) {
		const own: FormField[] = [];
		for (const { key, usedBy, derivedFrom } of fields) {
			const field = known.get(key);
			const uses = usedBy.filter((item) => chosen.has(item));
			if (field === undefined || asked.has(key) || (usedBy.length > 0 && uses.length === 0)) continue;
			asked.add(key);
			// The result of an item that was not chosen fills nothing: then it has to be asked after all.
			if (derivedFrom !== null && chosen.has(derivedFrom)) form.derived.push({ field, from: derivedFrom });
			else own.push({ ...field, usedBy: uses });
		}
		if (own.length > 0) form.sections.push({ section, fields: own });
	}
	return form;
}

/** Fields of single items, in the order of the dictionary. */
function ofItems(items: readonly BookItem[], fields: readonly BookField[]): FormField[] {
	const uses = new Map<string, string[]>();
	for (const item of items) for (const key of item.form) uses.set(key, [...(uses.get(key) ?? []), item.code]);
	return fields.flatMap((field) => {
		const usedBy = uses.get(field.key);
		return usedBy === undefined ? [] : [{ ...field, usedBy: [...new Set(usedBy)] }];
	});
}

function bySection(fields: readonly FormField[]): FormSection[] {
	const sections = new Map<string, FormField[]>();
	for (const field of fields) {
		const own = sections.get(field.section);
		if (own) own.push(field);
		else sections.set(field.section, [field]);
	}
	return [...sections].map(([section, own]) => ({ section, fields: own }));
}

export function fieldsOf(form: Form): FormField[] {
	return form.sections.flatMap(({ fields }) => fields);
}
