/**
 * Notices of alarms on their way to the site's own addresses: written down with the alarm they tell of, said until the address has them, also after a
 * restart. The same notice may be said twice (a kill between answer and note); its `Idempotency-Key` is then the same.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AlarmNotice, alarmNotice } from '../../domain/contracts/alarms.ts';
import { instant } from '../../domain/contracts/identity.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';

const kept = z.object({
	url: z.string(),
	notice: alarmNotice,
	tries: z.number().int().min(0),
	/** Not before. */
	nextAt: instant,
});
type Kept = z.infer<typeof kept>;

/** `taken`: the address has it. `again`: nobody answered, or not as one that has it. */
export type Said = 'taken' | 'again';
export type SayNotice = (url: string, notice: AlarmNotice) => Promise<Said>;

const second = 1_000;
/** 5 s, 10 s, 20 s … 15 minutes. */
export const waitAfter = (tries: number) => Math.min(15 * 60, 5 * 2 ** Math.max(0, tries - 1)) * second;
/** After this nobody wants to hear it any more. */
const givenUpAfterMs = 3 * 24 * 3_600_000;
/** An address that was wrong for weeks must not fill a disk: the oldest go. */
const waitingMost = 500;
const atOnce = 10;
/** Nothing was taken for so long, though it was tried. */
const stuckAfterMs = 10 * 60 * second;

export class WebhookOutbox {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #say: SayNotice;
	readonly #now: () => number;
	readonly #waiting = new Map<string, Kept>();
	#busy = false;

	private constructor(store: HallStore, hall: string, say: SayNotice, now: () => number) {
		this.#store = store;
		this.#hall = hall;
		this.#say = say;
		this.#now = now;
	}

	/** Notices to addresses that the hall no longer names go. Rejects with a `StoreFailure`. */
	static async load(parts: {
		store: HallStore;
		hall: string;
		urls: readonly string[];
		say: SayNotice;
		now(): number;
	}): Promise<WebhookOutbox> {
		const outbox = new WebhookOutbox(parts.store, parts.hall, parts.say, parts.now);
		for (const { key, value } of await parts.store.records(outbox.#kind)) {
			const read = kept.safeParse(value);
			if (read.success && parts.urls.includes(read.data.url)) outbox.#waiting.set(key, read.data);
			else await parts.store.deleteRecord(outbox.#kind, key);
		}
		return outbox;
	}

	get waiting(): number {
		return this.#waiting.size;
	}

	/** Something waits that was tried, and has waited for long. */
	get stuck(): boolean {
		const now = this.#now();
		return [...this.#waiting.values()].some(({ tries, notice }) => tries > 1 && now - notice.at > stuckAfterMs);
	}

	/** To be written together with what it tells of; `keep` afterwards. */
	recordsOf(notices: readonly AlarmNotice[], urls: readonly string[]): KeptRecord[] {
		const now = this.#now();
		return notices.flatMap((notice) =>
			urls.map((url) => ({ kind: this.#kind, key: keyOf(notice, url), value: { url, notice, tries: 0, nextAt: now } satisfies Kept })),
		);
	}

	/** They are in the store. Rejects with a `StoreFailure` when too many wait and old ones cannot be taken out. */
	async keep(records: readonly KeptRecord[]): Promise<void> {
		for (const { key, value } of records) this.#waiting.set(key, value as Kept);
		const oldest = [...this.#waiting].sort(([, one], [, other]) => one.notice.at - other.notice.at);
		for (const [key] of oldest.slice(0, Math.max(0, oldest.length - waitingMost))) await this.#drop(key);
	}

	/** Called every few seconds; one turn at a time, in the order of what happened for each address. Rejects with a `StoreFailure`. */
	async look(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		try {
			const silent = new Set<string>();
			const due = [...this.#waiting].sort(
				([, one], [, other]) => one.notice.at - other.notice.at || (one.notice.id < other.notice.id ? -1 : 1),
			);
			let said = 0;
			for (const [key, one] of due) {
				const now = this.#now();
				if (silent.has(one.url) || said >= atOnce) continue;
				// What came later waits for what came before: a cleared alarm is not told before it was raised.
				if (one.nextAt > now && one.nextAt - now < 3_600_000) {
					silent.add(one.url);
					continue;
				}
				said += 1;
				if ((await this.#say(one.url, one.notice)) === 'taken' || now - one.notice.at > givenUpAfterMs) {
					await this.#drop(key);
					continue;
				}
				silent.add(one.url);
				const tried: Kept = { ...one, tries: one.tries + 1, nextAt: now + waitAfter(one.tries + 1) };
				await this.#store.putRecord(this.#kind, key, tried);
				this.#waiting.set(key, tried);
			}
		} finally {
			this.#busy = false;
		}
	}

	async #drop(key: string): Promise<void> {
		await this.#store.deleteRecord(this.#kind, key);
		this.#waiting.delete(key);
	}

	get #kind(): string {
		return `alarm-notice/${this.#hall}`;
	}
}

const keyOf = ({ id, at }: AlarmNotice, url: string) =>
	`${String(at).padStart(15, '0')}-${createHash('sha256').update(`${id} ${url}`).digest('hex').slice(0, 24)}`;
