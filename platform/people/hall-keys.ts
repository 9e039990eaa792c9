/**
 * The key with which this platform signs shift tokens and permits, and the public keys of the hall's other platforms: made at the first start,
 * kept in the store. What another platform of the hall signed counts here too, so that nobody signs in anew when one takes over from the other.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { SignedStatement } from '../../domain/contracts/sign-in-proof.ts';
import { type MachineKey, ticketKeyId, ticketPublicKey } from '../../domain/contracts/ticket-keys.ts';
import type { HallStore } from '../storage/contract.ts';

const ownKind = 'hall-key';
const othersKind = 'hall-key-of-other';
const ownRecord = z.object({ keyId: ticketKeyId, privateKey: z.string() });

/** Platforms of one hall, with the keys each has had: far above any hall. */
const keysKept = 32;

export class HallKeys {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #privateKey: KeyObject;
	readonly #own: MachineKey;
	readonly #others: MachineKey[];

	private constructor(store: HallStore, hall: string, privateKey: KeyObject, others: MachineKey[]) {
		this.#store = store;
		this.#hall = hall;
		this.#privateKey = privateKey;
		this.#own = publicHalf(privateKey);
		this.#others = others;
	}

	/** Makes the key when there is none. Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(store: HallStore, hall: string): Promise<HallKeys> {
		const others: MachineKey[] = [];
		for (const { key, value } of await store.records(othersKind)) {
			const [of, keyId] = key.split('/');
			if (of === hall && keyId) others.push({ keyId, publicKey: ticketPublicKey.parse(value) });
		}
		const kept = await store.record(ownKind, hall);
		if (kept !== null) {
			const { privateKey } = ownRecord.parse(kept);
			const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
			return new HallKeys(store, hall, key, others);
		}
		const { privateKey } = generateKeyPairSync('ed25519');
		const value: z.infer<typeof ownRecord> = {
			keyId: publicHalf(privateKey).keyId,
			privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
		};
		await store.putRecord(ownKind, hall, value);
		return new HallKeys(store, hall, privateKey, others);
	}

	get own(): MachineKey {
		return this.#own;
	}

	/** Own key first. */
	all(): MachineKey[] {
		return [this.#own, ...this.#others];
	}

	sign(text: string): SignedStatement {
		const signature = sign(null, Buffer.from(text, 'utf8'), this.#privateKey).toString('base64url');
		return { text, keyId: this.#own.keyId, signature };
	}

	/** Whether a platform of this hall signed it. */
	readonly holds = (statement: SignedStatement): boolean => {
		const key = this.all().find(({ keyId }) => keyId === statement.keyId);
		return key !== undefined && signedBy(key.publicKey, statement);
	};

	/** Keys of other platforms of this hall, from a place that is trusted: an order to take over, or the hall's own list of platforms. */
	async learn(keys: readonly MachineKey[]): Promise<void> {
		for (const { keyId, publicKey } of keys) {
			if (keyId !== keyIdOf(publicKey) || this.all().some((known) => known.keyId === keyId)) continue;
			if (this.#others.length >= keysKept) return;
			await this.#store.putRecord(othersKind, `${this.#hall}/${keyId}`, publicKey);
			this.#others.push({ keyId, publicKey });
		}
	}
}

/** Whether this public key (32 bytes, base64url) signed the statement; false as well for what is no key at all. */
export function signedBy(publicKey: string, { text, signature }: Pick<SignedStatement, 'text' | 'signature'>): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
		return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
	} catch {
		return false;
	}
}

/** First 12 bytes of SHA-256 over the 32 bytes of the public key, base64url. */
export function keyIdOf(publicKey: string): string {
	return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest().subarray(0, 12).toString('base64url');
}

function publicHalf(privateKey: KeyObject): MachineKey {
	const publicKey = String(createPublicKey(privateKey).export({ format: 'jwk' }).x);
	return { keyId: keyIdOf(publicKey), publicKey };
}
