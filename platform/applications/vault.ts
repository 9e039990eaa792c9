/**
 * The keys of single records: each has one of its own, wrapped by the hall's and kept as a record by itself. Shredding a record means deleting its key:
 * a sealed value that was copied before (to a backup, to another platform, into a disk's free space) never opens again, because backups carry the
 * keys apart and only the newest of them are kept (`backup/keys-apart.ts`).
 */
import { z } from 'zod';
import { isCurrent, newDataKey, open, type Place, seal } from '../../sealing/box.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import type { HallKey } from './hall-seal.ts';

export const dataKeyKind = 'data-key';
const kept = z.string();
/** Records of one transaction while keys are wrapped anew. */
const atOnce = 200;

/** Whose key it is. */
export type Owner = Pick<Place, 'table' | 'id'>;

export class Vault {
	readonly #hall: string;
	readonly #store: HallStore;
	readonly key: HallKey;

	constructor({ hall, store, key }: { hall: string; store: HallStore; key: HallKey }) {
		this.#hall = hall;
		this.#store = store;
		this.key = key;
	}

	/** `null` = it has none, it was shredded, or the hall key that wraps it is gone. Rejects with a `StoreFailure`. */
	async keyOf(owner: Owner): Promise<Buffer | null> {
		const read = kept.safeParse(await this.#store.record(dataKeyKind, this.#keyAt(owner)));
		return read.success ? this.key.unwrap(placeOf(owner), read.data) : null;
	}

	/** A record with this key, to be stored in one step with what is sealed under it. */
	record(owner: Owner, key: Uint8Array): KeptRecord {
		return { kind: dataKeyKind, key: this.#keyAt(owner), value: this.key.wrap(placeOf(owner), key) };
	}

	/** Seals under a new key: `box` in base64, and the record of its key, to be stored in one step with whatever holds `box`. */
	seal(place: Place, bytes: Uint8Array): { box: string; keyRecord: KeptRecord } {
		const key = newDataKey();
		return { box: this.box(key, place, bytes), keyRecord: this.record(place, key) };
	}

	/** Base64, under a key that is known. */
	box(key: Uint8Array, place: Place, bytes: Uint8Array): string {
		return seal(this.key.suite, key, place, bytes).toString('base64');
	}

	/** `box`: base64. `null` = shredded, altered, or of another place. Rejects with a `StoreFailure`. */
	async open(place: Place, box: string): Promise<Buffer | null> {
		const key = await this.keyOf(place);
		return key && open(key, place, Buffer.from(box, 'base64'));
	}

	/** Whether the box is written as this hall writes now. */
	isCurrent(box: string): boolean {
		return isCurrent(this.key.suite, Buffer.from(box.slice(0, 8), 'base64'));
	}

	/** Destroys the key: nothing sealed under it opens any more, wherever it lies. Rejects with a `StoreFailure`. */
	async shred(owner: Owner): Promise<void> {
		const key = this.#keyAt(owner);
		if ((await this.#store.record(dataKeyKind, key)) !== null) await this.#store.deleteRecord(dataKeyKind, key);
	}

	/** Wraps anew what an older hall key, or another suite, wrapped. How many. Rejects with a `StoreFailure`. */
	async wrapAnew(): Promise<number> {
		const changed = (await this.#store.records(dataKeyKind)).flatMap(({ key, value }): KeptRecord[] => {
			const read = kept.safeParse(value);
			const [, table, id] = /^[^/]+\/([^/]+)\/(.+)$/s.exec(key) ?? [];
			if (!read.success || table === undefined || id === undefined || !key.startsWith(`${this.#hall}/`)) return [];
			const inside = this.key.isCurrent(read.data) ? null : this.key.unwrap(placeOf({ table, id }), read.data);
			return inside ? [this.record({ table, id }, inside)] : [];
		});
		for (let at = 0; at < changed.length; at += atOnce) await this.#store.putRecords(changed.slice(at, at + atOnce));
		return changed.length;
	}

	#keyAt({ table, id }: Owner): string {
		return `${this.#hall}/${table}/${id}`;
	}
}

const placeOf = ({ table, id }: Owner): Place => ({ table, id, field: 'key', version: 1 });
