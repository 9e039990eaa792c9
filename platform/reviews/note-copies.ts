/**
 * What one platform of a hall tells another of the sealed notes of complaints, so that none of them lies in one place only. A note travels as it lies;
 * its own key is sealed once more, under a key made of the peers' token, and the other platform wraps it with its own hall key.
 */
import { createHash, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { open, type Place, seal } from '../../sealing/box.ts';
import type { SealedNotes } from './sealed-notes.ts';

const ref = z.string().min(1).max(200);
const id = z.string().regex(/^\d{15}-[0-9a-f]{12}$/);

export const notesList = z.object({
	/** Hash of the list: who knows it already is told no list. */
	state: z.string(),
	notes: z.array(z.object({ ref, ids: z.array(id).max(200) })).nullable(),
});
export const notesAsked = z.object({ state: z.string().max(64).optional() });
export const noteAsked = z.object({ ref, id });
/** `key`, `box`: base64. */
export const noteCopy = z.object({ note: z.object({ at: z.number(), staff: z.string(), key: z.string(), box: z.string() }).nullable() });

const keyPlace = (of: string): Place => ({ table: 'peer/complaint-note', id: of, field: 'key', version: 1 });
const keyOf = (token: string, of: string) => Buffer.from(hkdfSync('sha256', token, of, 'tidehall/peer/note-key', 32));

/** Rejects with a `StoreFailure`. */
export async function listNotes(notes: SealedNotes, refs: readonly string[], known?: string): Promise<z.infer<typeof notesList>> {
	const list = [];
	for (const each of [...refs].sort()) {
		const ids = await notes.ids(each);
		if (ids.length > 0) list.push({ ref: each, ids });
	}
	const state = createHash('sha256').update(JSON.stringify(list)).digest('base64url');
	return { state, notes: state === known ? null : list };
}

/** `null` in it = not here, or not to be opened any more. Rejects with a `StoreFailure`. */
export async function noteFor(notes: SealedNotes, asked: z.infer<typeof noteAsked>, token: string): Promise<z.infer<typeof noteCopy>> {
	const found = await notes.sealed(asked.ref, asked.id);
	if (!found) return { note: null };
	const { key, ...rest } = found;
	const place = `${asked.ref}/${asked.id}`;
	return { note: { ...rest, key: seal(notes.suite, keyOf(token, place), keyPlace(place), key).toString('base64') } };
}

/** False: it is not whole, or not what it says it is. Rejects with a `StoreFailure`. */
export async function takeNote(
	notes: SealedNotes,
	asked: z.infer<typeof noteAsked>,
	{ key, ...rest }: NonNullable<z.infer<typeof noteCopy>['note']>,
	token: string,
): Promise<boolean> {
	const place = `${asked.ref}/${asked.id}`;
	const opened = open(keyOf(token, place), keyPlace(place), Buffer.from(key, 'base64'));
	return opened !== null && notes.adopt(asked.ref, asked.id, { ...rest, key: opened });
}
