/**
 * The copy of the hall's book of reservations at a platform that stands by: the boxes as they came, sealed under the peers' token, the whole first and then
 * change by change. They are opened to be checked, and again when this platform takes over; nothing of them lies here in the clear.
 */
import { z } from 'zod';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { type BookCopy, openBook } from './pass-book.ts';
import { newestOf } from './slot-quotas.ts';

export const copyKind = (hall: string) => `reservation-copy/${hall}`;
const whole = z.object({ run: z.string(), box: z.string() });

/** `run`: which whole the changes belong to; `n`: 0 = the whole, then one after the other. */
export const copySent = z.object({ run: z.string().min(1).max(40), n: z.number().int().min(0), box: z.string() });
export type CopySent = z.infer<typeof copySent>;

const keyOf = (run: string, n: number) => `${run}/${String(n).padStart(9, '0')}`;

export class KeptCopy {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #token: string;
	#run = '';
	#n = 0;

	constructor(store: HallStore, hall: string, token: string) {
		this.#store = store;
		this.#hall = hall;
		this.#token = token;
	}

	/** Durable when it resolves. `with`: kept in one write with a whole. False = it does not fit what is here, or is not to be opened. */
	async take({ run, n, box }: CopySent, more: readonly KeptRecord[]): Promise<boolean> {
		if (n > 0 && (run !== this.#run || n !== this.#n + 1)) return false;
		if (!openBook(box, this.#token, this.#hall)) return false;
		const kind = copyKind(this.#hall);
		if (n > 0) await this.#store.putRecord(kind, keyOf(run, n), { box });
		else {
			this.#run = '';
			await this.#store.putRecords([{ kind, key: 'whole', value: { run, box } }, ...more]);
			for (const { key } of await this.#store.records(kind))
				if (key !== 'whole' && !key.startsWith(`${run}/`)) await this.#store.deleteRecord(kind, key);
		}
		this.#run = run;
		this.#n = n;
		return true;
	}

	/** Everything that was told of the book; `null` = none is here, or it cannot be opened. */
	async open(): Promise<BookCopy | null> {
		const kind = copyKind(this.#hall);
		const first = whole.nullable().safeParse(await this.#store.record(kind, 'whole'));
		if (!first.success || !first.data) return null;
		const { run, box } = first.data;
		const copy = openBook(box, this.#token, this.#hall);
		if (!copy) return null;
		const kept = new Map((await this.#store.records(kind)).map(({ key, value }) => [key, value]));
		const reservations = new Map(copy.reservations.map((each) => [each.code, each]));
		const answers = new Map(copy.answers.map((each) => [each.key, each]));
		const keys = new Map(copy.personKeys.map((each) => [each.key, each]));
		let quotas = copy.quotas ?? [];
		for (let n = 1; kept.has(keyOf(run, n)); n += 1) {
			const change = openBook((kept.get(keyOf(run, n)) as { box: string }).box, this.#token, this.#hall);
			// What came after it was confirmed as well, and is not to be had: that copy is worth nothing.
			if (!change) return null;
			for (const each of change.reservations) reservations.set(each.code, each);
			for (const each of change.answers) answers.set(each.key, each);
			for (const each of change.personKeys) keys.set(each.key, each);
			quotas = newestOf(quotas, change.quotas ?? []);
		}
		const told = [...kept.keys()].filter((key) => key.startsWith(`${run}/`)).length;
		if (told > 0 && !kept.has(keyOf(run, told))) return null;
		return { ...copy, reservations: [...reservations.values()], answers: [...answers.values()], personKeys: [...keys.values()], quotas };
	}

	/** It has become the book itself. */
	async drop(): Promise<void> {
		const kind = copyKind(this.#hall);
		this.#run = '';
		for (const { key } of await this.#store.records(kind)) await this.#store.deleteRecord(kind, key);
	}
}
