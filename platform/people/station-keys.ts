/**
 * The public keys with which a hall's machines sign tickets: taken from each machine as it says hello, kept for good, told to everyone.
 * A key is never replaced in silence: a station may have several, and each new one beside an old one is for a technician to look at.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instant } from '../../domain/contracts/identity.ts';
import { type MachineKey, type StationKey, ticketPublicKey } from '../../domain/contracts/ticket-keys.ts';
import type { HallStore } from '../storage/contract.ts';

const kind = 'station-key';
const record = z.object({ publicKey: ticketPublicKey, firstSeen: instant, revoked: z.boolean() });

/** A machine that makes a new key at each start must not fill the store. */
const keysOfOneStation = 16;

export type KeyHeard =
	| 'known'
	/** The first good key of its station. */
	| 'new'
	/** Taken; the station has another key that still counts. */
	| 'changed'
	/** The record says that what this key signs does not count any more. */
	| 'revoked'
	/** Its id is not the hash of the key. */
	| 'false-id'
	| 'too-many';

export class StationKeys {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #keys: StationKey[];
	readonly #listeners = new Set<(keys: StationKey[]) => void>();

	private constructor(store: HallStore, hall: string, keys: StationKey[]) {
		this.#store = store;
		this.#hall = hall;
		this.#keys = keys;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(store: HallStore, hall: string): Promise<StationKeys> {
		const keys: StationKey[] = [];
		for (const { key, value } of await store.records(kind)) {
			const [of, station, keyId] = key.split('/');
			if (of !== hall || !station || !keyId) continue;
			const { publicKey, revoked } = record.parse(value);
			keys.push({ station, keyId, publicKey, revoked });
		}
		return new StationKeys(store, hall, keys);
	}

	/** Every key of the hall, the revoked ones too: a paper signed by one is told from a forged one. */
	all(): StationKey[] {
		return [...this.#keys];
	}

	/** At once for whoever asks `all`; `keep` makes it durable. */
	hear(station: string, { keyId, publicKey }: MachineKey): KeyHeard {
		const own = this.#keys.filter((one) => one.station === station);
		const same = own.find((one) => one.keyId === keyId);
		if (keyId !== idOf(publicKey)) return 'false-id';
		if (same) return same.revoked ? 'revoked' : 'known';
		if (own.length >= keysOfOneStation) return 'too-many';
		this.#keys.push({ station, keyId, publicKey, revoked: false });
		return own.some((one) => !one.revoked) ? 'changed' : 'new';
	}

	/** Durable when it resolves. Rejects with a `StoreFailure`; the station says its key again at its next hello. */
	async keep(station: string, { keyId, publicKey }: MachineKey, firstSeen: number): Promise<void> {
		const value: z.infer<typeof record> = { publicKey, firstSeen, revoked: false };
		await this.#store.putRecord(kind, `${this.#hall}/${station}/${keyId}`, value);
	}

	/** What the key signed counts no more, or again. Durable and told to everyone when it resolves; `false` = no such key. */
	async setRevoked(station: string, keyId: string, revoked: boolean): Promise<boolean> {
		const at = this.#keys.findIndex((one) => one.station === station && one.keyId === keyId);
		const known = this.#keys[at];
		if (!known) return false;
		const key = `${this.#hall}/${station}/${keyId}`;
		const kept = record.safeParse(await this.#store.record(kind, key));
		const value: z.infer<typeof record> = {
			publicKey: known.publicKey,
			firstSeen: kept.success ? kept.data.firstSeen : 0,
			revoked,
		};
		await this.#store.putRecord(kind, key, value);
		this.#keys[at] = { ...known, revoked };
		this.changed();
		return true;
	}

	/** There are keys that the seated stations have not been told. */
	changed(): void {
		for (const listener of this.#listeners) listener(this.all());
	}

	onChange(listener: (keys: StationKey[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}

function idOf(publicKey: string): string {
	return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest().subarray(0, 12).toString('base64url');
}
