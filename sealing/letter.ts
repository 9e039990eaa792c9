/**
 * A text that one receiver alone can read: sealed to an X25519 key that was made for this one answer. What is agreed on so is X25519 in every suite; the key
 * made of it and the sealing itself are the suite's.
 *
 * `intl`: sender's key (32), nonce (12), tag (16), text, as base64url. Another suite stands before it with a dot: `gm.…`.
 */
import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type CryptoSuite, cryptoSuites, nonceBytes } from '../domain/contracts/crypto-provider.ts';
import { sealLabel } from '../domain/contracts/offline-sign-in.ts';
import { providerOf } from './providers.ts';

export interface LetterKey {
	/** 32 bytes, base64url. */
	publicKey: string;
	privateKey: KeyObject;
}

const keyBytes = 32;
const bound = new Uint8Array();

export function makeLetterKey(): LetterKey {
	const { publicKey, privateKey } = generateKeyPairSync('x25519');
	return { publicKey: rawOf(publicKey).toString('base64url'), privateKey };
}

/** `to`: 32 bytes, base64url. `null` when that is no key. */
export function sealLetter(to: string, text: string, suite: CryptoSuite): string | null {
	try {
		const { publicKey, privateKey } = generateKeyPairSync('x25519');
		const from = rawOf(publicKey);
		const key = keyIn(suite, diffieHellman({ privateKey, publicKey: publicOf(to) }), from, to);
		const nonce = randomBytes(nonceBytes);
		const sealed = providerOf(suite).encrypt(key, nonce, bound, Buffer.from(text, 'utf8'));
		return `${suite === 'intl' ? '' : `${suite}.`}${Buffer.concat([from, nonce, sealed]).toString('base64url')}`;
	} catch {
		return null;
	}
}

/** `null`: it was sealed to another key, was altered, or is nothing of the kind. */
export function openLetter(letter: string, { publicKey, privateKey }: LetterKey): string | null {
	const dot = letter.indexOf('.');
	const suite = dot < 0 ? 'intl' : cryptoSuites.find((each) => each !== 'intl' && each === letter.slice(0, dot));
	if (suite === undefined) return null;
	try {
		const bytes = Buffer.from(letter.slice(dot + 1), 'base64url');
		const from = bytes.subarray(0, keyBytes);
		const shared = diffieHellman({ privateKey, publicKey: publicOf(from.toString('base64url')) });
		const [nonce, sealed] = [bytes.subarray(keyBytes, keyBytes + nonceBytes), bytes.subarray(keyBytes + nonceBytes)];
		const inside = providerOf(suite).decrypt(keyIn(suite, shared, from, publicKey), nonce, bound, sealed);
		return inside && Buffer.from(inside).toString('utf8');
	} catch {
		return null;
	}
}

function keyIn(suite: CryptoSuite, shared: Uint8Array, from: Uint8Array, to: string): Uint8Array {
	const provider = providerOf(suite);
	return provider.derive(shared, Buffer.concat([from, Buffer.from(to, 'base64url')]), sealLabel, provider.keyBytes);
}

const publicOf = (x: string) => createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
const rawOf = (key: KeyObject) => Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');
