import { z } from 'zod';
import { cardField, cardRole, deliveryWay, exemptVia, fieldType, materialForm } from '../../domain/contracts/catalogue-book.ts';
import { catalogueCode, words } from '../../domain/contracts/identity.ts';

const who = z.enum(['personal', 'enterprise']);
const code = z.string().regex(/^[A-Z]{2,4}$/, 'a department code of capitals such as GA');
const exempt = z.discriminatedUnion('allowed', [
	z.strictObject({ allowed: z.literal(true), via: exemptVia }),
	z.strictObject({ allowed: z.literal(false) }),
]);
const tolerant = z.discriminatedUnion('allowed', [
	z.strictObject({ allowed: z.literal(true), withinWorkdays: z.int().positive(), promise: z.boolean() }),
	z.strictObject({ allowed: z.literal(false) }),
]);
const limit = z.strictObject({ value: z.number().nonnegative(), unit: z.enum(['workday', 'day']) });
const resultForm = z.enum(['paper', 'ecert', 'paper+ecert', 'sms']);
const delivery = z.array(deliveryWay);

export const departmentsFile = z.strictObject({
	schema: z.literal('departments/1'),
	departments: z
		.array(
			z.strictObject({ code, name: words, short: z.string().min(1), kind: z.enum(['government', 'institution', 'enterprise', 'other']) }),
		)
		.min(1),
});

export const lifestagesFile = z.strictObject({
	schema: z.literal('lifestages/1'),
	lifeStages: z.array(z.strictObject({ code: z.string().min(1), name: words, who })).min(1),
	itemTypes: z.array(z.strictObject({ code: z.string().min(1), zh: z.string().min(1) })).min(1),
});

export const materialsFile = z.strictObject({
	schema: z.literal('materials/1'),
	materials: z.array(
		z.strictObject({
			code: z.string().regex(/^M-[A-Z0-9-]+$/, 'a material code such as M-ID'),
			name: words,
			kind: z.string().min(1),
			source: z.string().min(1),
			forms: z.array(materialForm).min(1),
			exempt,
			tolerant,
			note: z.string().optional(),
		}),
	),
});

/** Sentences that stand in Chinese alone in the other files (conditions, cases, notes), in English. Optional. */
export const englishFile = z.strictObject({
	schema: z.literal('english/1'),
	sentences: z.array(z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })),
});

const bound = z.union([z.number(), z.enum(['today', 'now'])]);
const fieldShape = {
	key: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a key such as idNumber'),
	label: words,
	type: fieldType,
	required: z.boolean(),
	options: z.array(z.strictObject({ value: z.string(), label: words })).optional(),
	validation: z
		.strictObject({
			pattern: z.string().refine(isPattern, 'must be a regular expression').optional(),
			maxLength: z.int().positive().optional(),
			min: bound.optional(),
			max: bound.optional(),
			check: z.enum(['gb11643', 'gb32100']).optional(),
			notBefore: z.string().optional(),
			requiredIf: z.string().optional(),
			minRows: z.int().nonnegative().optional(),
			maxRows: z.int().positive().optional(),
		})
		.optional(),
	idCard: z
		.strictObject({
			role: cardRole,
			field: cardField,
		})
		.nullable(),
	mask: z.string().optional(),
};
export const fieldsFile = z.strictObject({
	schema: z.literal('fields/1'),
	fields: z.array(z.strictObject({ ...fieldShape, section: z.string().min(1) })),
});

export const itemsFile = z.strictObject({
	schema: z.literal('items/1'),
	dept: code,
	items: z.array(
		z.strictObject({
			code: catalogueCode,
			name: words,
			dept: code,
			coDepts: z.array(code),
			who: z.array(who).min(1),
			lifeStage: z.string(),
			type: z.string(),
			frequent: z.boolean(),
			basis: z.array(z.string()),
			conditions: z.array(z.string()),
			materials: z.array(
				z.strictObject({
					ref: z.string(),
					required: z.enum(['always', 'conditional']),
					when: z.string().optional(),
					exempt: z.literal(false).optional(),
				}),
			),
			process: z.array(z.strictObject({ id: z.string(), name: words, after: z.array(z.string()) })).min(1),
			timeLimits: z.strictObject({ legal: limit.nullable(), promised: limit.extend({ instant: z.boolean() }) }),
			fee: z.strictObject({
				charged: z.boolean(),
				items: z
					.array(z.strictObject({ name: words, amount: z.number().nonnegative().nullable(), currency: z.string(), per: z.string() }))
					.optional(),
			}),
			results: z.array(z.strictObject({ name: words, form: resultForm })),
			delivery,
			service: z.strictObject({
				meanMinutes: z.number().positive(),
				fast: z.boolean(),
				comprehensive: z.boolean(),
				selfService: z.boolean(),
			}),
			form: z.array(z.string()),
			keywords: z.array(z.string()),
			utterances: z.array(z.string()),
		}),
	),
});

export const themeFile = z.strictObject({
	schema: z.literal('theme/1'),
	code: catalogueCode,
	kind: z.literal('theme'),
	slug: z.string().min(1),
	name: words,
	aliases: z.array(z.string()),
	sourceLists: z.array(z.string()),
	who: z.array(who).min(1),
	lifeStage: z.string(),
	lead: code,
	coDepts: z.array(code),
	intro: words,
	audience: z.array(z.string()),
	conditions: z.array(z.string()),
	items: z
		.array(
			z.strictObject({
				ref: catalogueCode,
				default: z.boolean(),
				when: z.string().optional(),
				timedSeparately: z.boolean().optional(),
				subject: z.string().optional(),
				fieldMap: z.record(z.string(), z.string()).optional(),
				dropMaterials: z.array(z.string()).optional(),
			}),
		)
		.min(1),
	guide: z.array(
		z.strictObject({
			id: z.string(),
			question: words,
			multi: z.boolean(),
			mode: z.literal('select-exactly').optional(),
			options: z
				.array(
					z.strictObject({
						value: z.string(),
						label: words,
						addItems: z.array(catalogueCode).optional(),
						dropItems: z.array(catalogueCode).optional(),
					}),
				)
				.min(1),
		}),
	),
	materials: z.array(
		z.strictObject({
			ref: z.string(),
			name: words,
			forms: z.array(materialForm),
			source: z.string(),
			required: z.enum(['always', 'conditional']),
			when: z.array(z.string()).optional(),
			exempt,
			tolerant,
			usedBy: z.array(catalogueCode),
		}),
	),
	form: z.strictObject({
		sections: z.array(
			z.strictObject({
				section: z.string(),
				fields: z.array(z.strictObject({ ...fieldShape, usedBy: z.array(catalogueCode), derivedFrom: catalogueCode.optional() })),
			}),
		),
	}),
	process: z.strictObject({
		steps: z
			.array(
				z.strictObject({
					id: z.string(),
					name: words,
					by: code,
					items: z.array(catalogueCode),
					after: z.array(z.string()),
					workdays: z.number().nonnegative(),
				}),
			)
			.min(1),
		parallel: z.array(z.array(z.string())),
		criticalPathWorkdays: z.number().nonnegative(),
	}),
	timeLimits: z.strictObject({ legalLongest: limit.extend({ item: catalogueCode }).nullable(), promised: limit }),
	fee: z.strictObject({ charged: z.boolean(), itemsCharged: z.array(catalogueCode).optional() }),
	results: z.array(z.strictObject({ name: words, form: resultForm, from: catalogueCode })),
	delivery,
	service: z.strictObject({
		meanMinutes: z.number().positive(),
		fast: z.boolean(),
		comprehensive: z.boolean(),
		preferWindow: z.enum(['comprehensive', 'specialised', 'express']),
	}),
	effect: z.strictObject({
		before: z.strictObject({ visits: z.number(), materials: z.number(), workdays: z.number() }),
		after: z.strictObject({ visits: z.number(), materials: z.number(), workdays: z.number() }),
	}),
	keywords: z.array(z.string()),
	utterances: z.array(z.string()),
});

export type CatalogueItem = z.infer<typeof itemsFile>['items'][number];
export type CatalogueTheme = z.infer<typeof themeFile>;
export type CatalogueMaterial = z.infer<typeof materialsFile>['materials'][number];
export type CatalogueField = z.infer<typeof fieldsFile>['fields'][number];
export type CatalogueDepartment = z.infer<typeof departmentsFile>['departments'][number];
export type EnglishSentence = z.infer<typeof englishFile>['sentences'][number];
export type Lifestages = z.infer<typeof lifestagesFile>;

function isPattern(pattern: string): boolean {
	try {
		new RegExp(pattern);
		return true;
	} catch {
		return false;
	}
}
