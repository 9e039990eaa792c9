/**
 * What lies on this machine's disk of people, sealed in the suite of its hall (`sealing/box.ts`): what was torn, flipped, or belongs to another place does
 * not open. Boxes of before 2026-11-22 do.
 */
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { dataKeyBytes, newDataKey, open as openBox, type Place, seal as sealBox } from '../../sealing/box.ts';

export const keyBytes = dataKeyBytes;
export const newKey = newDataKey;

/** `place`: what these bytes are and where they belong; the box opens with the same one only. A fresh nonce each time. */
export function seal(key: Uint8Array, place: string, bytes: Uint8Array, suite: CryptoSuite = 'intl'): Buffer {
	return sealBox(suite, key, placeOf(place), bytes);
}

/** `null`: not whole, changed, of another place, or not of this key. */
export function open(key: Uint8Array, place: string, box: Uint8Array): Buffer | null {
	return openBox(key, placeOf(place), box);
}

/** A place of this machine names record and field in one line of text. */
const placeOf = (place: string): Place => ({ table: 'station', id: place, field: 'box', version: 1, before: place });
