import type { FaceCatalogue } from '../domain/contracts/catalogue.ts';
import type { CatalogueBook } from '../domain/contracts/catalogue-book.ts';
import { groupOf } from '../domain/notice/material-words.ts';
import { materialsOf } from '../domain/notice/materials.ts';
import type { Catalogue } from './read-catalogue.ts';

/** The part of a checked catalogue that faces show and routing needs; `book` is made of the same one. */
export function faceCatalogueFrom(catalogue: Catalogue, book: CatalogueBook): FaceCatalogue {
	return {
		items: catalogue.items.map(({ value: item }) => ({
			code: item.code,
			name: item.name,
			dept: item.dept,
			who: item.who,
			lifeStage: item.lifeStage,
			frequent: item.frequent,
			fast: item.service.fast,
			comprehensive: item.service.comprehensive,
			meanMinutes: item.service.meanMinutes,
			keywords: item.keywords,
			bring: materialsOf(book, { theme: null, items: [item.code] })
				.filter((one) => groupOf(one) === 'bring')
				.map(({ material }) => material.name),
		})),
		themes: catalogue.themes.map(({ value: theme }) => ({
			code: theme.code,
			name: theme.name,
			intro: theme.intro,
			who: theme.who,
			lifeStage: theme.lifeStage,
			items: theme.items.map(({ ref, default: isDefault, when }) => ({ ref, default: isDefault, ...(when ? { when } : {}) })),
			aliases: theme.aliases,
			bring: themeBring(book, theme.code),
		})),
		lifeStages: catalogue.lifestages.map(({ value }) => value),
		departments: catalogue.departments.map(({ value: { code, name, short } }) => ({ code, name, short })),
	};
}

/** What some item of the theme always needs; which of it is needed depends on the items chosen. */
function themeBring(book: CatalogueBook, code: string): FaceCatalogue['themes'][number]['bring'] {
	const items = book.themes.find((theme) => theme.code === code)?.items.map(({ ref }) => ref) ?? [];
	const always = (ref: string, material: string) =>
		book.items.some((item) => item.code === ref && item.materials.some((one) => one.ref === material && one.required === 'always'));
	return materialsOf(book, { theme: code, items })
		.filter((one) => groupOf({ ...one, madeBy: null }) === 'bring')
		.map(({ material, usedBy, madeBy }) => ({ name: material.name, by: usedBy.filter((ref) => always(ref, material.code)), madeBy }));
}
