/** The copy of halls' reservations at the centre. What a day's hash says is always worked out from the lines that are stored. */
import { type CopiedReservation, copiedReservation, type RecordChanges, type RecordDay } from '../../domain/contracts/centre-records.ts';
import { hashOfLine, hashOfLines } from '../../domain/day-hash.ts';
import type { HallStore } from '../storage/contract.ts';
import { sha256 } from './sha256.ts';

const dayKind = (hall: string) => `reservation-days/${hall}`;
const lineKind = (hall: string, day: string) => `reservation-copy/${hall}/${day}`;

export class ReservationCopies {
	readonly #store: HallStore;
	/** Hash of each line, by hall and day, as stored. */
	readonly #known = new Map<string, Map<string, string>>();

	constructor(store: HallStore) {
		this.#store = store;
	}

	async days(hall: string, since: string): Promise<RecordDay[]> {
		const days: RecordDay[] = [];
		for (const { key: day } of await this.#store.records(dayKind(hall))) if (day >= since) days.push(await this.#day(hall, day));
		return days.slice(-1_000);
	}

	async lines(hall: string, day: string): Promise<{ ref: string; hash: string }[]> {
		return [...(await this.#hashes(hall, day))].map(([ref, hash]) => ({ ref, hash }));
	}

	/** Every line of a day, for people and tests. */
	async all(hall: string, day: string): Promise<CopiedReservation[]> {
		return (await this.#store.records(lineKind(hall, day))).map(({ value }) => copiedReservation.parse(value));
	}

	/** Durable when it resolves. A failure in between leaves a day whose hash differs, and the hall sends what is missing again. */
	async change(hall: string, day: string, { put, drop }: RecordChanges): Promise<RecordDay> {
		const hashes = await this.#hashes(hall, day);
		const kind = lineKind(hall, day);
		try {
			await this.#store.putRecords([
				{ kind: dayKind(hall), key: day, value: true },
				...put.map((line) => ({ kind, key: line.ref, value: line })),
			]);
			for (const ref of drop) await this.#store.deleteRecord(kind, ref);
		} catch (cause) {
			this.#known.delete(kind);
			throw cause;
		}
		for (const line of put) hashes.set(line.ref, hashOfLine(line, sha256));
		for (const ref of drop) hashes.delete(ref);
		return this.#day(hall, day);
	}

	async #day(hall: string, day: string): Promise<RecordDay> {
		const hashes = await this.#hashes(hall, day);
		return { day, count: hashes.size, hash: hashOfLines([...hashes.values()], sha256) };
	}

	async #hashes(hall: string, day: string): Promise<Map<string, string>> {
		const kind = lineKind(hall, day);
		const known = this.#known.get(kind);
		if (known) return known;
		const read = new Map((await this.#store.records(kind)).map(({ key, value }) => [key, hashOfLine(value, sha256)]));
		this.#known.set(kind, read);
		return read;
	}
}
