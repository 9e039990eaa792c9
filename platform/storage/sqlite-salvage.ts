/**
 * Saves what can be read of a damaged file into a sound one, row by row and unchanged, damage included: what is wrong with the rows is found there by
 * their proofs. The damaged file is only read.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { valueIn } from './day-proof.ts';
import { lockEvents, schemaVersion, unlockEvents } from './schema.ts';
import { seatsMadeAnew } from './seats-made-anew.ts';
import { bring, failure } from './sqlite-file.ts';
import { putBitsRight } from './sqlite-one-bit.ts';
import { StoreFailure } from './store-failure.ts';

type Row = Record<string, string | number>;

const keysOf: Record<string, string> = {
	hall_day: 'hall, day',
	day_end: 'hall, day',
	event: 'hall, day, position',
	seat: 'hall, station, epoch',
	outcome: 'hall, station, epoch, n',
	record: 'kind, key',
	record_set: 'kind',
};

export interface Salvaged {
	/** Tables of which rows could not be reached. */
	lost: string[];
	/** Rows of which one bit was put right. */
	bits: number;
	/** Rows that belong to no day. */
	strays: number;
}

/** Rejects with `corrupt` when nothing can be read at all. */
export function salvage(from: string, to: string): Salvaged {
	if (!existsSync(from)) throw new StoreFailure('missing', `${from} is gone.`);
	const lost: string[] = [];
	let [bits, strays] = [0, 0];
	const [damaged, fresh] = [new DatabaseSync(from), new DatabaseSync(to)];
	try {
		fresh.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF');
		const version = isThere(damaged, 'record_set') ? schemaVersion : isThere(damaged, 'day_end') ? 2 : 1;
		bring(fresh, 0, version);
		// Of a store with no records; what the damaged one noted takes its place.
		fresh.exec(version === schemaVersion ? 'BEGIN; DELETE FROM record_set' : 'BEGIN');
		for (const table of Object.keys(keysOf)) {
			if (!isThere(fresh, table)) continue;
			if (!copyTable(damaged, fresh, table)) lost.push(table);
		}
		fresh.exec(unlockEvents);
		if (version > 1) bits = putBitsRight(fresh);
		strays = dropStrays(fresh);
		fresh.exec(lockEvents);
		fresh.exec('COMMIT');
		bring(fresh, version, schemaVersion);
	} catch (cause) {
		throw failure('corrupt', `Nothing can be read of ${from} any more`, cause);
	} finally {
		for (const each of [damaged, fresh]) each.close();
	}
	return { lost, bits, strays };
}

function isThere(database: DatabaseSync, table: string): boolean {
	return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

/** From the front up to where reading breaks, then from the back. False when something in between may be lost. */
function copyTable(from: DatabaseSync, to: DatabaseSync, table: string): boolean {
	const all = to.prepare(`PRAGMA table_info(${table})`).all() as { name: string; type: string }[];
	const columns = all.map(({ name }) => name);
	// Byte for byte: a damaged text may be none in UTF-8, and what it was must not be lost on the way.
	const given = all.map(({ type }) => (type === 'TEXT' ? 'CAST(? AS TEXT)' : '?'));
	const taken = all.map(({ name, type }) => (type === 'TEXT' ? `CAST(${name} AS BLOB) AS ${name}` : name));
	const insert = to.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${given.join(', ')})`);
	let refused = 0;
	const copy = (sql: string): boolean => {
		try {
			for (const row of from.prepare(sql).iterate() as Iterable<Row>) {
				try {
					insert.run(...columns.map((name) => row[name]!));
				} catch {
					// A value that this column cannot hold: the row is no row any more.
					refused += 1;
				}
			}
			return true;
		} catch {
			return false;
		}
	};
	const rows = `SELECT ${taken.join(', ')} FROM ${table}`;
	const key = keysOf[table]!;
	// The columns of the table, not the bytes that are asked for under their names.
	const byTable = (names: string) => names.replaceAll(/\w+/g, (name) => `${table}.${name}`);
	const whole = copy(`${rows} ORDER BY ${byTable(key)}`);
	if (!whole) copy(`${rows} ORDER BY ${byTable(key).replaceAll(',', ' DESC,')} DESC`);
	return whole && refused === 0;
}

/** Rows whose key was damaged, so that they seem to be of another day or hall: events tell themselves which they are of. */
function dropStrays(database: DatabaseSync): number {
	let dropped = 0;
	const drop = database.prepare('DELETE FROM event WHERE hall = ? AND day = ? AND position = ?');
	for (const { hall, day, position, event } of database.prepare('SELECT hall, day, position, event FROM event').all() as Row[]) {
		const own = valueIn(String(event)) as { hall?: string; day?: string; position?: number } | null | undefined;
		if (own && (own.day !== day || own.hall !== String(hall).split('~')[0] || own.position !== position))
			dropped += Number(drop.run(hall!, day!, position!).changes);
	}
	// A day whose name was damaged has neither events nor, with them, an end.
	const noEvents = (table: string) => `NOT EXISTS (SELECT 1 FROM event WHERE event.hall = ${table}.hall AND event.day = ${table}.day)`;
	const hasNo = (table: string, other: string) =>
		`NOT EXISTS (SELECT 1 FROM ${other} WHERE ${other}.hall = ${table}.hall AND ${other}.day = ${table}.day)`;
	for (const [table, other] of [
		['hall_day', 'day_end'],
		['day_end', 'hall_day'],
	] as const)
		dropped += Number(database.prepare(`DELETE FROM ${table} WHERE ${hasNo(table, other)} AND ${noEvents(table)}`).run().changes);
	return dropped;
}

/** In the caller's transaction. Answers how many outcomes were made. */
export function mendSeatRows(database: DatabaseSync): number {
	const { outcomes, seats, made } = seatsMadeAnew({
		outcomes: database.prepare('SELECT * FROM outcome').all() as Row[],
		seats: database.prepare('SELECT * FROM seat').all() as Row[],
		logs: logsIn(database),
	});
	database.exec('DELETE FROM outcome; DELETE FROM seat');
	const put = database.prepare('INSERT INTO outcome (hall, station, epoch, n, outcome, proof) VALUES (?, ?, ?, ?, ?, ?)');
	for (const row of outcomes) put.run(...row);
	const putSeat = database.prepare('INSERT INTO seat (hall, station, epoch, n, proof) VALUES (?, ?, ?, ?, ?)');
	for (const row of seats) putSeat.run(...row);
	return made;
}

function* logsIn(database: DatabaseSync): Generator<{ hall: string; day: string; events: HallEvent[] }> {
	const days = database.prepare('SELECT DISTINCT hall, day FROM event').all() as { hall: string; day: string }[];
	const rows = database.prepare('SELECT event FROM event WHERE hall = ? AND day = ? ORDER BY position');
	for (const { hall, day } of days) {
		const events = (rows.all(hall, day) as Row[]).map(({ event }) => valueIn(String(event))).filter((event) => event !== undefined);
		yield { hall, day, events: events as HallEvent[] };
	}
}
