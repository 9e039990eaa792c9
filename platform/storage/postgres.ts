/**
 * The store of a centre, on PostgreSQL: one connection that decides, `synchronous_commit = on`. Two platform processes may name the same
 * database: one of them works for a hall, held by an advisory lock that the database frees when that process or its connection dies.
 * The only file that knows the database library.
 */
import { Client, DatabaseError, types } from 'pg';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart } from '../../domain/day-hash.ts';
import { eventsOf, unproved } from './chained-rows.ts';
import type { Batch, DamagedRow, DayEntry, DayHead, HallStore, KeptOutcome, KeptRecord, RecordDamage, SeatKey } from './contract.ts';
import { damagedRowsIn, unevenRows } from './damaged-rows.ts';
import { type ChainedRow, type DayProof, proveDay } from './day-proof.ts';
import { migrate, takeHall } from './postgres-begin.ts';
import { putBitsRight } from './postgres-one-bit.ts';
import { deleteRow, mendRecordRows, mendSeatRows, putRows, recordDamageOf, rowsOfKind, textOf } from './postgres-records.ts';
import { lockEvents, unlockEvents } from './postgres-schema.ts';
import { dayColumns, endOfDay, nameOf, rowsOf } from './postgres-texts.ts';
import { wholeKind } from './record-sets-read.ts';
import { type ChainAt, chainAfter, rowCheck } from './row-proof.ts';
import { StoreFailure, type StoreFailureCode } from './store-failure.ts';
import { dayOf, numberOf, outcomeOf, recordOf, type StoredRow } from './stored-rows.ts';

export interface PostgresOptions {
	/** `postgres://user:password@host:port/database` */
	url: string;
	/** The hall this process decides for: no second process can hold the same. Absent = read only. */
	hall?: string;
}

const connectWithinMs = 5_000;
/** What was there counts in the notes of which records there are, so two processes of two halls write records one after the other. */
const beginRecords = 'BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(7307)';

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
		return new PostgresStore(client, options.hall);
	} catch (cause) {
		await client.end().catch(() => {});
		throw failure('cannot-open', 'The PostgreSQL store cannot be opened', cause);
	}
}

class PostgresStore implements HallStore {
	#client: Client;
	#readOnly: boolean;
	#broken: StoreFailure | null = null;
	#closed = false;
	/** One connection, one transaction at a time. */
	#turn: Promise<unknown> = Promise.resolve();

	/** Whose notes of which records there are this process keeps. */
	readonly #holder: string;

	constructor(client: Client, hall: string | undefined) {
		this.#client = client;
		this.#readOnly = hall === undefined;
		this.#holder = hall ?? '';
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
					'INSERT INTO outcome (hall, station, epoch, n, outcome, proof) SELECT $1::text, * FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[])',
					[
						hall,
						copy.outcomes.map(({ station }) => station),
						copy.outcomes.map(({ epoch }) => epoch),
						copy.outcomes.map(({ outcome }) => outcome.n),
						copy.outcomes.map(({ outcome }) => JSON.stringify(outcome)),
						copy.outcomes.map(({ station, epoch, outcome }) => rowCheck(hall, station, epoch, outcome.n, JSON.stringify(outcome))),
					],
				);
		});
	}

	/** Rows changed: 1 when the outcome follows the seat's last number. */
	#advance(seat: [string, string, string], { n, result }: KeptOutcome): Promise<number> {
		const row = [...seat, n, rowCheck(...seat, n)];
		if (result === 'settled')
			return this.#run(
				'INSERT INTO seat (hall, station, epoch, n, proof) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hall, station, epoch) DO UPDATE SET n = excluded.n, proof = excluded.proof WHERE seat.n < excluded.n',
				row,
			);
		if (n === 1)
			return this.#run('INSERT INTO seat (hall, station, epoch, n, proof) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', row);
		return this.#run('UPDATE seat SET n = $4, proof = $5 WHERE hall = $1 AND station = $2 AND epoch = $3 AND n = $4 - 1', row);
	}

	async #append(hall: string, day: string, events: HallEvent[]): Promise<void> {
		const first = events[0];
		if (!first) return;
		const last = first.position + events.length - 1;
		if (events.some((event, index) => event.position !== first.position + index))
			throw new Error(`event ${first.position} does not continue the log of ${day}`);
		const { rows } = await this.#client.query<StoredRow>({
			...{ text: endOfDay, name: nameOf(endOfDay) },
			values: [hall, day],
		});
		if (Number(rows[0]?.head) !== first.position - 1) throw new Error(`event ${first.position} does not continue the log of ${day}`);
		let chain = String(rows[0]!.hash);
		const chains = events.map((event) => {
			chain = chainAfter(chain, event);
			return chain;
		});
		await this.#run('UPDATE day_end SET head = $3, chain = $4 WHERE hall = $1 AND day = $2', [hall, day, last, chain]);
		await this.#insertEvents(hall, day, events, chains);
	}

	#insertEvents(hall: string, day: string, events: readonly HallEvent[], chains: readonly string[]): Promise<number> {
		return this.#run(
			'INSERT INTO event (hall, day, position, event, chain) SELECT $1::text, $2::text, * FROM unnest($3::int[], $4::text[], $5::text[])',
			[hall, day, events.map(({ position }) => position), events.map((event) => JSON.stringify(event)), chains],
		);
	}

	keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		const text = JSON.stringify(plan);
		return this.#write(async () => {
			await this.#keepPlan(hall, day, text);
			const begun = await this.#run('INSERT INTO day_end (hall, day, head, chain) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING', [
				hall,
				day,
				chainStart,
			]);
			// A day whose own row went away must not begin anew over its events.
			if (begun === 1 && (await this.#run('SELECT 1 FROM event WHERE hall = $1 AND day = $2 LIMIT 1', [hall, day])) > 0)
				throw new StoreFailure(
					'corrupt',
					`The log is damaged: events of ${day} are there, and the day itself is not. Nothing was decided on it.`,
				);
		});
	}

	#keepPlan(hall: string, day: string, plan: string): Promise<number> {
		return this.#run(
			'INSERT INTO hall_day (hall, day, plan, proof) VALUES ($1, $2, $3, $4) ON CONFLICT (hall, day) DO UPDATE SET plan = excluded.plan, proof = excluded.proof',
			[hall, day, plan, rowCheck(hall, day, plan)],
		);
	}

	async days(): Promise<DayEntry[]> {
		const rows = await this.#rows(`${dayColumns} ORDER BY hall_day.day COLLATE "C", hall_day.hall COLLATE "C"`);
		return rows.map(dayOf);
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		const rows = await this.#rows('SELECT day, head FROM day_end WHERE hall = $1 AND day COLLATE "C" >= $2 ORDER BY day COLLATE "C"', [
			hall,
			since,
		]);
		return rows.map((row) => ({ day: String(row.day), head: Number(row.head) }));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		const rows = await this.#rows(`${dayColumns} WHERE hall_day.hall = $1 AND hall_day.day = $2`, [hall, day]);
		return rows[0] ? dayOf(rows[0]) : null;
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		const most = Number.isFinite(limit) ? limit : 2_147_483_647;
		const rows = await this.#rows(
			'SELECT position, event, chain FROM event WHERE hall = $1 AND day = $2 AND position >= $3 ORDER BY position LIMIT $4',
			[hall, day, position, position === 0 ? most : Math.min(most + 1, 2_147_483_647)],
		);
		return eventsOf(rows, day, position);
	}

	async lastNumber({ hall, station, epoch }: SeatKey): Promise<number> {
		const rows = await this.#rows('SELECT n, proof FROM seat WHERE hall = $1 AND station = $2 AND epoch = $3', [hall, station, epoch]);
		return rows[0] ? numberOf(rows[0], [hall, station, epoch]) : 0;
	}

	async outcome({ hall, station, epoch }: SeatKey, n: number): Promise<KeptOutcome | null> {
		const rows = await this.#rows('SELECT outcome, proof FROM outcome WHERE hall = $1 AND station = $2 AND epoch = $3 AND n = $4', [
			hall,
			station,
			epoch,
			n,
		]);
		return rows[0] ? outcomeOf(rows[0], [hall, station, epoch, n]) : null;
	}

	putRecord(kind: string, key: string, value: unknown): Promise<void> {
		return this.putRecords([{ kind, key, value }]);
	}

	putRecords(records: readonly KeptRecord[]): Promise<void> {
		// As text at once: a value that cannot be kept is refused before anything is written.
		const rows = records.map(textOf);
		return this.#write(() => putRows(this.#client, this.#holder, rows), beginRecords);
	}

	async record(kind: string, key: string): Promise<unknown> {
		const rows = await this.#rows('SELECT kind, key, value, proof FROM record WHERE kind = $1 AND key = $2', [kind, key]);
		return rows[0] ? recordOf(rows[0]).value : null;
	}

	async records(kind: string): Promise<{ key: string; value: unknown }[]> {
		return wholeKind(kind, await this.#rows(rowsOfKind, [kind]));
	}

	deleteRecord(kind: string, key: string): Promise<void> {
		return this.#write(() => deleteRow(this.#client, this.#holder, kind, key), beginRecords);
	}

	recordDamage(whole: boolean): Promise<RecordDamage> {
		return this.#looking(() => recordDamageOf(this.#client, whole));
	}

	async recordKeys(kind: string): Promise<string[]> {
		return (await this.#rows('SELECT key FROM record WHERE kind = $1', [kind])).map(({ key }) => String(key));
	}

	mendRecords(change: Parameters<HallStore['mendRecords']>[0]): Promise<void> {
		const put = change.put.map(textOf);
		return this.#write(() => mendRecordRows(this.#client, this.#holder, { drop: change.drop, put }), beginRecords);
	}

	async mendSeats(): Promise<number> {
		let made = 0;
		await this.#write(async () => {
			made = await mendSeatRows(this.#client);
		});
		return made;
	}

	async putBitsRight(): Promise<number> {
		let mended = 0;
		await this.#write(async () => {
			await this.#client.query(unlockEvents);
			mended = await putBitsRight(this.#client);
			await this.#client.query(lockEvents);
		});
		return mended;
	}

	async keptDays(): Promise<{ hall: string; day: string }[]> {
		const rows = await this.#rows(
			'SELECT hall, day FROM hall_day UNION SELECT hall, day FROM day_end UNION SELECT hall, day FROM event ORDER BY day, hall',
		);
		return rows.map(({ hall, day }) => ({ hall: String(hall), day: String(day) }));
	}

	async prove(hall: string, day: string): Promise<DayProof> {
		const [own] = await this.#rows('SELECT plan, proof FROM hall_day WHERE hall = $1 AND day = $2', [hall, day]);
		return proveDay({
			hall,
			day,
			mark: null,
			plan: own ? own.proof === rowCheck(hall, day, String(own.plan)) : null,
			end: async () => ((await this.#rows(endOfDay, [hall, day]))[0] as unknown as ChainAt | undefined) ?? null,
			rows: async (after, most) =>
				(await this.#rows(
					'SELECT position, event, chain FROM event WHERE hall = $1 AND day = $2 AND position > $3 ORDER BY position LIMIT $4',
					[hall, day, after, most],
				)) as unknown as ChainedRow[],
		});
	}

	async readUnproved(hall: string, day: string): Promise<HallEvent[]> {
		return unproved(await this.#rows('SELECT event FROM event WHERE hall = $1 AND day = $2 ORDER BY position', [hall, day]));
	}

	mend(hall: string, day: string, { plan, events }: { plan: DayEntry['plan'] | null; events: readonly HallEvent[] }): Promise<void> {
		const log = structuredClone(events);
		const text = plan ? JSON.stringify(plan) : null;
		return this.#write(async () => {
			await this.#client.query(unlockEvents);
			if (text !== null) await this.#keepPlan(hall, day, text);
			await this.#run(
				'INSERT INTO damaged_row (hall, day, position, event, chain) SELECT hall, day, position, event, chain FROM event WHERE hall = $1 AND day = $2',
				[hall, day],
			);
			await this.#run('DELETE FROM event WHERE hall = $1 AND day = $2', [hall, day]);
			let chain = chainStart;
			const chains = log.map((event) => {
				chain = chainAfter(chain, event);
				return chain;
			});
			await this.#insertEvents(hall, day, log, chains);
			await this.#run(
				'INSERT INTO day_end (hall, day, head, chain) VALUES ($1, $2, $3, $4) ON CONFLICT (hall, day) DO UPDATE SET head = excluded.head, chain = excluded.chain',
				[hall, day, log.length, chain],
			);
			await this.#client.query(lockEvents);
		});
	}

	async damagedRows(): Promise<DamagedRow[]> {
		const rows = await damagedRowsIn((table, after, most) => this.#rows(rowsOf[table], [...after, most]));
		return [...rows, ...unevenRows(await this.recordDamage(false))];
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
		return this.#looking(async () => (await this.#client.query<StoredRow>({ text: sql, values, name: nameOf(sql) })).rows);
	}

	async #looking<T>(look: () => Promise<T>): Promise<T> {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		return this.#inTurn(async () => {
			try {
				return await look();
			} catch (cause) {
				throw failure('read-failed', 'The store cannot be read', cause);
			}
		});
	}

	/** One transaction. After a failed one nothing more is written: whether a broken COMMIT took place is not known (I-22). */
	async #write(change: () => Promise<unknown>, begin = 'BEGIN'): Promise<void> {
		if (this.#closed) throw new StoreFailure('closed', 'The store is closed.');
		return this.#inTurn(async () => {
			if (this.#broken) throw this.#broken;
			if (this.#readOnly) throw new StoreFailure('write-failed', 'The store was opened for reading only.');
			try {
				await this.#client.query(begin);
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

// Heads and numbers are 32-bit; were a column ever wider, its text must not come back silently as something else.
types.setTypeParser(20, (text) => Number(text));
