/**
 * A sealed value. It says in which suite it was made, so that a hall which changes its suite goes on reading what it has, and is bound to the one place it
 * belongs to: table, record, field and version. Moved to another row, another field or back over a newer version, it does not open.
 *
 * Format 2: `2, suite, nonce (12), tag (16), what was sealed`. Format 1, written until 2026-11: `1, nonce, tag, …`, AES-256-GCM under the key itself.
 */
import { createDecipheriv, randomBytes } from 'node:crypto';
import { type CryptoSuite, nonceBytes, tagBytes } from '../domain/contracts/crypto-provider.ts';
import { providerOf } from './providers.ts';

/** Of the key of a box, whatever the suite; each suite makes its own of it. */
export const dataKeyBytes = 32;
export const newDataKey = (): Buffer => randomBytes(dataKeyBytes);

export interface Place {
	table: string;
	/** Of the record. */
	id: string;
	field: string;
	/** Grows with each writing of the field, where older writings must not come back. */
	version: number;
	/** What boxes of format 1 were bound to here; absent = there are none. */
	before?: string;
}

const suiteCodes: Readonly<Record<CryptoSuite, number>> = { intl: 1, gm: 2 };
const suiteOf = (code: number | undefined): CryptoSuite | null =>
	code === suiteCodes.intl ? 'intl' : code === suiteCodes.gm ? 'gm' : null;

export function seal(suite: CryptoSuite, key: Uint8Array, place: Place, bytes: Uint8Array): Buffer {
	const head = Buffer.of(2, suiteCodes[suite]);
	const nonce = randomBytes(nonceBytes);
	return Buffer.concat([head, nonce, providerOf(suite).encrypt(keyIn(suite, key), nonce, boundTo(head, place), bytes)]);
}

/** `null`: not whole, altered, of another place, or not of this key. */
export function open(key: Uint8Array, place: Place, box: Uint8Array): Buffer | null {
	if (box[0] === 1) return place.before === undefined ? null : openFormat1(key, place.before, box);
	const suite = suiteOf(box[1]);
	if (box[0] !== 2 || suite === null || key.length !== dataKeyBytes) return null;
	const [head, nonce, sealed] = [box.subarray(0, 2), box.subarray(2, 2 + nonceBytes), box.subarray(2 + nonceBytes)];
	const inside = providerOf(suite).decrypt(keyIn(suite, key), nonce, boundTo(head, place), sealed);
	return inside && Buffer.from(inside);
}

/** In which it was sealed; `null` = before boxes said so, or no box. */
export function suiteOfBox(box: Uint8Array): CryptoSuite | null {
	return box[0] === 2 ? suiteOf(box[1]) : null;
}

/** Written the way this hall writes now; otherwise it is to be sealed anew when there is a chance. */
export function isCurrent(suite: CryptoSuite, box: Uint8Array): boolean {
	return box[0] === 2 && box[1] === suiteCodes[suite];
}

function keyIn(suite: CryptoSuite, key: Uint8Array): Uint8Array {
	const provider = providerOf(suite);
	return provider.derive(key, new Uint8Array(), `tidehall/box/2/${suite}`, provider.keyBytes);
}

/** Each part with its length before it: no two places give the same bytes. */
function boundTo(head: Uint8Array, { table, id, field, version }: Place): Buffer {
	const parts = [table, id, field, String(version)].map((each) => Buffer.from(each, 'utf8'));
	const lengths = parts.map((each) => {
		const length = Buffer.alloc(4);
		length.writeUInt32BE(each.length);
		return length;
	});
	return Buffer.concat([head, ...parts.flatMap((each, at) => [lengths[at]!, each])]);
}

function openFormat1(key: Uint8Array, place: string, box: Uint8Array): Buffer | null {
	const headBytes = 1 + nonceBytes + tagBytes;
	if (box.length < headBytes || key.length !== dataKeyBytes) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(place, 'utf8'));
	decipher.setAuthTag(box.subarray(1 + nonceBytes, headBytes));
	try {
		const inside = decipher.update(box.subarray(headBytes));
		decipher.final();
		return inside;
	} catch {
		return null;
	}
}
