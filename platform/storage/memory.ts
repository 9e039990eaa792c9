/** The store in memory, for tests and simulation: the same promises as the database, except that a restart forgets everything. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart } from '../../domain/day-hash.ts';
import { eventsOf, unproved } from './chained-rows.ts';
import type { Batch, DamagedRow, DayEntry, DayHead, HallStore, KeptOutcome, KeptRecord, RecordDamage, SeatKey } from './contract.ts';
import { unevenRows } from './damaged-rows.ts';
import { type ChainedRow, type DayProof, proveDay } from './day-proof.ts';
import { added, compareSets, emptySum, everyKind, type RecordSet, SetChanges, sumOf } from './record-sets.ts';
import { type ChainAt, chainAfter, rowCheck } from './row-proof.ts';
import { StoreFailure } from './store-failure.ts';

const keyOf = (seat: SeatKey) => `${seat.hall}/${seat.station}/${seat.epoch}`;
const dayKey = (hall: string, day: string) => `${hall}/${day}`;
/** Callers never share an object with the store, as with a real database. */
const copy = <T>(value: T): T => structuredClone(value);

/** As a database keeps it: the text of each event with the chain value beside it, and the end apart. */
interface MemoryLog {
	rows: ChainedRow[];
	end: ChainAt;
}

/** A record with its check. */
interface KeptValue {
	value: unknown;
	proof: string;
}

export class MemoryStore implements HallStore {
	#days = new Map<string, DayEntry>();
	#logs = new Map<string, MemoryLog>();
	#seats = new Map<string, { last: number; outcomes: Map<number, KeptOutcome> }>();
	#records = new Map<string, Map<string, KeptValue>>();
	/** The notes of which records there are; apart from them, as in a database. */
	#sets = new Map<string, RecordSet>([[everyKind, { kind: everyKind, count: 0, sum: emptySum }]]);
	#broken: StoreFailure | null = null;
	#closed = false;

	async commit(batch: Batch): Promise<void> {
		this.#mayWrite();
		const parts = [batch, ...(batch.late ?? [])].map(({ day, events }) => {
			const log = this.#logs.get(dayKey(batch.hall, day));
			if (!log) this.#fail(`day ${day} of ${batch.hall} has not been begun`);
			for (const [index, event] of events.entries()) {
				if (event.position !== log.end.head + index + 1) this.#fail(`event ${event.position} does not continue the log at ${log.end.head}`);
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
		for (const { log, events } of parts) append(log, events);
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
		if (!this.#logs.has(key)) this.#logs.set(key, { rows: [], end: { head: 0, hash: chainStart } });
	}

	async days(): Promise<DayEntry[]> {
		this.#mayRead();
		const entries = [...this.#days.values()].map((entry) => ({
			...copy(entry),
			head: this.#logs.get(dayKey(entry.hall, entry.day))?.end.head ?? 0,
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
		const rows = this.#rows(hall, day, position === 0 ? 0 : position - 1, position === 0 ? limit : limit + 1);
		return eventsOf(rows as unknown as Record<string, unknown>[], day, position);
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
		const changes = new SetChanges();
		// Copied before any is kept: a value that cannot be kept leaves nothing of the list behind.
		const given = copy([...records]).map((record) => ({ ...record, proof: proofOf(record) }));
		for (const { kind, key, value, proof } of given) {
			const known = this.#records.get(kind) ?? new Map<string, KeptValue>();
			changes.replaced(kind, known.get(key)?.proof ?? null, proof);
			known.set(key, { value, proof });
			this.#records.set(kind, known);
		}
		this.#note(changes);
	}

	#note(changes: SetChanges): void {
		for (const change of changes.all())
			this.#sets.set(change.kind, added(this.#sets.get(change.kind) ?? { kind: change.kind, count: 0, sum: emptySum }, change));
	}

	#setOf(kind: string): RecordSet {
		return [...(this.#records.get(kind)?.values() ?? [])].reduce((set, { proof }) => added(set, { kind, count: 1, sum: proof }), {
			kind,
			count: 0,
			sum: emptySum,
		});
	}

	async record(kind: string, key: string): Promise<unknown> {
		this.#mayRead();
		return copy(this.#records.get(kind)?.get(key)?.value ?? null);
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		this.#mayRead();
		const [noted, there] = [this.#sets.get(kind), this.#setOf(kind)];
		if ((noted?.count ?? 0) !== there.count || sumOf(noted?.sum ?? emptySum, there.sum) !== emptySum)
			throw new StoreFailure('corrupt', `The store is damaged: the records of the kind ${kind} are not those that were written.`);
		return [...(this.#records.get(kind) ?? [])]
			.map(([key, { value }]) => ({ key, value: copy(value) }))
			.sort((a, b) => (a.key < b.key ? -1 : 1));
	}

	async deleteRecord(kind: string, key: string): Promise<void> {
		this.#mayWrite();
		const known = this.#records.get(kind);
		const before = known?.get(key);
		if (!known || !before) return;
		const changes = new SetChanges();
		changes.replaced(kind, before.proof, null);
		known.delete(key);
		this.#note(changes);
	}

	async keptDays(): Promise<{ hall: string; day: string }[]> {
		return (await this.days()).map(({ hall, day }) => ({ hall, day }));
	}

	async prove(hall: string, day: string): Promise<DayProof> {
		this.#mayRead();
		const log = this.#logs.get(dayKey(hall, day));
		const rows = (after: number, most: number) => this.#rows(hall, day, after, most);
		return proveDay({ hall, day, mark: null, plan: log ? true : null, end: () => log?.end ?? null, rows });
	}

	async readUnproved(hall: string, day: string): Promise<HallEvent[]> {
		this.#mayRead();
		return unproved((this.#logs.get(dayKey(hall, day))?.rows ?? []) as unknown as Record<string, unknown>[]);
	}

	async mend(hall: string, day: string, { plan, events }: { plan: DayEntry['plan'] | null; events: readonly HallEvent[] }): Promise<void> {
		this.#mayWrite();
		const key = dayKey(hall, day);
		if (plan) this.#days.set(key, { hall, day, plan: copy(plan), head: 0 });
		const log: MemoryLog = { rows: [], end: { head: 0, hash: chainStart } };
		append(log, events);
		this.#logs.set(key, log);
	}

	/** Memory keeps no other row as text that could be damaged; but one may go away in whole. */
	async damagedRows(): Promise<DamagedRow[]> {
		return unevenRows(await this.recordDamage(false));
	}

	async recordDamage(_whole: boolean): Promise<RecordDamage> {
		this.#mayRead();
		const noted = [...this.#sets.values()].map((set) => ({ kind: set.kind, set }));
		return { ...compareSets({ noted, there: [...this.#records.keys()].map((kind) => this.#setOf(kind)) }), rows: [] };
	}

	async recordKeys(kind: string): Promise<string[]> {
		return [...(this.#records.get(kind)?.keys() ?? [])];
	}

	async mendRecords({ drop, put }: Parameters<HallStore['mendRecords']>[0]): Promise<void> {
		this.#mayWrite();
		for (const { kind, key } of drop) this.#records.get(kind)?.delete(key);
		for (const record of copy([...put]))
			this.#records.set(
				record.kind,
				(this.#records.get(record.kind) ?? new Map()).set(record.key, { value: record.value, proof: proofOf(record) }),
			);
		const sets = [...this.#records.keys()].map((kind) => this.#setOf(kind));
		this.#sets = new Map(sets.map((set) => [set.kind, set]));
		this.#sets.set(
			everyKind,
			sets.reduce((all, set) => added(all, set), { kind: everyKind, count: 0, sum: emptySum }),
		);
	}

	async mendSeats(): Promise<number> {
		return 0;
	}

	async putBitsRight(): Promise<number> {
		return 0;
	}

	/** For tests and simulation: a record goes away past the store. */
	loseRecord(kind: string, key: string): void {
		this.#records.get(kind)?.delete(key);
	}

	/** For simulation: what a disk may do to the rows of a log. False when there is no such day. */
	spoil(hall: string, day: string, change: (rows: ChainedRow[]) => void): boolean {
		const log = this.#logs.get(dayKey(hall, day));
		if (log) change(log.rows);
		return log !== undefined;
	}

	async close(): Promise<void> {
		this.#closed = true;
	}

	#rows(hall: string, day: string, after: number, most: number): ChainedRow[] {
		const rows = this.#logs.get(dayKey(hall, day))?.rows ?? [];
		// Positions are places, unless the rows were spoilt.
		const from = rows[after - 1]?.position === after || after === 0 ? after : rows.findIndex(({ position }) => position > after);
		return from < 0 ? [] : rows.slice(from, from + most);
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

const proofOf = ({ kind, key, value }: KeptRecord) => rowCheck(kind, key, JSON.stringify(value));

function append(log: MemoryLog, events: readonly HallEvent[]): void {
	for (const event of events) {
		const hash = chainAfter(log.end.hash, event);
		log.rows.push({ position: event.position, event: JSON.stringify(event), chain: hash });
		log.end = { head: event.position, hash };
	}
}
