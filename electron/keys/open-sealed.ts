/** Reads what a platform sealed to a key of this machine (`platform/people/seal.ts`). */
import { createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { sealLabel } from '../../domain/contracts/offline-sign-in.ts';

export interface SealKey {
	/** 32 bytes, base64url. */
	publicKey: string;
	privateKey: KeyObject;
}

export function makeSealKey(): SealKey {
	const { publicKey, privateKey } = generateKeyPairSync('x25519');
	return { publicKey: String(publicKey.export({ format: 'jwk' }).x), privateKey };
}

/** `null`: it was sealed to another key, was altered, or is nothing of the kind. */
export function openSealed(sealed: string, key: SealKey): string | null {
	try {
		const bytes = Buffer.from(sealed, 'base64url');
		const [from, nonce, tag, text] = [bytes.subarray(0, 32), bytes.subarray(32, 44), bytes.subarray(44, 60), bytes.subarray(60)];
		const sender = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: from.toString('base64url') }, format: 'jwk' });
		const shared = diffieHellman({ privateKey: key.privateKey, publicKey: sender });
		const salt = Buffer.concat([from, Buffer.from(key.publicKey, 'base64url')]);
		const decipher = createDecipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', shared, salt, sealLabel, 32)), nonce, {
			authTagLength: 16,
		});
		decipher.setAuthTag(tag);
		return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
	} catch {
		return null;
	}
}
