/**
 * The embedded store, on `node:sqlite`: WAL, `synchronous=FULL` (every commit is fsynced), one connection. With `sqlite-file.ts`, `sqlite-proofs.ts`
 * and the schema the only files that know the database library.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart } from '../../domain/day-hash.ts';
import { eventsOf, unproved } from './chained-rows.ts';
import type { Batch, DamagedRow, DayEntry, DayHead, HallStore, KeptOutcome, KeptRecord, RecordDamage, SeatKey } from './contract.ts';
import type { DayProof } from './day-proof.ts';
import { EndMark } from './end-mark.ts';
import { wholeKind } from './record-sets-read.ts';
import { type ChainAt, chainAfter, rowCheck } from './row-proof.ts';
import { lockEvents, schemaVersion, unlockEvents } from './schema.ts';
import { checkVersion, databaseFile, failure, holdFolder, openFile, prepare } from './sqlite-file.ts';
import { putBitsRight } from './sqlite-one-bit.ts';
import { damagedRowsOf, keptDaysOf, mendRows, proveRows } from './sqlite-proofs.ts';
import { deleteRow, mendRecordRows, putRows, recordDamageOf, rowsOfKind } from './sqlite-records.ts';
import { mendSeatRows } from './sqlite-salvage.ts';
import { StoreFailure } from './store-failure.ts';
import { dayOf, numberOf, outcomeOf, recordOf, type StoredRow } from './stored-rows.ts';

/** Opens (and creates, when new) the store in `folder`, for one platform at a time. */
export function openSqlite(folder: string): HallStore {
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw failure('cannot-open', `The data folder ${folder} cannot be made or written`, cause);
	}
	const lock = holdFolder(folder);
	try {
		return new SqliteStore(prepare(openFile(join(folder, databaseFile), false)), lock, new EndMark(folder, false));
	} catch (cause) {
		lock.close();
		throw failure('cannot-open', `The store in ${folder} cannot be opened`, cause);
	}
}

/** Opens an existing store for reading only; works while a platform runs on it. */
export function readSqlite(folder: string): HallStore {
	const file = join(folder, databaseFile);
	if (!existsSync(file)) throw new StoreFailure('missing', `There is no hall store in ${folder} (expected ${databaseFile} there).`);
	const database = openFile(file, true);
	if (checkVersion(database) < schemaVersion) {
		database.close();
		throw new StoreFailure(
			'cannot-open',
			`The store in ${folder} was made by an earlier Tidehall. Start the platform on it once; it brings it up to date.`,
		);
	}
	return new SqliteStore(database, null, new EndMark(folder, true));
}

class SqliteStore implements HallStore {
	#database: DatabaseSync;
	#lock: DatabaseSync | null;
	#broken: StoreFailure | null = null;
	#closed = false;
	#statements = new Map<string, StatementSync>();

	readonly #mark: EndMark;

	constructor(database: DatabaseSync, lock: DatabaseSync | null, mark: EndMark) {
		this.#database = database;
		this.#lock = lock;
		this.#mark = mark;
	}

	async commit(batch: Batch): Promise<void> {
		const ends: { day: string; end: ChainAt }[] = [];
		this.#write(() => {
			const { hall } = batch;
			for (const { day, events } of [...(batch.late ?? []), batch]) {
				const end = this.#append(hall, day, events);
				if (end) ends.push({ day, end });
			}
			for (const { station, epoch, outcome } of batch.outcomes) {
				const advanced = this.#advance(hall, station, epoch, outcome);
				if (advanced !== 1) throw new Error(`command ${outcome.n} of ${station} does not follow its last one`);
				const fields = [hall, station, epoch, outcome.n, JSON.stringify(outcome)];
				this.#statement('INSERT INTO outcome (hall, station, epoch, n, outcome, proof) VALUES (?, ?, ?, ?, ?, ?)').run(
					...fields,
					rowCheck(...fields),
				);
			}
		});
		const last = ends.at(-1);
		if (last) this.#mark.write(batch.hall, last.day, last.end);
	}

	/** Rows changed: 1 when the outcome follows the seat's last number. */
	#advance(hall: string, station: string, epoch: string, { n, result }: KeptOutcome): number {
		const seat = [hall, station, epoch];
		const row = [...seat, n, rowCheck(...seat, n)];
		if (result === 'settled')
			return Number(
				this.#statement(
					'INSERT INTO seat (hall, station, epoch, n, proof) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hall, station, epoch) DO UPDATE SET n = excluded.n, proof = excluded.proof WHERE n < excluded.n',
				).run(...row).changes,
			);
		if (n === 1)
			return Number(
				this.#statement('INSERT OR IGNORE INTO seat (hall, station, epoch, n, proof) VALUES (?, ?, ?, ?, ?)').run(...row).changes,
			);
		return Number(
			this.#statement('UPDATE seat SET n = ?, proof = ? WHERE hall = ? AND station = ? AND epoch = ? AND n = ?').run(
				n,
				rowCheck(...seat, n),
				...seat,
				n - 1,
			).changes,
		);
	}

	/** Where the log ends now; `null` = nothing was appended. */
	#append(hall: string, day: string, events: HallEvent[]): ChainAt | null {
		if (events.length === 0) return null;
		const row = this.#statement('SELECT head, chain FROM day_end WHERE hall = ? AND day = ?').get(hall, day) as StoredRow | undefined;
		if (!row) throw new Error(`day ${day} of ${hall} has not been begun`);
		const insert = this.#statement('INSERT INTO event (hall, day, position, event, chain) VALUES (?, ?, ?, ?, ?)');
		const end: ChainAt = { head: Number(row.head), hash: String(row.chain) };
		for (const event of events) {
			if (event.position !== end.head + 1) throw new Error(`event ${event.position} does not continue the log of ${day}`);
			end.head += 1;
			end.hash = chainAfter(end.hash, event);
			insert.run(hall, day, event.position, JSON.stringify(event), end.hash);
		}
		this.#statement('UPDATE day_end SET head = ?, chain = ? WHERE hall = ? AND day = ?').run(end.head, end.hash, hall, day);
		return end;
	}

	async keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		const text = JSON.stringify(plan);
		this.#write(() => {
			const end = this.#statement('SELECT 1 FROM day_end WHERE hall = ? AND day = ?').get(hall, day);
			// A day whose own row went away must not begin anew over its events.
			if (!end && this.#statement('SELECT 1 FROM event WHERE hall = ? AND day = ? LIMIT 1').get(hall, day))
				throw new StoreFailure(
					'corrupt',
					`The log is damaged: events of ${day} are there, and the day itself is not. Nothing was decided on it.`,
				);
			this.#statement(
				'INSERT INTO hall_day (hall, day, plan, proof) VALUES (?, ?, ?, ?) ON CONFLICT (hall, day) DO UPDATE SET plan = excluded.plan, proof = excluded.proof',
			).run(hall, day, text, rowCheck(hall, day, text));
			if (!end) this.#statement('INSERT INTO day_end (hall, day, head, chain) VALUES (?, ?, 0, ?)').run(hall, day, chainStart);
		});
	}

	async days(): Promise<DayEntry[]> {
		return this.#rows(`${dayColumns} ORDER BY hall_day.day, hall_day.hall`).map(dayOf);
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		return this.#rows('SELECT day, head FROM day_end WHERE hall = ? AND day >= ? ORDER BY day', hall, since).map((row) => ({
			day: String(row.day),
			head: Number(row.head),
		}));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		const rows = this.#rows(`${dayColumns} WHERE hall_day.hall = ? AND hall_day.day = ?`, hall, day);
		return rows[0] ? dayOf(rows[0]) : null;
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		const rows = this.#rows(
			'SELECT position, event, chain FROM event WHERE hall = ? AND day = ? AND position >= ? ORDER BY position LIMIT ?',
			hall,
			day,
			position,
			position === 0 ? limit : limit + 1,
		);
		return eventsOf(rows, day, position);
	}

	async lastNumber({ hall, station, epoch }: SeatKey): Promise<number> {
		const rows = this.#rows('SELECT n, proof FROM seat WHERE hall = ? AND station = ? AND epoch = ?', hall, station, epoch);
		return rows[0] ? numberOf(rows[0], [hall, station, epoch]) : 0;
	}

	async outcome({ hall, station, epoch }: SeatKey, n: number): Promise<KeptOutcome | null> {
		const rows = this.#rows(
			'SELECT outcome, proof FROM outcome WHERE hall = ? AND station = ? AND epoch = ? AND n = ?',
			hall,
			station,
			epoch,
			n,
		);
		return rows[0] ? outcomeOf(rows[0], [hall, station, epoch, n]) : null;
	}

	async putRecord(kind: string, key: string, value: unknown): Promise<void> {
		await this.putRecords([{ kind, key, value }]);
	}

	async putRecords(records: readonly KeptRecord[]): Promise<void> {
		this.#write(() => putRows((sql) => this.#statement(sql), records));
	}

	async record(kind: string, key: string): Promise<unknown> {
		const rows = this.#rows('SELECT kind, key, value, proof FROM record WHERE kind = ? AND key = ?', kind, key);
		return rows[0] ? recordOf(rows[0]).value : null;
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		return wholeKind(kind, this.#rows(rowsOfKind, kind, kind));
	}

	async deleteRecord(kind: string, key: string): Promise<void> {
		this.#write(() => deleteRow((sql) => this.#statement(sql), kind, key));
	}

	async recordDamage(whole: boolean): Promise<RecordDamage> {
		return this.#looking(() => recordDamageOf(this.#database, whole));
	}

	async recordKeys(kind: string): Promise<string[]> {
		return this.#rows('SELECT key FROM record WHERE kind = ?', kind).map(({ key }) => String(key));
	}

	async mendRecords(change: Parameters<HallStore['mendRecords']>[0]): Promise<void> {
		this.#write(() => mendRecordRows(this.#database, change));
	}

	async mendSeats(): Promise<number> {
		let made = 0;
		this.#write(() => {
			made = mendSeatRows(this.#database);
		});
		return made;
	}

	async putBitsRight(): Promise<number> {
		let mended = 0;
		this.#write(() => {
			this.#database.exec(unlockEvents);
			mended = putBitsRight(this.#database);
			this.#database.exec(lockEvents);
		});
		return mended;
	}

	async keptDays(): Promise<{ hall: string; day: string }[]> {
		return this.#looking(() => keptDaysOf(this.#database, this.#mark.day()));
	}

	async prove(hall: string, day: string): Promise<DayProof> {
		return this.#looking(() => proveRows(this.#database, hall, day, this.#mark.of(hall, day)));
	}

	async readUnproved(hall: string, day: string): Promise<HallEvent[]> {
		return unproved(this.#rows('SELECT event FROM event WHERE hall = ? AND day = ? ORDER BY position', hall, day));
	}

	async mend(hall: string, day: string, log: { plan: DayEntry['plan'] | null; events: readonly HallEvent[] }): Promise<void> {
		let end: ChainAt = { head: 0, hash: chainStart };
		this.#write(() => {
			end = mendRows(this.#database, hall, day, log);
		});
		// A note of the end that was wrong goes with it.
		for (const place of this.#mark.of(hall, day) ? [1, 2] : []) if (place > 0) this.#mark.write(hall, day, end);
	}

	async damagedRows(): Promise<DamagedRow[]> {
		return this.#looking(() => damagedRowsOf(this.#database));
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		try {
			this.#database.close();
		} finally {
			this.#mark.close();
			this.#lock?.close();
		}
	}

	#statement(sql: string): StatementSync {
		const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
		this.#statements.set(sql, known);
		return known;
	}

	#rows(sql: string, ...values: (string | number)[]): StoredRow[] {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		try {
			return this.#statement(sql).all(...values) as StoredRow[];
		} catch (cause) {
			throw failure('read-failed', 'The store cannot be read', cause);
		}
	}

	async #looking<T>(look: () => T | Promise<T>): Promise<T> {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		try {
			return await look();
		} catch (cause) {
			throw failure('read-failed', 'The store cannot be read', cause);
		}
	}

	#write(change: () => void): void {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		if (this.#broken) throw this.#broken;
		try {
			this.#database.exec('BEGIN IMMEDIATE');
			change();
			this.#database.exec('COMMIT');
		} catch (cause) {
			this.#broken = failure('write-failed', 'The store could not write', cause);
			try {
				if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			} catch {
				// The handle is given up anyway; SQLite rolls back when the file is opened again.
			}
			throw this.#broken;
		}
	}
}

const dayColumns =
	'SELECT hall_day.hall, hall_day.day, plan, proof, head FROM hall_day LEFT JOIN day_end ON day_end.hall = hall_day.hall AND day_end.day = hall_day.day';
