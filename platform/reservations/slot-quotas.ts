/**
 * Places of slots that a manager took over for single days, in place of those of the hall's file. One record a day, kept with the book of reservations
 * and told with it to whoever stands by; an empty one says that the file counts again.
 */
import { z } from 'zod';
import { type SlotQuota, slotQuota } from '../../domain/contracts/slot-outlook.ts';
import type { PlacesTaken } from '../../domain/reservations/slots.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';

export const slotQuotas = z.array(slotQuota);
const keyOf = ({ queue, slot }: { queue: string; slot: number }) => `${queue} ${slot}`;

/** Of each day the one that was taken over last. */
export function newestOf(...lists: readonly (readonly SlotQuota[])[]): SlotQuota[] {
	const newest = new Map<string, SlotQuota>();
	for (const each of lists.flat()) if ((newest.get(each.day)?.takenAt ?? -1) < each.takenAt) newest.set(each.day, each);
	return [...newest.values()];
}

export class SlotQuotas {
	readonly #store: HallStore;
	readonly #kind: string;
	readonly #days = new Map<string, { quota: SlotQuota; places: Map<string, number> }>();

	private constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#kind = `slot-quota/${hall}`;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is none. */
	static async load(store: HallStore, hall: string): Promise<SlotQuotas> {
		const quotas = new SlotQuotas(store, hall);
		quotas.hold((await store.records(quotas.#kind)).map(({ value }) => slotQuota.parse(value)));
		return quotas;
	}

	readonly of: PlacesTaken = (slot) => this.#days.get(slot.day)?.places.get(keyOf(slot)) ?? null;

	/** `null` = the hall's file counts. */
	on(day: string): SlotQuota | null {
		const { quota } = this.#days.get(day) ?? { quota: null };
		return quota && quota.places.length > 0 ? quota : null;
	}

	all(): SlotQuota[] {
		return [...this.#days.values()].map(({ quota }) => quota);
	}

	/** To be kept in one write with the book of another platform; then `hold`. */
	keeping(quotas: readonly SlotQuota[]): KeptRecord[] {
		return quotas.map((quota) => ({ kind: this.#kind, key: quota.day, value: quota }));
	}
	hold(quotas: readonly SlotQuota[]): void {
		for (const quota of quotas)
			this.#days.set(quota.day, { quota, places: new Map(quota.places.map((each) => [keyOf(each), each.places])) });
	}

	/** Durable when it resolves. */
	async put(quota: SlotQuota): Promise<void> {
		await this.#store.putRecords(this.keeping([quota]));
		this.hold([quota]);
	}

	async forgetBefore(day: string): Promise<void> {
		for (const old of this.#days.keys()) {
			if (old >= day) continue;
			await this.#store.deleteRecord(this.#kind, old);
			this.#days.delete(old);
		}
	}
}
