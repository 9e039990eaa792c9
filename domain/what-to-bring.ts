import type { FaceCatalogue, FaceItem } from './contracts/catalogue.ts';
import type { Words } from './contracts/identity.ts';

/** The name of a theme where 一件事 already stands beside it. */
export function themeName(name: Words): Words {
	return { zh: name.zh.replace('“一件事”', ''), en: name.en };
}

/** What to bring for the chosen items of a theme, or for single items; follows the choice. */
export function bringFor(catalogue: FaceCatalogue, chosen: readonly string[], themeCode: string | null): Words[] {
	const items = catalogue.items.filter((item) => chosen.includes(item.code));
	const theme = catalogue.themes.find((one) => one.code === themeCode);
	if (theme === undefined) return unique(items.flatMap((item) => item.bring));
	// The theme's list is already merged; what belongs to an item that is not chosen is left out.
	const members = catalogue.items.filter((item) => theme.items.some((one) => one.ref === item.code));
	const named = (list: FaceItem[], material: Words) => list.some((item) => item.bring.some((one) => one.zh === material.zh));
	return theme.bring.filter((material) => !named(members, material) || named(items, material));
}

function unique(list: Words[]): Words[] {
	return list.filter((one, index) => list.findIndex((other) => other.zh === one.zh) === index);
}
