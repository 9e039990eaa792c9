/** Makes a text that one machine alone can read: with the X25519 key it made for this one answer. */
import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import { sealLabel } from '../../domain/contracts/offline-sign-in.ts';

/** `to`: 32 bytes, base64url. `null` when that is no key. Layout as said at `verifiersAnswer`. */
export function sealTo(to: string, text: string): string | null {
	try {
		const receiver = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: to }, format: 'jwk' });
		const sender = generateKeyPairSync('x25519');
		const from = Buffer.from(String(sender.publicKey.export({ format: 'jwk' }).x), 'base64url');
		const shared = diffieHellman({ privateKey: sender.privateKey, publicKey: receiver });
		const salt = Buffer.concat([from, Buffer.from(to, 'base64url')]);
		const key = Buffer.from(hkdfSync('sha256', shared, salt, sealLabel, 32));
		const nonce = randomBytes(12);
		const cipher = createCipheriv('aes-256-gcm', key, nonce);
		const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
		return Buffer.concat([from, nonce, cipher.getAuthTag(), sealed]).toString('base64url');
	} catch {
		return null;
	}
}
