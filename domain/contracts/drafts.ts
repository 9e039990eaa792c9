/**
 * A draft on its way to another terminal of the hall. The machine seals it under a key made from the code on the slip, which the platform never
 * hears: it keeps a box it cannot open, under a name it cannot guess (`draftId`), for as long as a draft is kept.
 */
import { z } from 'zod';
import { applicationLimits, attachmentId, chunkBytes } from './applications.ts';
import { instant } from './identity.ts';

/** Made from the slip's code; lower-case hexadecimal. */
export const draftId = z.string().regex(/^[0-9a-f]{64}$/);
/** Answers of a form, and what its pictures are; the pictures follow, sealed in the same way. */
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
	/** Pictures that belong to it: what is not named here is let go of. */
	pictures: z.array(attachmentId).max(applicationLimits.attachments).default([]),
});
export type KeptDraft = z.infer<typeof keptDraft>;
export const draftPath = (id: string) => `/api/drafts/${id}`;

/** One piece of a picture, sealed; with what sealing adds. */
export const draftPieceBytes = chunkBytes + 256;
/** Pieces of one picture as large as a picture may be. */
export const draftPiecesAtMost = Math.ceil(applicationLimits.attachmentBytes / chunkBytes);
export const keptPiece = z.object({
	/** `null`: it is not here, or not yet. */
	box: z
		.base64()
		.max(Math.ceil(draftPieceBytes / 3) * 4)
		.nullable(),
});
export type KeptPiece = z.infer<typeof keptPiece>;
export const draftPiecePath = (id: string, picture: string, index: number) => `${draftPath(id)}/pictures/${picture}/${index}`;
