/**
 * The suite `gm` (国密): SM4-GCM (GB/T 32907, RFC 8998), SM3 (GB/T 32905) and SM2 (GB/T 32918, identity `1234567812345678` of GB/T 35276). Neither the
 * OpenSSL of Node (its SM2 signs with an empty identity, SM4-GCM is missing) nor the BoringSSL of Electron has all of it, so both use one library in
 * JavaScript. It is not a certified product (GB/T 37092), its time depends on what it works on, and the one door to it is here.
 */
import { randomBytes } from 'node:crypto';
import { hkdf, sm2, sm3, sm4 } from 'sm-crypto-v2';
import { type CryptoProvider, nonceBytes, signatureBytes, tagBytes } from '../../domain/contracts/crypto-provider.ts';
import { mustFit } from './lengths.ts';

const keyBytes = 16;
/** Order of the curve (GB/T 32918.5). */
const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');

export const gm: CryptoProvider = {
	suite: 'gm',
	keyBytes,
	hash: (bytes) => fromHex(sm3(bytes)),
	mac: (key, bytes) => fromHex(sm3(bytes, { key, mode: 'hmac' })),
	derive: (secret, salt, info, length) => hkdf(secret, salt, Buffer.from(info, 'utf8'), length),
	encrypt(key, nonce, bound, bytes) {
		mustFit(key, keyBytes, nonce);
		const made = sm4.encrypt(bytes, key, { mode: 'gcm', iv: nonce, associatedData: bound, output: 'array', outputTag: true });
		if (made.tag?.length !== tagBytes) throw new Error('the library gave no tag');
		return Buffer.concat([made.tag, made.output]);
	},
	decrypt(key, nonce, bound, sealed) {
		// The library looks at no length: it would take a tag that is too short, and without one it would check nothing.
		if (key.length !== keyBytes || nonce.length !== nonceBytes || sealed.length < tagBytes) return null;
		const [tag, inside] = [sealed.subarray(0, tagBytes), sealed.subarray(tagBytes)];
		try {
			return Buffer.from(sm4.decrypt(inside, key, { mode: 'gcm', iv: nonce, associatedData: bound, output: 'array', tag }));
		} catch {
			return null;
		}
	},
	makeSigningKey() {
		for (;;) {
			const privateKey = randomBytes(32);
			const value = BigInt(`0x${hex(privateKey)}`);
			// From 1 to n − 2 (GB/T 32918.1 section 6.1).
			if (value < 1n || value > order - 2n) continue;
			return { privateKey, publicKey: fromHex(sm2.getPublicKeyFromPrivateKey(hex(privateKey))) };
		}
	},
	sign: (privateKey, bytes) => fromHex(sm2.doSignature(bytes, hex(privateKey), { hash: true })),
	verify(publicKey, bytes, signature) {
		// Uncompressed points alone: one spelling for one key.
		if (publicKey.length !== 65 || publicKey[0] !== 4 || signature.length !== signatureBytes) return false;
		const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map((half) => BigInt(`0x${hex(half)}`)) as [bigint, bigint];
		if (r < 1n || r >= order || s < 1n || s >= order) return false;
		const key = hex(publicKey);
		try {
			return sm2.verifyPublicKey(key) && sm2.doVerifySignature(bytes, hex(signature), key, { hash: true });
		} catch {
			return false;
		}
	},
};
