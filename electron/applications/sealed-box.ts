/** AES-256-GCM around bytes that lie on a disk: what was torn, flipped, or belongs to another place does not open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;
export const keyBytes = 32;

export const newKey = (): Buffer => randomBytes(keyBytes);

/** `place`: what these bytes are and where they belong; the box opens with the same one only. A fresh nonce each time. */
export function seal(key: Uint8Array, place: string, bytes: Uint8Array): Buffer {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
	cipher.setAAD(Buffer.from(place, 'utf8'));
	const inside = cipher.update(bytes);
	cipher.final();
	return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), inside]);
}

/** `null`: not whole, changed, of another place, or not of this key. */
export function open(key: Uint8Array, place: string, box: Uint8Array): Buffer | null {
	if (box.length < headBytes || box[0] !== format) return null;
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
