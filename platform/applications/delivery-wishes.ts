/**
 * Where a result is to go, as its person said at a terminal: the address alone, sealed like an application (`vault.ts`). The log knows
 * which way was chosen and nothing else (P1). Purpose `send-result` of the register says who sees it and how long it is kept.
 */
import { z } from 'zod';
import type { ApplicationForm } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { courierAddress } from '../../domain/form/courier-record.ts';
import { open, type Place } from '../../sealing/box.ts';
import type { HallStore } from '../storage/contract.ts';
import type { HallKey } from './hall-seal.ts';
import { broughtUp } from './old-seals.ts';
import { Vault } from './vault.ts';

/** The field of the catalogue it stands for. */
export const addressField = 'postAddress';
const dayMs = 24 * 3_600_000;

/** `key`: of before 2026-11-22; now it is a record by itself. `box`: `null` = another way was chosen then, which other platforms hear too. */
const kept = z.object({ at: z.number(), key: z.string().optional(), box: z.string().nullable() });

export interface SealedWish {
	at: number;
	key: Uint8Array;
	/** Base64. */
	box: string;
}

interface WishParts {
	hall: string;
	store: HallStore;
	key: HallKey;
	book: CatalogueBook | undefined;
	/** Only a clerk writes down where somebody else's result goes; absent = nobody does. */
	isWindow?: (station: string) => boolean;
}

export class DeliveryWishes {
	readonly #parts: WishParts;
	readonly #vault: Vault;

	constructor(parts: WishParts) {
		this.#parts = parts;
		this.#vault = new Vault(parts);
	}

	/** Said again, the new one counts. Rejects with a `StoreFailure`. */
	async put(ref: string, address: string, at: number): Promise<void> {
		const { box, keyRecord } = this.#vault.seal(this.#place(ref), Buffer.from(address, 'utf8'));
		await this.#parts.store.putRecords([keyRecord, { kind: this.#kind, key: ref, value: { at, box } }]);
	}

	/**
	 * An address that a window wrote down at `at`, in a sealed record of its machine; anything else is left alone. It may arrive days late: what was
	 * said since then counts. Rejects with a `StoreFailure`.
	 */
	async note(form: ApplicationForm, station: string, at: number): Promise<void> {
		const written = courierAddress(form);
		if (written === null || !this.#parts.isWindow?.(station)) return;
		const before = kept.safeParse(await this.#parts.store.record(this.#kind, written.of));
		if (!before.success || before.data.at < at) await this.put(written.of, written.address, at);
	}

	/** `null` = none was given, or it was let go of. Rejects with a `StoreFailure`. */
	async of(ref: string): Promise<string | null> {
		const read = kept.safeParse(await this.#parts.store.record(this.#kind, ref));
		const inside = read.success && read.data.box !== null ? await this.#vault.open(this.#place(ref), read.data.box) : null;
		return inside?.toString('utf8') ?? null;
	}

	/** Another way was chosen at this moment. Rejects with a `StoreFailure`. */
	async drop(ref: string, at: number): Promise<void> {
		await this.#vault.shred(this.#place(ref));
		await this.#parts.store.putRecord(this.#kind, ref, { at, box: null });
	}

	/** Of which results something is known here, and since when. Rejects with a `StoreFailure`. */
	async all(): Promise<{ ref: string; at: number; gone: boolean }[]> {
		return (await this.#parts.store.records(this.#kind)).flatMap(({ key: ref, value }) => {
			const read = kept.safeParse(value);
			return read.success ? [{ ref, at: read.data.at, gone: read.data.box === null }] : [];
		});
	}

	/** As it lies, with its own key in the clear: for another platform of the hall. `null` = not here, or not to be opened any more. */
	async sealed(ref: string): Promise<SealedWish | null> {
		const read = kept.safeParse(await this.#parts.store.record(this.#kind, ref));
		const key = read.success ? await this.#vault.keyOf(this.#place(ref)) : null;
		return read.success && key && read.data.box !== null ? { at: read.data.at, key, box: read.data.box } : null;
	}

	/** An address of another platform of the hall. False: it does not open with its key, so it is not what it says. Rejects with a `StoreFailure`. */
	async adopt(ref: string, { at, key, box }: SealedWish): Promise<boolean> {
		const place = this.#place(ref);
		if (!open(key, place, Buffer.from(box, 'base64'))) return false;
		await this.#parts.store.putRecords([this.#vault.record(place, key), { kind: this.#kind, key: ref, value: { at, box } }]);
		return true;
	}

	/** How long an address is kept, by the purpose register of the catalogue. */
	get keptMs(): number {
		return (this.#parts.book?.purposes.find(({ fields }) => fields.includes(addressField))?.keptDays ?? 90) * dayMs;
	}

	/** In which addresses are sealed from now on. */
	get suite(): CryptoSuite {
		return this.#parts.key.suite;
	}

	/** Lets go of what was kept its time. How many. */
	async forget(now: number): Promise<number> {
		let gone = 0;
		for (const { key, value } of await this.#parts.store.records(this.#kind)) {
			const read = kept.safeParse(value);
			if (read.success && read.data.at + this.keptMs > now) continue;
			await this.#vault.shred(this.#place(key));
			await this.#parts.store.deleteRecord(this.#kind, key);
			gone += 1;
		}
		return gone;
	}

	/** Brings what was sealed before 2026-11-22 into the shape of now. Rejects with a `StoreFailure`. */
	async bringUp(): Promise<void> {
		for (const { key: ref, value } of await this.#parts.store.records(this.#kind)) {
			const read = kept.safeParse(value);
			if (!read.success || read.data.key === undefined || read.data.box === null) continue;
			const place = this.#place(ref);
			const now = broughtUp(this.#vault, { place, wrappedFor: place.before!, wrapped: read.data.key, box: read.data.box });
			if (now)
				await this.#parts.store.putRecords([now.keyRecord, { kind: this.#kind, key: ref, value: { at: read.data.at, box: now.box } }]);
		}
	}

	get #kind(): string {
		return `delivery-wish/${this.#parts.hall}`;
	}
	#place(ref: string): Place {
		return { table: 'delivery-wish', id: ref, field: 'address', version: 1, before: `tidehall/platform/${ref}/delivery/1` };
	}
}
