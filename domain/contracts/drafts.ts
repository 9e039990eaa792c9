/**
 * A draft on its way to another terminal of the hall. The machine seals it under a key made from the code on the slip, which the platform never
 * hears: it keeps a box it cannot open, under a name it cannot guess (`draftId`), for as long as a draft is kept.
 */
import { z } from 'zod';
import { instant } from './identity.ts';

/** Made from the slip's code; lower-case hexadecimal. */
export const draftId = z.string().regex(/^[0-9a-f]{64}$/);
/** Answers of a form; its pictures stay at the machine that took them. */
export const draftBoxBytes = 160 * 1024;
export const keptDraft = z.object({
	/** Of the application; a machine with a lower one has an older form. */
	version: z.number().int().min(1),
	savedAt: instant,
	/** `null`: it was handed in or thrown away; whoever still has a copy lets go of it. */
	box: z
		.base64()
		.max(Math.ceil(draftBoxBytes / 3) * 4)
		.nullable(),
});
export type KeptDraft = z.infer<typeof keptDraft>;
export const draftPath = (id: string) => `/api/drafts/${id}`;
