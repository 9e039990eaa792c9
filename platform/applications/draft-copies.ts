/**
 * What one platform of a hall tells another of the drafts that wait at it, so that a form can be gone on with when that machine is dead. Boxes travel as
 * they lie: no platform can open them. The newest version counts, and what was let go of anywhere is let go of everywhere.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { attachmentId } from '../../domain/contracts/applications.ts';
import { draftId, draftPiecesAtMost, keptDraft, type keptPiece } from '../../domain/contracts/drafts.ts';
import type { DraftShelf } from './draft-shelf.ts';

export const draftsAsked = z.object({ state: z.string().max(64).optional() });
const onePiece = z.object({ picture: attachmentId, index: z.int().min(0).max(draftPiecesAtMost) });
export const draftsList = z.object({
	/** Hash of the list: who knows it already is told no list. */
	state: z.string(),
	drafts: z.array(z.object({ id: draftId, version: z.number().int(), gone: z.boolean(), pieces: z.array(onePiece) })).nullable(),
});
export const draftAsked = z.object({ id: draftId });
/** `null`: it is not here any more. */
export const draftCopy = z.object({ draft: keptDraft.nullable() });
export const pieceAsked = draftAsked.extend({ picture: attachmentId, index: z.coerce.number().int().min(0).max(draftPiecesAtMost) });

/** Rejects with a `StoreFailure`. */
export async function listDrafts(shelf: DraftShelf, known?: string): Promise<z.infer<typeof draftsList>> {
	const drafts = await shelf.all();
	const state = createHash('sha256').update(JSON.stringify(drafts)).digest('base64url');
	return { state, drafts: state === known ? null : drafts };
}

export async function draftFor(shelf: DraftShelf, id: string): Promise<z.infer<typeof draftCopy>> {
	const found = await shelf.get(id);
	return { draft: found.ok ? found.state : null };
}

export async function pieceFor(shelf: DraftShelf, { id, picture, index }: z.infer<typeof pieceAsked>): Promise<z.infer<typeof keptPiece>> {
	const found = await shelf.piece(id, picture, index);
	return found.ok ? found.state : { box: null };
}
