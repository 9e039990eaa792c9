/**
 * How people say it, for "find it in your own words": everyday words for official ones, words that tell nothing, and what belongs elsewhere.
 * Made by `config/` from `config/guide/*.yaml` and the hall's own `guide.yaml`; no part of it was taken from the held phrases.
 */
import { z } from 'zod';
import { catalogueCode, words } from './identity.ts';

const said = z.array(z.string().min(1)).min(1);
/** Many words for one thing; `official` is the word that the catalogue uses, or a plain stand-in. */
const sameThing = z.object({ official: z.string().min(1), say: said });

export const guideTopic = z.object({
	code: z.string().regex(/^[a-z][a-z-]*$/),
	/** Danger: the number to call, shown first. */
	urgent: z
		.string()
		.regex(/^\d{3,5}$/)
		.nullable(),
	/** About papers and offices too, only not here. */
	official: z.boolean(),
	/** Where to go instead. */
	tell: words,
	/** Count wherever they stand. */
	words: z.array(z.string().min(1)),
	/** Examples of what people say. */
	phrases: z.array(z.string().min(1)),
});

export const guideWords = z.object({
	/** Said with any request, so it tells nothing about which one. */
	fillers: z.array(z.string().min(1)),
	/** What people come to a hall for: a request with one of these in it seldom belongs elsewhere. */
	service: z.array(z.string().min(1)),
	/** Who says these means more than one thing at once: a theme rather than an item. */
	together: z.array(z.string().min(1)),
	everyday: z.array(sameThing),
	english: z.array(sameThing),
	/** More of what people say when they come for an item or theme, by its code. */
	sayings: z.record(catalogueCode, z.array(z.string().min(1))),
	/** What people also ask and what is not done here. */
	topics: z.array(guideTopic),
});

export type GuideTopic = z.infer<typeof guideTopic>;
export type GuideWords = z.infer<typeof guideWords>;
