/** The suite `intl`: AES-256-GCM, SHA-256, HKDF and Ed25519 of the machine's own OpenSSL (BoringSSL inside Electron). */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	hkdfSync,
	sign,
	verify,
} from 'node:crypto';
import { type CryptoProvider, nonceBytes, signatureBytes, tagBytes } from '../../domain/contracts/crypto-provider.ts';
import { mustFit } from './lengths.ts';
import { isSoundPublicKey } from './sound-edwards-key.ts';

const keyBytes = 32;
/** A PKCS #8 of an Ed25519 seed is these bytes and the seed (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');

export const intl: CryptoProvider = {
	suite: 'intl',
	keyBytes,
	hash: (bytes) => createHash('sha256').update(bytes).digest(),
	mac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
	derive: (secret, salt, info, length) => Buffer.from(hkdfSync('sha256', secret, salt, info, length)),
	encrypt(key, nonce, bound, bytes) {
		mustFit(key, keyBytes, nonce);
		const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
		cipher.setAAD(bound);
		const inside = cipher.update(bytes);
		cipher.final();
		return Buffer.concat([cipher.getAuthTag(), inside]);
	},
	decrypt(key, nonce, bound, sealed) {
		if (key.length !== keyBytes || nonce.length !== nonceBytes || sealed.length < tagBytes) return null;
		const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
		decipher.setAAD(bound);
		decipher.setAuthTag(sealed.subarray(0, tagBytes));
		try {
			const inside = decipher.update(sealed.subarray(tagBytes));
			decipher.final();
			return inside;
		} catch {
			return null;
		}
	},
	makeSigningKey() {
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		return {
			privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32),
			publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32),
		};
	},
	sign(privateKey, bytes) {
		const key = createPrivateKey({ key: Buffer.concat([privateHead, privateKey]), type: 'pkcs8', format: 'der' });
		return sign(null, bytes, key);
	},
	verify(publicKey, bytes, signature) {
		if (signature.length !== signatureBytes || !isSoundPublicKey(publicKey)) return false;
		try {
			const x = Buffer.from(publicKey).toString('base64url');
			return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
		} catch {
			return false;
		}
	},
};
