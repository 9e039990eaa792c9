/** The store in memory, for tests and simulation: the same promises as the database, except that a restart forgets everything. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import {
	type Batch,
	type DayEntry,
	type DayHead,
	type HallStore,
	type KeptOutcome,
	type KeptRecord,
	type SeatKey,
	StoreFailure,
} from './contract.ts';

const keyOf = (seat: SeatKey) => `${seat.hall}/${seat.station}/${seat.epoch}`;
const dayKey = (hall: string, day: string) => `${hall}/${day}`;
/** Callers never share an object with the store, as with a real database. */
const copy = <T>(value: T): T => structuredClone(value);

export class MemoryStore implements HallStore {
	#days = new Map<string, DayEntry>();
	#events = new Map<string, HallEvent[]>();
	#seats = new Map<string, { last: number; outcomes: Map<number, KeptOutcome> }>();
	#records = new Map<string, Map<string, unknown>>();
	#broken: StoreFailure | null = null;
	#closed = false;

	async commit(batch: Batch): Promise<void> {
		this.#mayWrite();
		const parts = [batch, ...(batch.late ?? [])].map(({ day, events }) => {
			const log = this.#events.get(dayKey(batch.hall, day));
			if (!log) this.#fail(`day ${day} of ${batch.hall} has not been begun`);
			for (const [index, event] of events.entries()) {
				if (event.position !== log.length + index + 1) this.#fail(`event ${event.position} does not continue the log at ${log.length}`);
			}
			return { log, events };
		});
		const taken = new Map<string, number>();
		for (const { station, epoch, outcome } of batch.outcomes) {
			const seat = keyOf({ hall: batch.hall, station, epoch });
			const last = taken.get(seat) ?? this.#seats.get(seat)?.last ?? 0;
			const follows = outcome.result === 'settled' ? outcome.n > last : outcome.n === last + 1;
			if (!follows) this.#fail(`command ${outcome.n} of ${station} does not follow ${last}`);
			taken.set(seat, outcome.n);
		}
		for (const { log, events } of parts) log.push(...copy(events));
		for (const { station, epoch, outcome } of batch.outcomes) {
			const seat = keyOf({ hall: batch.hall, station, epoch });
			const kept = this.#seats.get(seat) ?? { last: 0, outcomes: new Map<number, KeptOutcome>() };
			kept.outcomes.set(outcome.n, copy(outcome));
			kept.last = outcome.n;
			this.#seats.set(seat, kept);
		}
	}

	async keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		this.#mayWrite();
		const key = dayKey(hall, day);
		this.#days.set(key, { hall, day, plan: copy(plan), head: 0 });
		if (!this.#events.has(key)) this.#events.set(key, []);
	}

	async days(): Promise<DayEntry[]> {
		this.#mayRead();
		const entries = [...this.#days.values()].map((entry) => ({
			...copy(entry),
			head: this.#events.get(dayKey(entry.hall, entry.day))?.length ?? 0,
		}));
		return entries.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.hall < b.hall ? -1 : 1));
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		return (await this.days()).filter((entry) => entry.hall === hall && entry.day >= since).map(({ day, head }) => ({ day, head }));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		return (await this.days()).find((entry) => entry.hall === hall && entry.day === day) ?? null;
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		this.#mayRead();
		return copy((this.#events.get(dayKey(hall, day)) ?? []).slice(position, position + limit));
	}

	async lastNumber(seat: SeatKey): Promise<number> {
		this.#mayRead();
		return this.#seats.get(keyOf(seat))?.last ?? 0;
	}

	async outcome(seat: SeatKey, n: number): Promise<KeptOutcome | null> {
		this.#mayRead();
		return copy(this.#seats.get(keyOf(seat))?.outcomes.get(n) ?? null);
	}

	async putRecord(kind: string, key: string, value: unknown): Promise<void> {
		await this.putRecords([{ kind, key, value }]);
	}

	async putRecords(records: readonly KeptRecord[]): Promise<void> {
		this.#mayWrite();
		// Copied before any is kept: a value that cannot be kept leaves nothing of the list behind.
		for (const { kind, key, value } of copy([...records])) {
			const known = this.#records.get(kind) ?? new Map<string, unknown>();
			known.set(key, value);
			this.#records.set(kind, known);
		}
	}

	async record(kind: string, key: string): Promise<unknown> {
		this.#mayRead();
		return copy(this.#records.get(kind)?.get(key) ?? null);
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		this.#mayRead();
		return [...(this.#records.get(kind) ?? [])]
			.map(([key, value]) => ({ key, value: copy(value) }))
			.sort((a, b) => (a.key < b.key ? -1 : 1));
	}

	async deleteRecord(kind: string, key: string): Promise<void> {
		this.#mayWrite();
		this.#records.get(kind)?.delete(key);
	}

	async close(): Promise<void> {
		this.#closed = true;
	}

	#mayRead() {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
	}

	#mayWrite() {
		this.#mayRead();
		if (this.#broken) throw this.#broken;
	}

	#fail(what: string): never {
		this.#broken = new StoreFailure('write-failed', `The store refused a batch: ${what}.`);
		throw this.#broken;
	}
}
