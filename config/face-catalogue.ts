import type { FaceCatalogue } from '../domain/contracts/catalogue.ts';
import type { Words } from '../domain/contracts/identity.ts';
import type { Catalogue } from './read-catalogue.ts';
import type { CatalogueItem, CatalogueMaterial, CatalogueTheme } from './schemas/catalogue.ts';

/** The part of a checked catalogue that faces show and routing needs. */
export function faceCatalogueFrom(catalogue: Catalogue): FaceCatalogue {
	const materials = new Map(catalogue.materials.map(({ value }) => [value.code, value]));
	const items = new Map(catalogue.items.map(({ value }) => [value.code, value]));
	const themeBring = (theme: CatalogueTheme): Words[] => {
		const names = theme.items
			.filter((entry) => entry.default)
			.flatMap((entry) => {
				const item = items.get(entry.ref);
				return item ? toBring(item, materials, entry.dropMaterials ?? []) : [];
			});
		return names.filter((name, at) => names.findIndex((other) => other.zh === name.zh) === at);
	};
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
			bring: toBring(item, materials, []),
		})),
		themes: catalogue.themes.map(({ value: theme }) => ({
			code: theme.code,
			name: theme.name,
			intro: theme.intro,
			who: theme.who,
			lifeStage: theme.lifeStage,
			items: theme.items.map(({ ref, default: isDefault, when }) => ({ ref, default: isDefault, ...(when ? { when } : {}) })),
			aliases: theme.aliases,
			bring: themeBring(theme),
		})),
		lifeStages: catalogue.lifestages.map(({ value }) => value),
		departments: catalogue.departments.map(({ value: { code, name, short } }) => ({ code, name, short })),
	};
}

/** Names of materials always needed and not exempt, each once, in the order of the item. */
function toBring(item: CatalogueItem, materials: Map<string, CatalogueMaterial>, dropped: readonly string[]): Words[] {
	const names: Words[] = [];
	for (const { ref, required, exempt } of item.materials) {
		const material = materials.get(ref);
		if (!material || required !== 'always' || dropped.includes(ref)) continue;
		if (exempt === false || !material.exempt.allowed) names.push(material.name);
	}
	return names;
}
