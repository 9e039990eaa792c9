/** Chunks as records of the hall's store: where two platforms share a database, and files of one of them would be of no use to the other. */
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { AttachmentStore, ChunkPlace } from './attachment-store.ts';

const keyOf = ({ attachment, index }: ChunkPlace) => `${attachment}.${index}`;
const bytes = z.base64();

/** One kind for each application, so that what there is of it can be asked for without the rest. */
export const applicationChunks = (hall: string, ref: string) => `application-chunk/${hall}/${ref}`;
/** Pictures of drafts (`draft-shelf.ts`). */
export const draftChunks = (hall: string, id: string) => `draft-chunk/${hall}/${id}`;

export class AttachmentRecords implements AttachmentStore {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #kindOf: (hall: string, ref: string) => string;

	constructor(store: HallStore, hall: string, kindOf = applicationChunks) {
		this.#store = store;
		this.#hall = hall;
		this.#kindOf = kindOf;
	}

	/** Durable at once: `settle` has nothing to add. */
	put(place: ChunkPlace, sealed: Uint8Array): Promise<void> {
		return this.#store.putRecord(this.#kind(place.ref), keyOf(place), Buffer.from(sealed).toString('base64'));
	}

	async read(place: ChunkPlace): Promise<Uint8Array | null> {
		const value = await this.#store.record(this.#kind(place.ref), keyOf(place));
		if (value === null) return null;
		const read = bytes.safeParse(value);
		if (!read.success) throw new StoreFailure('corrupt', 'a chunk of an attachment is not one');
		return Buffer.from(read.data, 'base64');
	}

	async list(ref: string): Promise<ChunkPlace[]> {
		const found = await this.#store.records(this.#kind(ref));
		return found.flatMap(({ key }) => {
			const [, attachment, index] = /^([0-9a-f]{16})\.(\d+)$/.exec(key) ?? [];
			return attachment === undefined ? [] : [{ ref, attachment, index: Number(index) }];
		});
	}

	async settle(): Promise<void> {}

	remove(place: ChunkPlace): Promise<void> {
		return this.#store.deleteRecord(this.#kind(place.ref), keyOf(place));
	}

	async removeAll(ref: string): Promise<void> {
		for (const place of await this.list(ref)) await this.remove(place);
	}

	#kind(ref: string): string {
		return this.#kindOf(this.#hall, ref);
	}
}
