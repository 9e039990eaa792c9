/**
 * What was said about a case, in words: names and phone numbers stand in it. Each note is sealed under a key of its own and that under the hall's
 * (`applications/hall-seal.ts`); it is in no log, no export and no figure, and goes when its time is over.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ShownNote } from '../../domain/contracts/review-desk.ts';
import { type HallKey, newKey, seal, unseal } from '../applications/hall-seal.ts';
import type { HallStore } from '../storage/contract.ts';

/** Kept so long after it was written: a case may be asked about again, or go to the supervising office, within a year. */
export const noteKeptMs = 365 * 24 * 3_600_000;
export const mostNotes = 100;

const kept = z.object({ at: z.number(), staff: z.string(), key: z.string(), box: z.string() });

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
	readonly #key: HallKey;

	constructor(store: HallStore, hall: string, key: HallKey) {
		this.#store = store;
		this.#hall = hall;
		this.#key = key;
	}

	#kind(ref: string): string {
		return `complaint-note/${this.#hall}/${ref}`;
	}

	/** False: the case has too many. Rejects with a `StoreFailure`. */
	async put(ref: string, note: { at: number; staff: string; text: string }): Promise<boolean> {
		if ((await this.#store.records(this.#kind(ref))).length >= mostNotes) return false;
		const id = `${String(note.at).padStart(15, '0')}-${randomBytes(6).toString('hex')}`;
		const place = `${this.#kind(ref)}/${id}`;
		const key = newKey();
		const box = seal(key, place, Buffer.from(note.text, 'utf8')).toString('base64');
		await this.#store.putRecord(this.#kind(ref), id, { at: note.at, staff: note.staff, key: this.#key.wrap(place, key), box });
		return true;
	}

	/** Oldest first; one that cannot be opened any more is left out. */
	async of(ref: string): Promise<ShownNote[]> {
		const notes: ShownNote[] = [];
		for (const { key: id, value } of await this.#store.records(this.#kind(ref))) {
			const read = kept.safeParse(value);
			const place = `${this.#kind(ref)}/${id}`;
			const key = read.success ? this.#key.unwrap(place, read.data.key) : null;
			const inside = read.success && key ? unseal(key, place, Buffer.from(read.data.box, 'base64')) : null;
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
		const read = kept.safeParse(await this.#store.record(this.#kind(ref), id));
		const key = read.success ? this.#key.unwrap(`${this.#kind(ref)}/${id}`, read.data.key) : null;
		return read.success && key ? { at: read.data.at, staff: read.data.staff, key, box: read.data.box } : null;
	}

	/** A note of another platform of the hall. False: it does not open with its key, so it is not what it says. Rejects with a `StoreFailure`. */
	async adopt(ref: string, id: string, { key, ...note }: SealedNote): Promise<boolean> {
		const place = `${this.#kind(ref)}/${id}`;
		if (!unseal(key, place, Buffer.from(note.box, 'base64'))) return false;
		await this.#store.putRecord(this.#kind(ref), id, { ...note, key: this.#key.wrap(place, key) });
		return true;
	}

	/** Lets go of notes of these cases whose time is over. How many. */
	async forget(refs: readonly string[], now: number): Promise<number> {
		let gone = 0;
		for (const ref of refs)
			for (const { key, value } of await this.#store.records(this.#kind(ref))) {
				const read = kept.safeParse(value);
				if (read.success && read.data.at + noteKeptMs > now) continue;
				await this.#store.deleteRecord(this.#kind(ref), key);
				gone++;
			}
		return gone;
	}
}
