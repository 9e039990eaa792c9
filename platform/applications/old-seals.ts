/**
 * Forward only: what was sealed before 2026-11-22 had its key inside the record, wrapped by the hall's one key, and was bound to a line of text. At a start
 * of the platform it is brought into the shape of now: the key a record by itself, the value bound to table, record, field and version.
 */
import { open, type Place } from '../../sealing/box.ts';
import type { KeptRecord } from '../storage/contract.ts';
import type { Vault } from './vault.ts';

export interface OldSeal {
	/** Of the value; `before` says what its box was bound to. */
	place: Place;
	/** What the wrapped key was bound to. */
	wrappedFor: string;
	wrapped: string;
	/** Base64. */
	box: string;
}

/** `null` = it does not open here: it is left as it is. */
export function broughtUp(vault: Vault, { place, wrappedFor, wrapped, box }: OldSeal): { box: string; keyRecord: KeptRecord } | null {
	const key = vault.key.unwrap({ ...place, field: 'key', before: wrappedFor }, wrapped);
	const inside = key && open(key, place, Buffer.from(box, 'base64'));
	return inside && { box: vault.box(key, place, inside), keyRecord: vault.record(place, key) };
}
