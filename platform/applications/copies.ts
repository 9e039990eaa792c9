/**
 * What one platform of a hall tells another of submitted applications, so that none of them lies in one place only: a station lets go of its copy
 * once the platform has everything. Chunks and forms travel as they lie, sealed; the key of each application is sealed once more, under a key made
 * of the peers' token, and the other platform wraps it with its own hall key.
 */
import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { applicationRef } from '../../domain/contracts/applications.ts';
import { open, type Place, seal } from '../../sealing/box.ts';
import type { ApplicationBook } from './application-book.ts';
import { keptApplication } from './application-record.ts';

export const finishedList = z.object({
	/** Hash of the list: who knows it already is told no list. */
	state: z.string(),
	applications: z.array(z.object({ ref: applicationRef, stage: z.enum(['submitted', 'forgotten']) })).nullable(),
});
export const applicationCopy = z.object({
	record: keptApplication.omit({ wrapped: true }),
	/** Base64; `null` = it was let go of. `formKey` absent: the form is under `key`. */
	key: z.string().nullable(),
	formKey: z.string().nullable().optional(),
});
export type ApplicationCopy = z.infer<typeof applicationCopy>;
/** `box`: base64, at most a chunk and what sealing adds. */
export const chunkCopy = z.object({ box: z.string().max(400_000).nullable() });

const keyPlace = (ref: string, field = 'key'): Place => ({ table: 'peer/application', id: ref, field, version: 1 });
const keyOf = (token: string, ref: string) => Buffer.from(hkdfSync('sha256', token, ref, 'tidehall/peer/application-key', 32));

/** `null` = nothing of it is finished here. Rejects with a `StoreFailure`. */
export async function copyFor(book: ApplicationBook, ref: string, token: string): Promise<ApplicationCopy | null> {
	const found = await book.copyOf(ref);
	if (!found) return null;
	const { wrapped: _wrapped, ...record } = found.record;
	const sealed = (key: Buffer | null, field?: string) =>
		key && seal(book.suite, keyOf(token, ref), keyPlace(ref, field), key).toString('base64');
	return { record, key: sealed(found.key), formKey: sealed(found.formKey, 'form-key') };
}

/** False when it was not whole or not what it says it is. Rejects with a `StoreFailure`. */
export async function takeCopy(
	book: ApplicationBook,
	{ record, key, formKey }: ApplicationCopy,
	token: string,
	box: (attachment: string, index: number) => Promise<Uint8Array | null>,
): Promise<boolean> {
	const { ref } = record.plain;
	const opened = (sealed: string | null, field?: string) =>
		sealed === null ? null : open(keyOf(token, ref), keyPlace(ref, field), Buffer.from(sealed, 'base64'));
	const own = opened(key);
	return book.adopt({ record: { ...record, wrapped: null }, key: own, formKey: formKey ? opened(formKey, 'form-key') : own }, box);
}
