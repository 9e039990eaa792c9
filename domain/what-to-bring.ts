import type { FaceCatalogue } from './contracts/catalogue.ts';
import type { Words } from './contracts/identity.ts';

/** The name of a theme where 一件事 already stands beside it. */
export function themeName(name: Words): Words {
	return { zh: name.zh.replace('“一件事”', ''), en: name.en };
}

/** What to have ready for the chosen items of a theme, or for single items; follows the choice, and says no more than the notice does. */
export function bringFor(catalogue: FaceCatalogue, chosen: readonly string[], themeCode: string | null): Words[] {
	const items = catalogue.items.filter((item) => chosen.includes(item.code));
	const theme = catalogue.themes.find((one) => one.code === themeCode);
	if (theme === undefined) return unique(items.flatMap((item) => item.bring));
	return theme.bring
		.filter(
			({ by, madeBy }) => (by.length === 0 || by.some((code) => chosen.includes(code))) && (madeBy === null || !chosen.includes(madeBy)),
		)
		.map(({ name }) => name);
}

function unique(list: Words[]): Words[] {
	return list.filter((one, index) => list.findIndex((other) => other.zh === one.zh) === index);
}
