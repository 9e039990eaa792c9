/**
 * The store of a centre, on PostgreSQL: one connection that decides, `synchronous_commit = on`. Two platform processes may name the same
 * database: one of them works for a hall, held by an advisory lock that the database frees when that process or its connection dies.
 * The only file that knows the database library.
 */
import { createHash } from 'node:crypto';
import { Client, DatabaseError, types } from 'pg';
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
import { postgresMigrations, postgresSchemaVersion } from './postgres-schema.ts';
import { dayOf, eventOf, recordOf, type StoredRow } from './stored-rows.ts';

export interface PostgresOptions {
	/** `postgres://user:password@host:port/database` */
	url: string;
	/** The hall this process decides for: no second process can hold the same. Absent = read only. */
	hall?: string;
}

const connectWithinMs = 5_000;

/** SQLSTATE class → what it means to us (PostgreSQL manual, appendix A). */
function codeOf(cause: unknown, fallback: StoreFailureCode): StoreFailureCode {
	if (!(cause instanceof DatabaseError)) return fallback;
	if (cause.code?.startsWith('XX')) return 'corrupt';
	return fallback;
}

/** The message never holds what was written: PostgreSQL puts values into `detail`, which is left out. */
function failure(fallback: StoreFailureCode, what: string, cause: unknown): StoreFailure {
	if (cause instanceof StoreFailure) return cause;
	return new StoreFailure(codeOf(cause, fallback), `${what}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
}

/** Connects, brings the tables up to date, and takes the hall. Rejects with `cannot-open`, `in-use` or `newer-schema`. */
export async function openPostgres(options: PostgresOptions): Promise<HallStore> {
	const client = new Client({ connectionString: options.url, connectionTimeoutMillis: connectWithinMs, keepAlive: true });
	// A connection that breaks is told by the next call; without a listener it would end the process.
	client.on('error', () => {});
	try {
		await client.connect();
		await client.query("SET synchronous_commit = on; SET default_transaction_isolation = 'serializable'");
		await migrate(client);
		if (options.hall !== undefined) await takeHall(client, options.hall);
		return new PostgresStore(client, options.hall === undefined);
	} catch (cause) {
		await client.end().catch(() => {});
		throw failure('cannot-open', 'The PostgreSQL store cannot be opened', cause);
	}
}

async function migrate(client: Client): Promise<void> {
	// Two processes may start at once: the second waits here and finds everything done.
	await client.query('SELECT pg_advisory_lock(7305)');
	try {
		await client.query('CREATE TABLE IF NOT EXISTS tidehall_schema (version integer NOT NULL)');
		const { rows } = await client.query<{ version: number }>('SELECT version FROM tidehall_schema');
		const version = rows[0]?.version ?? 0;
		if (version > postgresSchemaVersion)
			throw new StoreFailure(
				'newer-schema',
				`The store has schema ${version}; this Tidehall knows ${postgresSchemaVersion}. Use the newer program.`,
			);
		for (let step = version; step < postgresSchemaVersion; step++) {
			await client.query('BEGIN');
			await client.query(postgresMigrations[step]!);
			await client.query('DELETE FROM tidehall_schema');
			await client.query('INSERT INTO tidehall_schema (version) VALUES ($1)', [step + 1]);
			await client.query('COMMIT');
		}
	} finally {
		await client.query('ROLLBACK').catch(() => {});
		await client.query('SELECT pg_advisory_unlock(7305)').catch(() => {});
	}
}

async function takeHall(client: Client, hall: string): Promise<void> {
	const key = createHash('sha256').update(`tidehall ${hall}`).digest().readInt32BE(0);
	const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(7306, $1) AS taken', [key]);
	if (!rows[0]?.taken)
		throw new StoreFailure(
			'in-use',
			`Another platform works for hall ${hall} on this database. It goes on there; start this one when that one has ended.`,
		);
}

class PostgresStore implements HallStore {
	#client: Client;
	#readOnly: boolean;
	#broken: StoreFailure | null = null;
	#closed = false;
	/** One connection, one transaction at a time. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(client: Client, readOnly: boolean) {
		this.#client = client;
		this.#readOnly = readOnly;
	}

	commit(batch: Batch): Promise<void> {
		const copy = structuredClone(batch);
		return this.#write(async () => {
			const { hall } = copy;
			for (const { day, events } of [copy, ...(copy.late ?? [])]) await this.#append(hall, day, events);
			for (const { station, epoch, outcome } of copy.outcomes) {
				const advanced = await this.#advance([hall, station, epoch], outcome);
				if (advanced !== 1) throw new Error(`command ${outcome.n} of ${station} does not follow its last one`);
			}
			if (copy.outcomes.length > 0)
				await this.#run(
					'INSERT INTO outcome (hall, station, epoch, n, outcome) SELECT $1::text, * FROM unnest($2::text[], $3::text[], $4::int[], $5::text[])',
					[
						hall,
						copy.outcomes.map(({ station }) => station),
						copy.outcomes.map(({ epoch }) => epoch),
						copy.outcomes.map(({ outcome }) => outcome.n),
						copy.outcomes.map(({ outcome }) => JSON.stringify(outcome)),
					],
				);
		});
	}

	/** Rows changed: 1 when the outcome follows the seat's last number. */
	#advance(seat: [string, string, string], { n, result }: KeptOutcome): Promise<number> {
		if (result === 'settled')
			return this.#run(
				'INSERT INTO seat (hall, station, epoch, n) VALUES ($1, $2, $3, $4) ON CONFLICT (hall, station, epoch) DO UPDATE SET n = excluded.n WHERE seat.n < excluded.n',
				[...seat, n],
			);
		if (n === 1) return this.#run('INSERT INTO seat (hall, station, epoch, n) VALUES ($1, $2, $3, 1) ON CONFLICT DO NOTHING', seat);
		return this.#run('UPDATE seat SET n = $1 WHERE hall = $2 AND station = $3 AND epoch = $4 AND n = $5', [n, ...seat, n - 1]);
	}

	async #append(hall: string, day: string, events: HallEvent[]): Promise<void> {
		const first = events[0];
		if (!first) return;
		const last = first.position + events.length - 1;
		if (events.some((event, index) => event.position !== first.position + index))
			throw new Error(`event ${first.position} does not continue the log of ${day}`);
		const moved = await this.#run('UPDATE hall_day SET head = $1 WHERE hall = $2 AND day = $3 AND head = $4', [
			last,
			hall,
			day,
			first.position - 1,
		]);
		if (moved !== 1) throw new Error(`event ${first.position} does not continue the log of ${day}`);
		await this.#run('INSERT INTO event (hall, day, position, event) SELECT $1::text, $2::text, * FROM unnest($3::int[], $4::text[])', [
			hall,
			day,
			events.map(({ position }) => position),
			events.map((event) => JSON.stringify(event)),
		]);
	}

	keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		const text = JSON.stringify(plan);
		return this.#write(() =>
			this.#run('INSERT INTO hall_day (hall, day, plan) VALUES ($1, $2, $3) ON CONFLICT (hall, day) DO UPDATE SET plan = excluded.plan', [
				hall,
				day,
				text,
			]),
		);
	}

	async days(): Promise<DayEntry[]> {
		const rows = await this.#rows('SELECT hall, day, plan, head FROM hall_day ORDER BY day COLLATE "C", hall COLLATE "C"');
		return rows.map(dayOf);
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		const rows = await this.#rows('SELECT day, head FROM hall_day WHERE hall = $1 AND day COLLATE "C" >= $2 ORDER BY day COLLATE "C"', [
			hall,
			since,
		]);
		return rows.map((row) => ({ day: String(row.day), head: Number(row.head) }));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		const rows = await this.#rows('SELECT hall, day, plan, head FROM hall_day WHERE hall = $1 AND day = $2', [hall, day]);
		return rows[0] ? dayOf(rows[0]) : null;
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		const most = Number.isFinite(limit) ? limit : 2_147_483_647;
		const rows = await this.#rows(
			'SELECT position, event FROM event WHERE hall = $1 AND day = $2 AND position > $3 ORDER BY position LIMIT $4',
			[hall, day, position, most],
		);
		return rows.map((row) => eventOf(row, day));
	}

	async lastNumber({ hall, station, epoch }: SeatKey): Promise<number> {
		const rows = await this.#rows('SELECT n FROM seat WHERE hall = $1 AND station = $2 AND epoch = $3', [hall, station, epoch]);
		return Number(rows[0]?.n ?? 0);
	}

	async outcome({ hall, station, epoch }: SeatKey, n: number): Promise<KeptOutcome | null> {
		const rows = await this.#rows('SELECT outcome FROM outcome WHERE hall = $1 AND station = $2 AND epoch = $3 AND n = $4', [
			hall,
			station,
			epoch,
			n,
		]);
		return rows[0] ? (JSON.parse(String(rows[0].outcome)) as KeptOutcome) : null;
	}

	putRecord(kind: string, key: string, value: unknown): Promise<void> {
		return this.putRecords([{ kind, key, value }]);
	}

	putRecords(records: readonly KeptRecord[]): Promise<void> {
		const rows = records.map(({ kind, key, value }) => [kind, key, JSON.stringify(value)]);
		return this.#write(async () => {
			for (const row of rows)
				await this.#run(
					'INSERT INTO record (kind, key, value) VALUES ($1, $2, $3) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value',
					row,
				);
		});
	}

	async record(kind: string, key: string): Promise<unknown> {
		const rows = await this.#rows('SELECT value FROM record WHERE kind = $1 AND key = $2', [kind, key]);
		return rows[0] ? JSON.parse(String(rows[0].value)) : null;
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		const rows = await this.#rows('SELECT key, value FROM record WHERE kind = $1 ORDER BY key', [kind]);
		return rows.map(recordOf);
	}

	deleteRecord(kind: string, key: string): Promise<void> {
		return this.#write(() => this.#run('DELETE FROM record WHERE kind = $1 AND key = $2', [kind, key]));
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.#turn.catch(() => {});
		await this.#client.end().catch(() => {});
	}

	async #run(sql: string, values: unknown[]): Promise<number> {
		return (await this.#client.query({ text: sql, values, name: nameOf(sql) })).rowCount ?? 0;
	}

	async #rows(sql: string, values: unknown[] = []): Promise<StoredRow[]> {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		return this.#inTurn(async () => {
			try {
				return (await this.#client.query<StoredRow>({ text: sql, values, name: nameOf(sql) })).rows;
			} catch (cause) {
				throw failure('read-failed', 'The store cannot be read', cause);
			}
		});
	}

	/** One transaction. After a failed one nothing more is written: whether a broken COMMIT took place is not known (I-22). */
	async #write(change: () => Promise<unknown>): Promise<void> {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		return this.#inTurn(async () => {
			if (this.#broken) throw this.#broken;
			if (this.#readOnly) throw new StoreFailure('write-failed', 'The store was opened for reading only.');
			try {
				await this.#client.query('BEGIN');
				await change();
				await this.#client.query('COMMIT');
			} catch (cause) {
				this.#broken = failure('write-failed', 'The store could not write', cause);
				await this.#client.query('ROLLBACK').catch(() => {});
				throw this.#broken;
			}
		});
	}

	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(action);
		this.#turn = turn.catch(() => {});
		return turn;
	}
}

/** Statements are prepared once on the server, by a name made of their text. */
function nameOf(sql: string): string {
	const known = names.get(sql) ?? createHash('sha256').update(sql).digest('hex').slice(0, 16);
	names.set(sql, known);
	return known;
}
const names = new Map<string, string>();

// Heads and numbers are 32-bit; were a column ever wider, its text must not come back silently as something else.
types.setTypeParser(20, (text) => Number(text));
