/**
 * What the product asks of cryptography for personal data at rest, whichever national suite a hall works with. The implementations are in
 * `sealing/suites`; nobody else names an algorithm for it.
 */
import { z } from 'zod';

/** `intl`: AES-256-GCM, Ed25519, SHA-256. `gm` (国密): SM4-GCM, SM2, SM3, in JavaScript, not a certified product (docs/decisions/0026). */
export const cryptoSuites = ['intl', 'gm'] as const;
export const cryptoSuite = z.enum(cryptoSuites);
export type CryptoSuite = z.infer<typeof cryptoSuite>;

/** Both suites: bytes of a nonce, of a tag, of a hash and of a signature. */
export const nonceBytes = 12;
export const tagBytes = 16;
export const hashBytes = 32;
export const signatureBytes = 64;

export interface SigningKey {
	privateKey: Uint8Array;
	publicKey: Uint8Array;
}

/** Wrong lengths of what we make ourselves (key, nonce) throw a `RangeError`: a bug. What comes from a disk or another machine is answered, never thrown. */
export interface CryptoProvider {
	readonly suite: CryptoSuite;
	/** Length of the key of `encrypt`. */
	readonly keyBytes: number;
	hash(bytes: Uint8Array): Uint8Array;
	/** HMAC under the suite's hash. */
	mac(key: Uint8Array, bytes: Uint8Array): Uint8Array;
	/** HKDF (RFC 5869) under the suite's hash; at most 255 hashes long. */
	derive(secret: Uint8Array, salt: Uint8Array, info: string, length: number): Uint8Array;
	/** Tag, then what was sealed. `nonce`: never twice under one key. `bound`: opens with the same bytes only. */
	encrypt(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, bytes: Uint8Array): Uint8Array;
	/** `null`: cut, altered, bound to something else, or of another key. */
	decrypt(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Uint8Array | null;
	makeSigningKey(): SigningKey;
	sign(privateKey: Uint8Array, bytes: Uint8Array): Uint8Array;
	/** False also for what is no key, no point of the curve, or no signature. */
	verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}
