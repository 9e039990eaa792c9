import type { Catalogue } from './read-catalogue.ts';
import { Names } from './references.ts';

/** The names a catalogue declares, by kind. */
export interface CatalogueNames {
	departments: Names;
	lifestages: Names;
	itemTypes: Names;
	materials: Names;
	fields: Names;
	items: Names;
	themes: Names;
}

export function catalogueNames(catalogue: Catalogue): CatalogueNames {
	const of = (kind: string, home: string, known: string[]) => new Names(kind, home, known);
	return {
		departments: of(
			'department',
			'departments.yaml',
			catalogue.departments.map((each) => each.value.code),
		),
		lifestages: of(
			'life stage',
			'lifestages.yaml',
			catalogue.lifestages.map((each) => each.value.code),
		),
		itemTypes: of('item type', 'lifestages.yaml', catalogue.itemTypes),
		materials: of(
			'material',
			'materials.yaml',
			catalogue.materials.map((each) => each.value.code),
		),
		fields: of(
			'form field',
			'fields.yaml',
			catalogue.fields.map((each) => each.value.key),
		),
		items: of(
			'item',
			'items/ of the catalogue',
			catalogue.items.map((each) => each.value.code),
		),
		themes: of(
			'theme',
			'themes/ of the catalogue',
			catalogue.themes.map((each) => each.value.code),
		),
	};
}
