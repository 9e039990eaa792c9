import { createHash } from 'node:crypto';
import type { CatalogueBook, Sentence } from '../domain/contracts/catalogue-book.ts';
import type { GuideWords } from '../domain/contracts/guide-words.ts';
import { canonicalJson } from '../domain/day-hash.ts';
import type { Catalogue } from './read-catalogue.ts';
import { noGuideWords } from './read-guide.ts';
import type { CatalogueField, CatalogueItem, CatalogueMaterial, CatalogueTheme } from './schemas/catalogue.ts';

type InEnglish = (zh: string) => Sentence;

/** The whole of a checked catalogue, for notice, form, search and acceptance. Without `guide`, only the catalogue's own words find anything. */
export function catalogueBookFrom(catalogue: Catalogue, guide: GuideWords = noGuideWords): CatalogueBook {
	const english = new Map(catalogue.sentences.map(({ zh, en }) => [zh, en]));
	// Themes say so of materials that an optional item brings with it.
	for (const { value } of catalogue.items) english.set(`选办“${value.name.zh}”时`, `If ${value.name.en} is chosen`);
	const said: InEnglish = (zh) => ({ zh, en: english.get(zh) ?? null });
	const items = catalogue.items.map(({ value }) => value);
	const content = {
		items: items.map((item) => itemOf(item, said)),
		themes: catalogue.themes.map(({ value }) => themeOf(value, items, said)),
		materials: catalogue.materials.map(({ value }) => materialOf(value, said)),
		fields: catalogue.fields.map(({ value }) => fieldOf(value)),
		purposes: (catalogue.purposes?.value.purposes ?? []).map(({ basis, ...purpose }) => ({ ...purpose, basis: said(basis) })),
		departments: catalogue.departments.map(({ value: { code, name, short, kind } }) => ({ code, name, short, kind })),
		guide,
	};
	return { hash: createHash('sha256').update(canonicalJson(content)).digest('hex'), ...content };
}

function itemOf(item: CatalogueItem, said: InEnglish): CatalogueBook['items'][number] {
	const { fee, basis, conditions, materials, process, ...rest } = item;
	return {
		...rest,
		basis: basis.map(said),
		conditions: conditions.map(said),
		materials: materials.map(({ ref, required, when, exempt }) => ({
			ref,
			required,
			when: required === 'conditional' && when !== undefined ? said(when) : null,
			exemptionOff: exempt === false,
		})),
		process,
		charged: fee.charged,
		fees: (fee.items ?? []).map(({ name, amount, currency, per }) => ({ name, amount, currency, per: said(per) })),
	};
}

function themeOf(theme: CatalogueTheme, items: readonly CatalogueItem[], said: InEnglish): CatalogueBook['themes'][number] {
	const ofItems = theme.items.flatMap(({ ref }) => items.filter(({ code }) => code === ref).map(({ name }) => `${name.zh}：`));
	const { code, name, aliases, intro, who, lifeStage, lead, coDepts, process, timeLimits, results, delivery, service } = theme;
	return {
		code,
		name,
		aliases,
		intro,
		audience: theme.audience.map(said),
		who,
		lifeStage,
		lead,
		coDepts,
		// The file repeats the conditions of the default items; a notice takes those of the items that were chosen.
		conditions: theme.conditions.filter((each) => !ofItems.some((start) => each.startsWith(start))).map(said),
		items: theme.items.map((item) => ({
			ref: item.ref,
			default: item.default,
			when: item.when === undefined ? null : said(item.when),
			timedSeparately: item.timedSeparately ?? false,
			subject: item.subject ?? null,
			fieldMap: item.fieldMap ?? {},
			dropMaterials: item.dropMaterials ?? [],
		})),
		guide: theme.guide.map(({ id, question, multi, mode, options }) => ({
			id,
			question,
			multi,
			selectExactly: mode === 'select-exactly',
			options: options.map(({ value, label, addItems = [], dropItems = [] }) => ({ value, label, addItems, dropItems })),
		})),
		materials: theme.materials.map(({ ref, required, when, usedBy }) => ({ ref, required, when: (when ?? []).map(said), usedBy })),
		form: theme.form.sections.map(({ section, fields }) => ({
			section,
			fields: fields.map(({ key, usedBy, derivedFrom }) => ({ key, usedBy, derivedFrom: derivedFrom ?? null })),
		})),
		process: { steps: process.steps, criticalPathWorkdays: process.criticalPathWorkdays },
		timeLimits,
		results,
		delivery,
		service,
		keywords: theme.keywords,
		utterances: theme.utterances,
	};
}

function materialOf(material: CatalogueMaterial, said: InEnglish): CatalogueBook['materials'][number] {
	const { code, name, kind, source, forms, exempt, tolerant, note } = material;
	return {
		code,
		name,
		kind,
		source,
		forms,
		exemptVia: exempt.allowed ? exempt.via : null,
		tolerant: tolerant.allowed ? { withinWorkdays: tolerant.withinWorkdays, promise: tolerant.promise } : null,
		note: note === undefined ? null : said(note),
	};
}

function fieldOf({ options, validation, mask, ...field }: CatalogueField): CatalogueBook['fields'][number] {
	return { ...field, options: options ?? [], validation: validation ?? {}, mask: mask ?? null };
}
