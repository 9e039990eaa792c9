/**
 * Saves what can be read of a damaged file into a sound one, row by row and unchanged, damage included: what is wrong with the rows is found there by
 * their proofs. The damaged file is only read.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { commandsOf, type LoggedCommand } from '../authority/former-log.ts';
import { type KeptOutcome, StoreFailure } from './contract.ts';
import { holds } from './damaged-rows.ts';
import { valueIn } from './day-proof.ts';
import { rowCheck } from './row-proof.ts';
import { lockEvents, schemaVersion, unlockEvents } from './schema.ts';
import { bring, failure } from './sqlite-file.ts';
import { putBitsRight } from './sqlite-one-bit.ts';

type Row = Record<string, string | number>;

const keysOf: Record<string, string> = {
	hall_day: 'hall, day',
	day_end: 'hall, day',
	event: 'hall, day, position',
	seat: 'hall, station, epoch',
	outcome: 'hall, station, epoch, n',
	record: 'kind, key',
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
		const version = isThere(damaged, 'day_end') ? schemaVersion : 1;
		bring(fresh, 0, version);
		fresh.exec('BEGIN');
		for (const table of Object.keys(keysOf)) {
			if (!isThere(fresh, table)) continue;
			if (!copyTable(damaged, fresh, table)) lost.push(table);
		}
		fresh.exec(unlockEvents);
		if (version === schemaVersion) bits = putBitsRight(fresh);
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

/**
 * Makes the outcomes and last numbers of damaged seats anew, out of those that hold and of the log itself (S2): an accepted command stands in it.
 * What left no event and no outcome that holds is settled, as under another term. Answers how many were made.
 */
export function mendSeats(file: string): number {
	const database = new DatabaseSync(file);
	let made = 0;
	try {
		database.exec('BEGIN IMMEDIATE');
		const commands = commandsInLogs(database);
		const seats = new Map<string, { outcomes: Map<number, KeptOutcome>; last: number }>();
		const seat = (key: string) => {
			const known = seats.get(key) ?? { outcomes: new Map(), last: 0 };
			seats.set(key, known);
			return known;
		};
		for (const row of database.prepare('SELECT * FROM outcome').all() as Row[]) {
			if (!holds('outcome', row)) continue;
			const kept = seat(seatKey(row));
			kept.outcomes.set(Number(row.n), JSON.parse(String(row.outcome)) as KeptOutcome);
			kept.last = Math.max(kept.last, Number(row.n));
		}
		for (const row of database.prepare('SELECT * FROM seat').all() as Row[])
			if (holds('seat', row)) seat(seatKey(row)).last = Math.max(seat(seatKey(row)).last, Number(row.n));
		for (const [key, byNumber] of commands) seat(key).last = Math.max(seat(key).last, ...byNumber.keys());
		const put = database.prepare('INSERT OR REPLACE INTO outcome (hall, station, epoch, n, outcome, proof) VALUES (?, ?, ?, ?, ?, ?)');
		const putSeat = database.prepare('INSERT OR REPLACE INTO seat (hall, station, epoch, n, proof) VALUES (?, ?, ?, ?, ?)');
		database.exec('DELETE FROM outcome; DELETE FROM seat');
		for (const [key, { outcomes, last }] of seats) {
			const fields = key.split('\n');
			let before = 0;
			for (let n = 1; n <= last; n += 1) {
				const logged = commands.get(key)?.get(n);
				const outcome: KeptOutcome | null =
					outcomes.get(n) ?? (logged ? { n, result: 'accepted', day: logged.day, from: logged.from, to: logged.to } : null);
				// Numbers that a settled one leapt over have none.
				const leapt = !outcome && leapsOver(outcomes, n, last);
				if (leapt) continue;
				const text = JSON.stringify(outcome ?? { n, result: 'settled' });
				if (!outcomes.has(n)) made += 1;
				put.run(...fields, n, text, rowCheck(...fields, n, text));
				before = n;
			}
			if (before > 0) putSeat.run(...fields, before, rowCheck(...fields, before));
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
	return made;
}

/** The next number that has an outcome was settled: the ones before it were never decided here. */
function leapsOver(outcomes: Map<number, KeptOutcome>, n: number, last: number): boolean {
	for (let next = n + 1; next <= last; next += 1) {
		const found = outcomes.get(next);
		if (found) return found.result === 'settled';
	}
	return false;
}

const seatKey = ({ hall, station, epoch }: Row) => `${hall}\n${station}\n${epoch}`;

function commandsInLogs(database: DatabaseSync): Map<string, Map<number, LoggedCommand & { day: string }>> {
	const found = new Map<string, Map<number, LoggedCommand & { day: string }>>();
	const days = database.prepare('SELECT DISTINCT hall, day FROM event').all() as { hall: string; day: string }[];
	const rows = database.prepare('SELECT event FROM event WHERE hall = ? AND day = ? ORDER BY position');
	for (const { hall, day } of days) {
		const events = (rows.all(hall, day) as Row[]).map(({ event }) => valueIn(String(event))).filter((event) => event !== undefined);
		for (const command of commandsOf(events as unknown as HallEvent[])) {
			const key = seatKey({ hall, ...command } as unknown as Row);
			const known = found.get(key) ?? new Map();
			known.set(command.n, { ...command, day });
			found.set(key, known);
		}
	}
	return found;
}

/** Leaves records out that are not what was written; puts these in. Answers the kinds of those that were left out. */
export function mendRecords(file: string, put: readonly { kind: string; key: string; value: unknown }[]): void {
	const database = new DatabaseSync(file);
	try {
		database.exec('BEGIN IMMEDIATE');
		const drop = database.prepare('DELETE FROM record WHERE kind = ? AND key = ?');
		for (const row of database.prepare('SELECT * FROM record').all() as Row[]) if (!holds('record', row)) drop.run(row.kind!, row.key!);
		const insert = database.prepare('INSERT OR REPLACE INTO record (kind, key, value, proof) VALUES (?, ?, ?, ?)');
		for (const { kind, key, value } of put) {
			const text = JSON.stringify(value);
			insert.run(kind, key, text, rowCheck(kind, key, text));
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** Kind and key of each record that is not what was written. */
export function damagedRecords(file: string): { kind: string; key: string }[] {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database.prepare('SELECT * FROM record').all() as Row[];
		return rows.filter((row) => !holds('record', row)).map(({ kind, key }) => ({ kind: String(kind), key: String(key) }));
	} finally {
		database.close();
	}
}
