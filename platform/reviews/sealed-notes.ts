/**
 * What was said about a case, in words: names and phone numbers stand in it. Each note is sealed under a key of its own and that under the hall's
 * (`applications/vault.ts`); it is in no log, no export and no figure, and goes when its time is over.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import type { ShownNote } from '../../domain/contracts/review-desk.ts';
import { open, type Place } from '../../sealing/box.ts';
import type { HallKey } from '../applications/hall-seal.ts';
import { broughtUp } from '../applications/old-seals.ts';
import { Vault } from '../applications/vault.ts';
import type { HallStore } from '../storage/contract.ts';

/** Kept so long after it was written: a case may be asked about again, or go to the supervising office, within a year. */
export const noteKeptMs = 365 * 24 * 3_600_000;
export const mostNotes = 100;

/** `key`: of before 2026-11-22; now it is a record by itself. */
const kept = z.object({ at: z.number(), staff: z.string(), key: z.string().optional(), box: z.string() });

export interface SealedNote {
	at: number;
	staff: string;
	key: Uint8Array;
	/** Base64. */
	box: string;
}

export class SealedNotes {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #vault: Vault;

	constructor(store: HallStore, hall: string, key: HallKey) {
		this.#store = store;
		this.#hall = hall;
		this.#vault = new Vault({ hall, store, key });
	}

	#kind(ref: string): string {
		return `complaint-note/${this.#hall}/${ref}`;
	}

	/** False: the case has too many. Rejects with a `StoreFailure`. */
	async put(ref: string, note: { at: number; staff: string; text: string }): Promise<boolean> {
		if ((await this.#store.records(this.#kind(ref))).length >= mostNotes) return false;
		const id = `${String(note.at).padStart(15, '0')}-${randomBytes(6).toString('hex')}`;
		const { box, keyRecord } = this.#vault.seal(this.#place(ref, id), Buffer.from(note.text, 'utf8'));
		await this.#store.putRecords([keyRecord, { kind: this.#kind(ref), key: id, value: { at: note.at, staff: note.staff, box } }]);
		return true;
	}

	/** Oldest first; one that cannot be opened any more is left out. */
	async of(ref: string): Promise<ShownNote[]> {
		const notes: ShownNote[] = [];
		await this.#bringUp(ref);
		for (const { key: id, value } of await this.#store.records(this.#kind(ref))) {
			const read = kept.safeParse(value);
			const inside = read.success ? await this.#vault.open(this.#place(ref, id), read.data.box) : null;
			if (read.success && inside) notes.push({ at: read.data.at, staff: read.data.staff, text: inside.toString('utf8') });
		}
		return notes;
	}

	/** Names of a case's notes, oldest first. */
	async ids(ref: string): Promise<string[]> {
		return (await this.#store.records(this.#kind(ref))).map(({ key }) => key);
	}

	/** As it lies, with its own key in the clear: for another platform of the hall. `null` = not here, or not to be opened any more. */
	async sealed(ref: string, id: string): Promise<SealedNote | null> {
		await this.#bringUp(ref);
		const read = kept.safeParse(await this.#store.record(this.#kind(ref), id));
		const key = read.success ? await this.#vault.keyOf(this.#place(ref, id)) : null;
		return read.success && key ? { at: read.data.at, staff: read.data.staff, key, box: read.data.box } : null;
	}

	/** A note of another platform of the hall. False: it does not open with its key, so it is not what it says. Rejects with a `StoreFailure`. */
	async adopt(ref: string, id: string, { key, ...note }: SealedNote): Promise<boolean> {
		const place = this.#place(ref, id);
		if (!open(key, place, Buffer.from(note.box, 'base64'))) return false;
		await this.#store.putRecords([this.#vault.record(place, key), { kind: this.#kind(ref), key: id, value: note }]);
		return true;
	}

	/** Brings notes of a case that were sealed before 2026-11-22 into the shape of now, when somebody asks for them. Rejects with a `StoreFailure`. */
	async #bringUp(ref: string): Promise<void> {
		for (const { key: id, value } of await this.#store.records(this.#kind(ref))) {
			const read = kept.safeParse(value);
			if (!read.success || read.data.key === undefined) continue;
			const { key: wrapped, ...note } = read.data;
			const place = this.#place(ref, id);
			const now = broughtUp(this.#vault, { place, wrappedFor: place.before!, wrapped, box: note.box });
			if (now) await this.#store.putRecords([now.keyRecord, { kind: this.#kind(ref), key: id, value: { ...note, box: now.box } }]);
		}
	}

	/** In which notes are sealed from now on. */
	get suite(): CryptoSuite {
		return this.#vault.key.suite;
	}

	#place(ref: string, id: string): Place {
		return { table: 'complaint-note', id: `${ref}/${id}`, field: 'text', version: 1, before: `${this.#kind(ref)}/${id}` };
	}

	/** Lets go of notes of these cases whose time is over. How many. */
	async forget(refs: readonly string[], now: number): Promise<number> {
		let gone = 0;
		for (const ref of refs)
			for (const { key, value } of await this.#store.records(this.#kind(ref))) {
				const read = kept.safeParse(value);
				if (read.success && read.data.at + noteKeptMs > now) continue;
				await this.#vault.shred(this.#place(ref, key));
				await this.#store.deleteRecord(this.#kind(ref), key);
				gone++;
			}
		return gone;
	}
}
