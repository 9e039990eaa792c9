/** The part of the service catalogue that faces show and routing needs; made by `config/` from the full files. */
import { z } from 'zod';
import { catalogueCode, words } from './identity.ts';

export const faceItem = z.object({
	code: catalogueCode,
	name: words,
	dept: z.string(),
	who: z.array(z.enum(['personal', 'enterprise'])),
	lifeStage: z.string(),
	frequent: z.boolean(),
	fast: z.boolean(),
	comprehensive: z.boolean(),
	meanMinutes: z.number(),
	keywords: z.array(z.string()),
	/** Names of materials always needed that must be there, on paper or as an e-licence, for "what to have ready". */
	bring: z.array(words),
});
export const faceTheme = z.object({
	code: catalogueCode,
	name: words,
	intro: words,
	who: z.array(z.enum(['personal', 'enterprise'])),
	lifeStage: z.string(),
	items: z.array(z.object({ ref: catalogueCode, default: z.boolean(), when: z.string().optional() })),
	aliases: z.array(z.string()),
	/** As of an item, over all items of the theme: needed when one of `by` is chosen (empty = always), not when `madeBy` is chosen too. */
	bring: z.array(z.object({ name: words, by: z.array(catalogueCode), madeBy: catalogueCode.nullable() })),
});
export const faceCatalogue = z.object({
	items: z.array(faceItem),
	themes: z.array(faceTheme),
	lifeStages: z.array(z.object({ code: z.string(), name: words, who: z.enum(['personal', 'enterprise']) })),
	departments: z.array(z.object({ code: z.string(), name: words, short: z.string() })),
});
export type FaceItem = z.infer<typeof faceItem>;
export type FaceTheme = z.infer<typeof faceTheme>;
export type FaceCatalogue = z.infer<typeof faceCatalogue>;
