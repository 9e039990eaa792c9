/** Five wrong PINs lock a member of staff for five minutes. Kept in the store: a restart does not unlock. */
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';

export const triesBeforeLock = 5;
export const lockMs = 5 * 60_000;
const forgetMs = 24 * 3_600_000;
const kind = 'pin-lock';

const counter = z.object({ tries: z.number().int().min(0), lockedUntil: z.number(), at: z.number() });
type Counter = z.infer<typeof counter>;

export type Try = { ok: true; left: number } | { ok: false; seconds: number };

export class PinLock {
	#store: HallStore;
	#counters: Map<string, Counter>;

	private constructor(store: HallStore, counters: Map<string, Counter>) {
		this.#store = store;
		this.#counters = counters;
	}

	static async load(store: HallStore): Promise<PinLock> {
		const stored = await store.records(kind);
		return new PinLock(store, new Map(stored.map(({ key, value }) => [key, counter.parse(value)])));
	}

	/**
	 * Books one try *before* the PIN is looked at, so that a hundred guesses at once get five looks and no more.
	 * `left`: tries that remain after this one; `seconds` until the lock opens.
	 */
	async book(staff: string, now: number): Promise<Try> {
		const known = this.#counters.get(staff);
		if (known && known.lockedUntil > now) return { ok: false, seconds: Math.ceil((known.lockedUntil - now) / 1_000) };
		const over = !known || known.lockedUntil > 0 || now - known.at > forgetMs;
		const tries = (over ? 0 : known.tries) + 1;
		await this.#keep(staff, { tries, lockedUntil: tries >= triesBeforeLock ? now + lockMs : 0, at: now });
		await this.#forget(now);
		return { ok: true, left: triesBeforeLock - tries };
	}

	/** Wrong PINs at a machine that was cut off count here too; a lock there holds here, no longer than one of here. */
	async merge(staff: string, { tries, seconds }: { tries: number; seconds: number }, now: number): Promise<void> {
		if (tries === 0 && seconds === 0) return;
		const known = this.#counters.get(staff);
		const over = !known || (known.lockedUntil > 0 && known.lockedUntil <= now) || now - known.at > forgetMs;
		const all = Math.min((over ? 0 : known.tries) + tries, triesBeforeLock);
		const until = Math.min(now + lockMs, Math.max(now + seconds * 1_000, all >= triesBeforeLock ? now + lockMs : 0));
		const lockedUntil = Math.max(until > now ? until : 0, over ? 0 : known.lockedUntil);
		await this.#keep(staff, { tries: all, lockedUntil, at: now });
		await this.#forget(now);
	}

	/** Whose lock is closed, and for how many seconds. */
	locked(now: number): { staff: string; seconds: number }[] {
		return [...this.#counters]
			.filter(([, { lockedUntil }]) => lockedUntil > now)
			.map(([staff, { lockedUntil }]) => ({ staff, seconds: Math.ceil((lockedUntil - now) / 1_000) }));
	}

	/** The PIN was right: the count starts anew. */
	async clear(staff: string): Promise<void> {
		this.#counters.delete(staff);
		await this.#store.deleteRecord(kind, staff);
	}

	async #keep(staff: string, value: Counter) {
		this.#counters.set(staff, value);
		await this.#store.putRecord(kind, staff, value);
	}

	/** Numbers that nobody bears are counted like real ones (so that guessing does not tell them apart); they must not pile up. */
	async #forget(now: number) {
		for (const [staff, { at, lockedUntil }] of this.#counters) {
			if (now - at > forgetMs && lockedUntil < now) await this.clear(staff);
		}
	}
}
