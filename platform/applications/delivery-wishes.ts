/**
 * Where a result is to go, as its person said at a terminal: the address alone, sealed like an application (`hall-seal.ts`). The log knows
 * which way was chosen and nothing else (P1). Purpose `send-result` of the register says who sees it and how long it is kept.
 */
import { z } from 'zod';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HallStore } from '../storage/contract.ts';
import { type HallKey, newKey, seal, unseal } from './hall-seal.ts';

/** The field of the catalogue it stands for. */
export const addressField = 'postAddress';
const dayMs = 24 * 3_600_000;

const kept = z.object({ at: z.number(), key: z.string(), box: z.string() });

export class DeliveryWishes {
	readonly #parts: { hall: string; store: HallStore; key: HallKey; book: CatalogueBook | undefined };

	constructor(parts: { hall: string; store: HallStore; key: HallKey; book: CatalogueBook | undefined }) {
		this.#parts = parts;
	}

	/** Said again, the new one counts. Rejects with a `StoreFailure`. */
	async put(ref: string, address: string, at: number): Promise<void> {
		const key = newKey();
		const box = seal(key, this.#place(ref), Buffer.from(address, 'utf8')).toString('base64');
		await this.#parts.store.putRecord(this.#kind, ref, { at, key: this.#parts.key.wrap(this.#place(ref), key), box });
	}

	/** `null` = none was given, or it was let go of. Rejects with a `StoreFailure`. */
	async of(ref: string): Promise<string | null> {
		const read = kept.safeParse(await this.#parts.store.record(this.#kind, ref));
		const key = read.success ? this.#parts.key.unwrap(this.#place(ref), read.data.key) : null;
		const inside = read.success && key ? unseal(key, this.#place(ref), Buffer.from(read.data.box, 'base64')) : null;
		return inside?.toString('utf8') ?? null;
	}

	/** Another way was chosen, or it has arrived. Rejects with a `StoreFailure`. */
	async drop(ref: string): Promise<void> {
		if ((await this.#parts.store.record(this.#kind, ref)) !== null) await this.#parts.store.deleteRecord(this.#kind, ref);
	}

	/** Lets go of what was kept its time. How many. */
	async forget(now: number): Promise<number> {
		const days = this.#parts.book?.purposes.find(({ fields }) => fields.includes(addressField))?.keptDays ?? 90;
		let gone = 0;
		for (const { key, value } of await this.#parts.store.records(this.#kind)) {
			const read = kept.safeParse(value);
			if (read.success && read.data.at + days * dayMs > now) continue;
			await this.#parts.store.deleteRecord(this.#kind, key);
			gone += 1;
		}
		return gone;
	}

	get #kind(): string {
		return `delivery-wish/${this.#parts.hall}`;
	}
	#place(ref: string): string {
		return `tidehall/platform/${ref}/delivery/1`;
	}
}
