/**
 * The embedded store, on `node:sqlite`: WAL, `synchronous=FULL` (every commit is fsynced), one connection.
 * The only file that knows the database library.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
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
	type StoreFailureCode,
} from './contract.ts';
import { migrations, schemaVersion } from './schema.ts';
import { dayOf, eventOf, recordOf, type StoredRow } from './stored-rows.ts';

export const databaseFile = 'hall.sqlite';
const lockFile = 'in-use.sqlite';

/** The settings that make a commit durable; the benchmark of raw commits uses the same. */
export const durablePragmas = ['PRAGMA journal_mode=WAL', 'PRAGMA synchronous=FULL', 'PRAGMA foreign_keys=ON', 'PRAGMA busy_timeout=2000'];

/** SQLite's result codes SQLITE_CORRUPT and SQLITE_NOTADB. */
const damaged = new Set([11, 26]);
const resultCode = (cause: unknown) => (cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : 0);

function failure(fallback: StoreFailureCode, what: string, cause: unknown): StoreFailure {
	if (cause instanceof StoreFailure) return cause;
	const code = damaged.has(resultCode(cause)) ? 'corrupt' : fallback;
	return new StoreFailure(code, `${what}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
}

/** Opens (and creates, when new) the store in `folder`, for one platform at a time. */
export function openSqlite(folder: string): HallStore {
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw failure('cannot-open', `The data folder ${folder} cannot be made or written`, cause);
	}
	const lock = holdFolder(folder);
	try {
		return new SqliteStore(prepare(openFile(join(folder, databaseFile), false)), lock);
	} catch (cause) {
		lock.close();
		throw cause;
	}
}

/** Opens an existing store for reading only; works while a platform runs on it. */
export function readSqlite(folder: string): HallStore {
	const file = join(folder, databaseFile);
	if (!existsSync(file)) throw new StoreFailure('missing', `There is no hall store in ${folder} (expected ${databaseFile} there).`);
	const database = openFile(file, true);
	checkVersion(database);
	return new SqliteStore(database, null);
}

/** A second platform on the same folder would decide twice. The lock is SQLite's own file lock: the system frees it however we end. */
function holdFolder(folder: string): DatabaseSync {
	try {
		const lock = new DatabaseSync(join(folder, lockFile));
		lock.exec('PRAGMA busy_timeout=1500; BEGIN EXCLUSIVE');
		return lock;
	} catch (cause) {
		if (resultCode(cause) === 5)
			throw new StoreFailure(
				'in-use',
				`Another platform already works on ${folder}. Stop it first, or choose another --data folder.`,
				cause,
			);
		throw failure('cannot-open', `The data folder ${folder} cannot be written`, cause);
	}
}

function openFile(file: string, readOnly: boolean): DatabaseSync {
	try {
		const database = new DatabaseSync(file, { readOnly });
		if (readOnly) database.exec('PRAGMA busy_timeout=2000');
		else for (const pragma of durablePragmas) database.exec(pragma);
		const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
		if (check.quick_check !== 'ok')
			throw new StoreFailure('corrupt', `The store ${file} is damaged: ${check.quick_check}. Restore it from a copy.`);
		return database;
	} catch (cause) {
		throw failure('cannot-open', `The store ${file} cannot be opened`, cause);
	}
}

function checkVersion(database: DatabaseSync): number {
	const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
	if (version > schemaVersion)
		throw new StoreFailure('newer-schema', `The store has schema ${version}; this Tidehall knows ${schemaVersion}. Use the newer program.`);
	return version;
}

function prepare(database: DatabaseSync): DatabaseSync {
	const version = checkVersion(database);
	for (let step = version; step < schemaVersion; step++) {
		database.exec(`BEGIN IMMEDIATE; ${migrations[step]}; PRAGMA user_version=${step + 1}; COMMIT`);
	}
	return database;
}

class SqliteStore implements HallStore {
	#database: DatabaseSync;
	#lock: DatabaseSync | null;
	#broken: StoreFailure | null = null;
	#closed = false;
	#statements = new Map<string, StatementSync>();

	constructor(database: DatabaseSync, lock: DatabaseSync | null) {
		this.#database = database;
		this.#lock = lock;
	}

	async commit(batch: Batch): Promise<void> {
		this.#write(() => {
			const { hall } = batch;
			for (const { day, events } of [batch, ...(batch.late ?? [])]) this.#append(hall, day, events);
			for (const { station, epoch, outcome } of batch.outcomes) {
				const advanced = this.#advance(hall, station, epoch, outcome);
				if (advanced !== 1) throw new Error(`command ${outcome.n} of ${station} does not follow its last one`);
				this.#statement('INSERT INTO outcome (hall, station, epoch, n, outcome) VALUES (?, ?, ?, ?, ?)').run(
					hall,
					station,
					epoch,
					outcome.n,
					JSON.stringify(outcome),
				);
			}
		});
	}

	/** Rows changed: 1 when the outcome follows the seat's last number. */
	#advance(hall: string, station: string, epoch: string, { n, result }: KeptOutcome): number {
		const seat = [hall, station, epoch];
		if (result === 'settled')
			return Number(
				this.#statement(
					'INSERT INTO seat (hall, station, epoch, n) VALUES (?, ?, ?, ?) ON CONFLICT (hall, station, epoch) DO UPDATE SET n = excluded.n WHERE n < excluded.n',
				).run(...seat, n).changes,
			);
		if (n === 1)
			return Number(this.#statement('INSERT OR IGNORE INTO seat (hall, station, epoch, n) VALUES (?, ?, ?, 1)').run(...seat).changes);
		return Number(
			this.#statement('UPDATE seat SET n = ? WHERE hall = ? AND station = ? AND epoch = ? AND n = ?').run(n, ...seat, n - 1).changes,
		);
	}

	#append(hall: string, day: string, events: HallEvent[]): void {
		const first = events[0];
		if (!first) return;
		const insert = this.#statement('INSERT INTO event (hall, day, position, event) VALUES (?, ?, ?, ?)');
		for (const event of events) insert.run(hall, day, event.position, JSON.stringify(event));
		const last = first.position + events.length - 1;
		const moved = this.#statement('UPDATE hall_day SET head = ? WHERE hall = ? AND day = ? AND head = ?').run(
			last,
			hall,
			day,
			first.position - 1,
		);
		if (Number(moved.changes) !== 1 || events.at(-1)?.position !== last)
			throw new Error(`event ${first.position} does not continue the log of ${day}`);
	}

	async keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		this.#write(() =>
			this.#statement(
				'INSERT INTO hall_day (hall, day, plan) VALUES (?, ?, ?) ON CONFLICT (hall, day) DO UPDATE SET plan = excluded.plan',
			).run(hall, day, JSON.stringify(plan)),
		);
	}

	async days(): Promise<DayEntry[]> {
		return this.#rows('SELECT hall, day, plan, head FROM hall_day ORDER BY day, hall').map(dayOf);
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		// Asked of the events' own index: in a row of hall_day the head lies behind the whole plan.
		return this.#rows(
			`SELECT day, coalesce((SELECT max(position) FROM event WHERE event.hall = hall_day.hall AND event.day = hall_day.day), 0) AS head
			FROM hall_day WHERE hall = ? AND day >= ? ORDER BY day`,
			hall,
			since,
		).map((row) => ({ day: String(row.day), head: Number(row.head) }));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		const rows = this.#rows('SELECT hall, day, plan, head FROM hall_day WHERE hall = ? AND day = ?', hall, day);
		return rows[0] ? dayOf(rows[0]) : null;
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		return this.#rows(
			'SELECT position, event FROM event WHERE hall = ? AND day = ? AND position > ? ORDER BY position LIMIT ?',
			hall,
			day,
			position,
			limit,
		).map((row) => eventOf(row, day));
	}

	async lastNumber(seat: SeatKey): Promise<number> {
		const rows = this.#rows('SELECT n FROM seat WHERE hall = ? AND station = ? AND epoch = ?', seat.hall, seat.station, seat.epoch);
		return Number(rows[0]?.n ?? 0);
	}

	async outcome(seat: SeatKey, n: number): Promise<KeptOutcome | null> {
		const rows = this.#rows(
			'SELECT outcome FROM outcome WHERE hall = ? AND station = ? AND epoch = ? AND n = ?',
			seat.hall,
			seat.station,
			seat.epoch,
			n,
		);
		return rows[0] ? (JSON.parse(String(rows[0].outcome)) as KeptOutcome) : null;
	}

	async putRecord(kind: string, key: string, value: unknown): Promise<void> {
		await this.putRecords([{ kind, key, value }]);
	}

	async putRecords(records: readonly KeptRecord[]): Promise<void> {
		this.#write(() => {
			const put = this.#statement(
				'INSERT INTO record (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value',
			);
			for (const { kind, key, value } of records) put.run(kind, key, JSON.stringify(value));
		});
	}

	async record(kind: string, key: string): Promise<unknown> {
		const rows = this.#rows('SELECT value FROM record WHERE kind = ? AND key = ?', kind, key);
		return rows[0] ? JSON.parse(String(rows[0].value)) : null;
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		return this.#rows('SELECT key, value FROM record WHERE kind = ? ORDER BY key', kind).map(recordOf);
	}

	async deleteRecord(kind: string, key: string): Promise<void> {
		this.#write(() => this.#statement('DELETE FROM record WHERE kind = ? AND key = ?').run(kind, key));
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		try {
			this.#database.close();
		} finally {
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
