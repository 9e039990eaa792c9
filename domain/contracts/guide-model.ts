/**
 * A language model that a hall may add to “find it in your own words” (message `suggest`): off unless the hall file names one. It names entries of the
 * catalogue and nothing else; no word of it is ever shown, and it decides nothing. What was typed goes out only when nothing of a person is in it.
 */
import { z } from 'zod';
import { catalogueCode } from './identity.ts';

/** `guideModel` of the hall file. */
export const guideModelPlan = z.strictObject({
	/** An endpoint that speaks OpenAI's chat protocol, up to and without `/chat/completions`. */
	url: z
		.string()
		.max(200)
		.regex(/^https?:\/\/[^@?#\s]+$/, 'an address such as "https://model.hall.example/v1": no password, nothing after a ? or #'),
	model: z.string().min(1).max(120),
	/** Whoever waits at the terminal has the hall's own answer meanwhile; a later one of the model is dropped. */
	withinMs: z.number().int().min(300).max(8_000).default(2_500),
});
export type GuideModelPlan = z.infer<typeof guideModelPlan>;

/** As long as the field of the search. */
export const suggestLongest = 60;
export const suggestMost = 3;
export const suggestRequest = z.object({
	text: z.string().trim().min(2).max(suggestLongest),
	audience: z.enum(['personal', 'enterprise']),
});
export type SuggestRequest = z.infer<typeof suggestRequest>;

/** `off`: the hall has none. `personal`: something of a person may be in the text, so nobody was asked. `no-answer`: late, broken, or nothing of use. */
export const noSuggestion = ['off', 'personal', 'no-answer', 'busy', 'not-seated', 'malformed', 'unreachable'] as const;
export const suggestAnswer = z.union([
	/** Codes of themes and items that this hall's catalogue has. */
	z.object({ ok: z.literal(true), entries: z.array(catalogueCode).max(suggestMost) }),
	z.object({ ok: z.literal(false), code: z.enum(noSuggestion) }),
]);
export type SuggestAnswer = z.infer<typeof suggestAnswer>;
