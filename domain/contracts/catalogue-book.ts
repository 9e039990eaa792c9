/**
 * The whole service catalogue, as notice, form, search and acceptance need it; made by `config/` from the checked files.
 * The meaning of each part is told in `config/catalogue/README.md`. Faces load it when they first need it
 * (`useCatalogueBook()`), from their own machine in the app and from `GET /api/catalogue` in a browser.
 */
import { z } from 'zod';
import { guideWords } from './guide-words.ts';
import { catalogueCode, words } from './identity.ts';

/** A sentence of the catalogue; `en` = null: it is written in Chinese alone, and a page says so (`lang`). */
export const sentence = z.object({ zh: z.string().min(1), en: z.string().min(1).nullable() });

const who = z.enum(['personal', 'enterprise']);
const departmentCode = z.string();
const materialCode = z.string();
/** Days of a time limit; `workday` leaves out weekends and holidays. */
const limit = z.object({ value: z.number().nonnegative(), unit: z.enum(['workday', 'day']) });
const result = { name: words, form: z.enum(['paper', 'ecert', 'paper+ecert', 'sms']) };
export const deliveryWay = z.enum(['window', 'courier', 'ecert', 'sms', 'kiosk']);
export const materialForm = z.enum(['original', 'copy', 'e-license', 'show', 'data', 'electronic', 'number', 'photo', 'generated']);

/** How a material need not be handed in. */
export const exemptVia = z.enum(['e-license', 'data-share', 'system-generated', 'captured-on-site']);

/** A material of the dictionary. */
export const bookMaterial = z.object({
	code: materialCode,
	name: words,
	kind: z.string(),
	/** A department's code, `applicant` or `system`. */
	source: z.string(),
	forms: z.array(materialForm).min(1),
	/** How it need not be handed in; `null` = it must be. */
	exemptVia: exemptVia.nullable(),
	/** May follow later, within working days, `promise` = with a signed promise; `null` = may not. */
	tolerant: z.object({ withinWorkdays: z.int().positive(), promise: z.boolean() }).nullable(),
	note: sentence.nullable(),
});

/** What a field of the form holds; also what the catalogue's files may say. */
export const fieldType = z.enum([
	'text',
	'longtext',
	'select',
	'multiselect',
	'boolean',
	'date',
	'datetime',
	'number',
	'money',
	'phone',
	'idNumber',
	'uscc',
	'bankAccount',
	'address',
	'region',
	'table',
	'signature',
]);
/** Whose resident ID card fills a field. */
export const cardRole = z.enum([
	'applicant',
	'agent',
	'spouse',
	'mother',
	'father',
	'otherParty',
	'guardian',
	'deceased',
	'legalRep',
	'contact',
]);
/** Which of the card's fields. */
export const cardField = z.enum(['name', 'sex', 'ethnicity', 'birthDate', 'address', 'idNumber', 'validTo']);
const bound = z.union([z.number(), z.enum(['today', 'now'])]);
/** A form field of the dictionary. */
export const bookField = z.object({
	key: z.string(),
	label: words,
	section: z.string(),
	type: fieldType,
	required: z.boolean(),
	/** Empty where nothing is to be picked. */
	options: z.array(z.object({ value: z.string(), label: words })),
	validation: z.object({
		pattern: z.string().optional(),
		maxLength: z.int().positive().optional(),
		min: bound.optional(),
		max: bound.optional(),
		check: z.enum(['gb11643', 'gb32100']).optional(),
		notBefore: z.string().optional(),
		/** `<key>=<value>`. */
		requiredIf: z.string().optional(),
		minRows: z.int().nonnegative().optional(),
		maxRows: z.int().positive().optional(),
	}),
	/** Whose resident ID card fills it, and from which field of the card. */
	idCard: z
		.object({
			role: cardRole,
			field: cardField,
		})
		.nullable(),
	mask: z.string().nullable(),
});

/** Why fields are asked (个人信息用途登记): a field in none of them says nothing about a natural person. */
export const bookPurpose = z.object({
	id: z.string(),
	why: words,
	basis: sentence,
	seenBy: z.array(z.enum(['window', 'departments', 'courier', 'bank'])).min(1),
	/** Days the platform keeps it after everything has arrived. */
	keptDays: z.int().positive(),
	fields: z.array(z.string()).min(1),
});

export const bookItem = z.object({
	code: catalogueCode,
	name: words,
	dept: departmentCode,
	coDepts: z.array(departmentCode),
	who: z.array(who).min(1),
	lifeStage: z.string(),
	type: z.string(),
	frequent: z.boolean(),
	/** Names of laws and documents as they were published; the English ones are there to be read, and decide nothing. */
	basis: z.array(sentence),
	conditions: z.array(sentence),
	materials: z.array(
		z.object({
			ref: materialCode,
			required: z.enum(['always', 'conditional']),
			/** In which case it is needed; `null` = always, or nobody said. */
			when: sentence.nullable(),
			/** This item wants it handed in, whatever the dictionary says. */
			exemptionOff: z.boolean(),
		}),
	),
	process: z.array(z.object({ id: z.string(), name: words, after: z.array(z.string()) })).min(1),
	/** `legal` = null: no national limit is cited. `instant`: done while the citizen waits (即办). */
	timeLimits: z.object({ legal: limit.nullable(), promised: limit.extend({ instant: z.boolean() }) }),
	/** Empty = free. `amount` in `currency`; `null` = set by tax law or a local rate. */
	fees: z.array(z.object({ name: words, amount: z.number().nonnegative().nullable(), currency: z.string(), per: sentence })),
	charged: z.boolean(),
	results: z.array(z.object(result)),
	delivery: z.array(deliveryWay),
	service: z.object({
		meanMinutes: z.number().positive(),
		fast: z.boolean(),
		comprehensive: z.boolean(),
		/** Can be done at a terminal without a person. */
		selfService: z.boolean(),
	}),
	/** Keys of fields. */
	form: z.array(z.string()),
	keywords: z.array(z.string()),
	utterances: z.array(z.string()),
});

export const themeItem = z.object({
	ref: catalogueCode,
	default: z.boolean(),
	/** In which case an optional one is for you. */
	when: sentence.nullable(),
	/** Has a longer clock of its own; the theme's limit covers its acceptance alone. */
	timedSeparately: z.boolean(),
	/** Whom the item is about, where that is not who applies: `child`. */
	subject: z.string().nullable(),
	/** Field of the item → field of the theme. */
	fieldMap: z.record(z.string(), z.string()),
	/** Materials of the item that are not needed in this theme. */
	dropMaterials: z.array(materialCode),
});

export const guideQuestion = z.object({
	id: z.string(),
	question: words,
	/** Several options may be chosen. */
	multi: z.boolean(),
	/** Items of chosen options are in, items named only by options that were not chosen are out. */
	selectExactly: z.boolean(),
	options: z
		.array(z.object({ value: z.string(), label: words, addItems: z.array(catalogueCode), dropItems: z.array(catalogueCode) }))
		.min(1),
});

export const bookTheme = z.object({
	code: catalogueCode,
	name: words,
	aliases: z.array(z.string()),
	intro: words,
	audience: z.array(sentence),
	who: z.array(who).min(1),
	lifeStage: z.string(),
	lead: departmentCode,
	coDepts: z.array(departmentCode),
	/** Of the theme itself; those of the chosen items stand at the items. */
	conditions: z.array(sentence),
	items: z.array(themeItem).min(1),
	/** 情形引导, applied in this order to the default items. */
	guide: z.array(guideQuestion),
	/** One set (一套材料) over all items of the theme, in the order to show. `usedBy` empty = the whole theme. */
	materials: z.array(
		z.object({ ref: materialCode, required: z.enum(['always', 'conditional']), when: z.array(sentence), usedBy: z.array(catalogueCode) }),
	),
	/** One form (一表) over all items, in the order to ask. `derivedFrom`: filled by that item's result, not asked. */
	form: z.array(
		z.object({
			section: z.string(),
			fields: z.array(z.object({ key: z.string(), usedBy: z.array(catalogueCode), derivedFrom: catalogueCode.nullable() })),
		}),
	),
	process: z.object({
		steps: z
			.array(
				z.object({
					id: z.string(),
					name: words,
					by: departmentCode,
					items: z.array(catalogueCode),
					after: z.array(z.string()),
					workdays: z.number().nonnegative(),
				}),
			)
			.min(1),
		criticalPathWorkdays: z.number().nonnegative(),
	}),
	timeLimits: z.object({ legalLongest: limit.extend({ item: catalogueCode }).nullable(), promised: limit }),
	results: z.array(z.object({ ...result, from: catalogueCode })),
	delivery: z.array(deliveryWay),
	service: z.object({
		meanMinutes: z.number().positive(),
		fast: z.boolean(),
		comprehensive: z.boolean(),
		preferWindow: z.enum(['comprehensive', 'specialised', 'express']),
	}),
	keywords: z.array(z.string()),
	utterances: z.array(z.string()),
});

export const catalogueBook = z.object({
	/** SHA-256 of everything below: equal hashes are equal catalogues. */
	hash: z.string().regex(/^[0-9a-f]{64}$/),
	items: z.array(bookItem),
	themes: z.array(bookTheme),
	materials: z.array(bookMaterial),
	fields: z.array(bookField),
	purposes: z.array(bookPurpose),
	/** `short`: Chinese, for narrow columns. */
	departments: z.array(z.object({ code: departmentCode, name: words, short: z.string(), kind: z.string() })),
	/** How people say it, for finding in their own words. */
	guide: guideWords,
});

export type Sentence = z.infer<typeof sentence>;
export type DeliveryWay = z.infer<typeof deliveryWay>;
export type MaterialForm = z.infer<typeof materialForm>;
export type BookMaterial = z.infer<typeof bookMaterial>;
export type BookField = z.infer<typeof bookField>;
export type BookPurpose = z.infer<typeof bookPurpose>;
export type BookItem = z.infer<typeof bookItem>;
export type ThemeItem = z.infer<typeof themeItem>;
export type GuideQuestion = z.infer<typeof guideQuestion>;
export type BookTheme = z.infer<typeof bookTheme>;
export type CatalogueBook = z.infer<typeof catalogueBook>;
