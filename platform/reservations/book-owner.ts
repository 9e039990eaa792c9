/**
 * Which platform of a hall holds the book of its reservations: at first the one that never took over, later the one it was passed on to. One that
 * decides without it and without a copy books nothing, or places would be given that are taken already (I-12); with a copy it books on its part of the
 * places. It is passed on by one that decides no more, once, to the platform and term that asked; that one alone may ask again, for its answer may have
 * been lost on the way.
 */
import { z } from 'zod';
import { compareTerms, type PlatformTerm, platformTerm } from '../../domain/contracts/term.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { type LastShared, lastShared } from './share-of-places.ts';

export const ownerKind = 'reservation-book';

/** `copy`: it stands by with one (`kept-copy.ts`). `part`: it took over with it; `whole`: and has the book itself by now, but not what others booked. */
const kept = z
	.union([
		z.literal(true),
		z.object({ given: platformTerm }),
		z.object({ copy: z.literal(true) }),
		z.object({ part: lastShared, whole: z.boolean() }),
	])
	.nullable();
type Kept = z.infer<typeof kept>;

export type Taken = true | { copy: true } | { part: LastShared; whole: boolean };

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
	get standsBy(): boolean {
		return this.#kept !== null && this.#kept !== true && 'copy' in this.#kept;
	}
	/** What bounds it as long as others may have booked; `null` = it does not book on a part. */
	get part(): { part: LastShared; whole: boolean } | null {
		return this.#kept !== null && this.#kept !== true && 'part' in this.#kept ? this.#kept : null;
	}

	mayGive(term: PlatformTerm): boolean {
		if (this.#kept === true || this.part) return true;
		return this.#kept !== null && 'given' in this.#kept && compareTerms(this.#kept.given, term) === 0;
	}
	/** A copy is taken by whoever does not hold more than that. */
	get mayCopy(): boolean {
		return this.#kept !== true && !this.part;
	}

	/** It is that one's from now on, whether the answer arrives or not. Durable when it resolves. */
	async give({ number, platform }: PlatformTerm): Promise<void> {
		const next = { given: { number, platform } };
		await this.#store.putRecord(ownerKind, this.#hall, next);
		this.#kept = next;
	}

	/** To be kept in one write with the book itself, or with a copy of it. */
	taking(next: Taken): KeptRecord {
		return { kind: ownerKind, key: this.#hall, value: next };
	}
	taken(next: Taken): void {
		this.#kept = next;
	}
}
