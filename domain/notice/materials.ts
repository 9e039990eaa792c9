/** One set of materials (一套材料) over the chosen items, each once, with how it can be met. */
import type { BookItem, BookMaterial, BookTheme, CatalogueBook, Sentence } from '../contracts/catalogue-book.ts';
import type { Selection } from '../selection/selection.ts';
import { comesBefore } from './steps.ts';

export interface NoticeMaterial {
	material: BookMaterial;
	need: 'always' | 'conditional';
	/** In which cases it is needed, with the chosen items that want it then; empty `items` = the application as a whole. Empty where always. */
	cases: { when: Sentence; items: string[] }[];
	/** The chosen items that use it, in their order; empty = the application as a whole. */
	usedBy: string[];
	/** How it need not be handed in; `null` = it must be, also where one using item switches the exemption off. */
	exemptVia: BookMaterial['exemptVia'];
	/** The chosen item whose result it is: it is made on the way, before any item that uses it. `null` = it is not. */
	madeBy: string | null;
	/** May follow so many working days after acceptance, never later than the result is promised; `null` = may not. */
	tolerant: { withinWorkdays: number; promise: boolean } | null;
}

interface Use {
	item: BookItem;
	required: 'always' | 'conditional';
	when: Sentence | null;
	exemptionOff: boolean;
}

/** Materials of a selection that stands, in the order of the theme; what only an item names comes last. */
export function materialsOf(book: CatalogueBook, { theme: code, items }: Selection): NoticeMaterial[] {
	const theme = book.themes.find((one) => one.code === code) ?? null;
	const chosen = items.flatMap((ref) => book.items.filter((item) => item.code === ref));
	const uses = usesOf(theme, chosen);
	const whole = theme ? theme.materials.filter(({ usedBy }) => usedBy.length === 0).map(({ ref }) => ref) : [];
	const ofTheme = theme ? theme.materials.map(({ ref }) => ref) : [];
	const refs = [...ofTheme, ...[...uses.keys()].filter((ref) => !ofTheme.includes(ref))];
	return refs.flatMap((ref) => {
		const material = book.materials.find((one) => one.code === ref);
		const used = uses.get(ref) ?? [];
		const ofWhole = theme ? casesOfWhole(theme, book, ref) : [];
		if (!material || (used.length === 0 && ofWhole.length === 0 && !whole.includes(ref))) return [];
		const listed = theme?.materials.find((one) => one.ref === ref);
		const always = used.some(({ required }) => required === 'always') || (whole.includes(ref) && listed?.required === 'always');
		return [
			{
				material,
				need: always ? ('always' as const) : ('conditional' as const),
				cases: always ? [] : [...casesOfItems(used), ...ofWhole.map((when) => ({ when, items: [] }))],
				usedBy: used.map(({ item }) => item.code),
				exemptVia: used.some(({ exemptionOff }) => exemptionOff) ? null : material.exemptVia,
				madeBy: madeBy(theme, material, used, chosen),
				tolerant: tolerantFor(theme, material, used),
			},
		];
	});
}

function usesOf(theme: BookTheme | null, chosen: readonly BookItem[]): Map<string, Use[]> {
	const uses = new Map<string, Use[]>();
	for (const item of chosen) {
		const dropped = theme?.items.find(({ ref }) => ref === item.code)?.dropMaterials ?? [];
		for (const { ref, required, when, exemptionOff } of item.materials)
			if (!dropped.includes(ref)) uses.set(ref, [...(uses.get(ref) ?? []), { item, required, when, exemptionOff }]);
	}
	return uses;
}

/** Cases the theme itself adds to a material (who appoints an agent, for instance): those no item gives as its reason. */
function casesOfWhole(theme: BookTheme, book: CatalogueBook, ref: string): Sentence[] {
	const listed = theme.materials.find((one) => one.ref === ref);
	if (!listed) return [];
	const ofItems = theme.items.flatMap((entry) => {
		const item = book.items.find(({ code }) => code === entry.ref);
		if (!item || entry.dropMaterials.includes(ref)) return [];
		const used = item.materials.filter((material) => material.ref === ref);
		return used.map(({ required, when }) => (required === 'always' ? `选办“${item.name.zh}”时` : (when?.zh ?? '')));
	});
	return listed.when.filter(({ zh }) => !ofItems.includes(zh));
}

function casesOfItems(used: readonly Use[]): NoticeMaterial['cases'] {
	const cases: NoticeMaterial['cases'] = [];
	for (const { item, when } of used) {
		if (when === null) continue;
		const same = cases.find((one) => one.when.zh === when.zh);
		if (same) same.items.push(item.code);
		else cases.push({ when, items: [item.code] });
	}
	return cases;
}

/** Only where the theme's steps put it before every use: an old certificate of the same name must still be brought. */
function madeBy(
	theme: BookTheme | null,
	{ name, exemptVia }: BookMaterial,
	used: readonly Use[],
	chosen: readonly BookItem[],
): string | null {
	if (theme === null || exemptVia === null || used.length === 0) return null;
	const makers = chosen.filter(({ results }) => results.some((result) => result.name.zh === name.zh));
	return makers.find((maker) => used.every(({ item }) => comesBefore(theme, maker.code, item.code)))?.code ?? null;
}

/** The day promised for a material must not fall after the promised limit: what is done while one waits leaves no time for it. */
function tolerantFor(theme: BookTheme | null, { tolerant }: BookMaterial, used: readonly Use[]): NoticeMaterial['tolerant'] {
	if (tolerant === null) return null;
	const limits = used.map(({ item }) => {
		const together = theme?.items.some(({ ref, timedSeparately }) => ref === item.code && !timedSeparately);
		return theme && together ? theme.timeLimits.promised : item.timeLimits.promised;
	});
	if (limits.length === 0 && theme) limits.push(theme.timeLimits.promised);
	const most = Math.min(...limits.map(({ value, unit }) => (unit === 'workday' ? value : Math.floor((value * 5) / 7))));
	const withinWorkdays = Math.floor(Math.min(tolerant.withinWorkdays, most));
	return withinWorkdays < 1 ? null : { withinWorkdays, promise: tolerant.promise };
}
