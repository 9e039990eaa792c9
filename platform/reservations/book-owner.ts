/**
 * Which platform of a hall holds the book of its reservations: at first the one that never took over, later the one it was passed on to. One that
 * decides without it books nothing, or places would be given that are taken already (I-12). It is passed on by one that decides no more, once, to the
 * platform and term that asked; that one alone may ask again, for its answer may have been lost on the way.
 */
import { z } from 'zod';
import { compareTerms, type PlatformTerm, platformTerm } from '../../domain/contracts/term.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';

export const ownerKind = 'reservation-book';

const kept = z.union([z.literal(true), z.object({ given: platformTerm })]).nullable();
type Kept = z.infer<typeof kept>;

export class BookOwner {
	readonly #store: HallStore;
	readonly #hall: string;
	#kept: Kept;

	private constructor(store: HallStore, hall: string, known: Kept) {
		this.#store = store;
		this.#hall = hall;
		this.#kept = known;
	}

	/** `first`: this platform is in charge and never heard of a take-over. Rejects with a `StoreFailure`. */
	static async open(store: HallStore, hall: string, first: boolean): Promise<BookOwner> {
		const read = kept.safeParse(await store.record(ownerKind, hall));
		const owner = new BookOwner(store, hall, read.success ? read.data : null);
		if (owner.#kept === null && first) {
			await store.putRecord(ownerKind, hall, true);
			owner.#kept = true;
		}
		return owner;
	}

	get holds(): boolean {
		return this.#kept === true;
	}

	mayGive(term: PlatformTerm): boolean {
		return this.#kept === true || (this.#kept !== null && compareTerms(this.#kept.given, term) === 0);
	}

	/** It is that one's from now on, whether the answer arrives or not. Durable when it resolves. */
	async give({ number, platform }: PlatformTerm): Promise<void> {
		const next = { given: { number, platform } };
		await this.#store.putRecord(ownerKind, this.#hall, next);
		this.#kept = next;
	}

	/** To be kept in one write with the book itself. */
	taking(): KeptRecord {
		return { kind: ownerKind, key: this.#hall, value: true };
	}
	taken(): void {
		this.#kept = true;
	}
}
