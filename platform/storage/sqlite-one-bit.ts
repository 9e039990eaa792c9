/** Puts single flipped bits right in a store that was saved from a damaged one. In the caller's transaction, with the triggers of events off. */
import type { DatabaseSync } from 'node:sqlite';
import { chainStart } from '../../domain/day-hash.ts';
import { holds } from './damaged-rows.ts';
import { valueIn } from './day-proof.ts';
import { type Bytes, eventPutRight, fieldsPutRight, notePutRight, numbersNear } from './one-bit.ts';
import { noteCheck } from './record-sets.ts';
import { chainAfter, rowCheck } from './row-proof.ts';

type Row = Record<string, string | number>;

/** Answers how many rows were put right. */
export function putBitsRight(database: DatabaseSync): number {
	return plans(database) + outcomes(database) + records(database) + notes(database) + events(database) + strays(database);
}

const bytesOf = (value: string | number): Bytes => Buffer.from(String(value));

function plans(database: DatabaseSync): number {
	let mended = 0;
	for (const row of database.prepare('SELECT hall, day, plan, proof, CAST(plan AS BLOB) AS bytes FROM hall_day').all() as Row[]) {
		if (row.proof === rowCheck(row.hall!, row.day!, row.plan!)) continue;
		const right = fieldsPutRight([bytesOf(row.hall!), bytesOf(row.day!), row.bytes as unknown as Bytes], bytesOf(row.proof!));
		if (!right) continue;
		database.prepare('DELETE FROM hall_day WHERE hall = ? AND day = ?').run(row.hall!, row.day!);
		database.prepare('INSERT OR IGNORE INTO hall_day (hall, day, plan, proof) VALUES (?, ?, ?, ?)').run(...right, rowCheck(...right));
		mended += 1;
	}
	return mended;
}

function outcomes(database: DatabaseSync): number {
	let mended = 0;
	for (const row of database.prepare('SELECT *, CAST(outcome AS BLOB) AS bytes FROM outcome').all() as Row[]) {
		if (holds('outcome', row)) continue;
		const { hall, station, epoch, n, bytes, proof } = row;
		const key = [hall!, station!, epoch!].map(bytesOf);
		// The number is no text in the file: its bits are tried one by one.
		const right = numbersNear(Number(n)).map((each, place) =>
			place === 0
				? fieldsPutRight([...key, bytesOf(each), bytes as unknown as Bytes], bytesOf(proof!))
				: rowCheck(hall!, station!, epoch!, each, String(row.outcome)) === proof
					? [String(hall), String(station), String(epoch), String(each), String(row.outcome)]
					: null,
		);
		const found = right.find((each) => each !== null);
		if (!found) continue;
		const [ofHall, ofStation, ofEpoch, number, text] = found as [string, string, string, string, string];
		database.prepare('DELETE FROM outcome WHERE hall = ? AND station = ? AND epoch = ? AND n = ?').run(hall!, station!, epoch!, n!);
		database
			.prepare('INSERT OR IGNORE INTO outcome (hall, station, epoch, n, outcome, proof) VALUES (?, ?, ?, ?, ?, ?)')
			.run(ofHall, ofStation, ofEpoch, Number(number), text, rowCheck(ofHall, ofStation, ofEpoch, number, text));
		mended += 1;
	}
	return mended;
}

function records(database: DatabaseSync): number {
	let mended = 0;
	for (const row of database.prepare('SELECT *, CAST(value AS BLOB) AS bytes FROM record').all() as Row[]) {
		if (holds('record', row)) continue;
		const right = fieldsPutRight([bytesOf(row.kind!), bytesOf(row.key!), row.bytes as unknown as Bytes], bytesOf(row.proof!));
		if (!right) continue;
		database.prepare('DELETE FROM record WHERE kind = ? AND key = ?').run(row.kind!, row.key!);
		database.prepare('INSERT OR IGNORE INTO record (kind, key, value, proof) VALUES (?, ?, ?, ?)').run(...right, rowCheck(...right));
		mended += 1;
	}
	return mended;
}

/** Events whose key was damaged, so that they seem to be of another place: they tell themselves which they are of, and the chain there proves it. */
function strays(database: DatabaseSync): number {
	let mended = 0;
	const halls = (database.prepare('SELECT DISTINCT hall FROM hall_day').all() as { hall: string }[]).map(({ hall }) => hall);
	const move = database.prepare('UPDATE OR IGNORE event SET hall = ?, day = ?, position = ? WHERE hall = ? AND day = ? AND position = ?');
	const before = database.prepare('SELECT chain FROM event WHERE hall = ? AND day = ? AND position = ?');
	for (const { hall, day, position, event, chain } of database
		.prepare('SELECT hall, day, position, event, chain FROM event')
		.all() as Row[]) {
		const own = valueIn(String(event)) as { hall?: string; day?: string; position?: number } | null | undefined;
		if (!own?.hall || !own.day || !own.position) continue;
		const isOfHall = String(hall).split('~')[0] === own.hall;
		if (isOfHall && own.day === day && own.position === position) continue;
		for (const to of isOfHall ? [String(hall)] : halls.filter((each) => each.split('~')[0] === own.hall)) {
			const chainBefore = own.position === 1 ? chainStart : String(before.get(to, own.day, own.position - 1)?.chain);
			if (chainAfter(chainBefore, own) !== chain) continue;
			if (Number(move.run(to, own.day, own.position, hall!, day!, position!).changes) === 0) continue;
			mended += 1;
			break;
		}
	}
	return mended;
}

/** Of which records there are. */
function notes(database: DatabaseSync): number {
	let mended = 0;
	if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'record_set'").get()) return mended;
	for (const { kind, count, sum, proof } of database.prepare('SELECT kind, count, sum, proof FROM record_set').all() as Row[]) {
		const right = notePutRight({ kind: String(kind), count: Number(count), sum: String(sum) }, String(proof));
		if (!right) continue;
		database.prepare('DELETE FROM record_set WHERE kind = ?').run(kind!);
		database
			.prepare('INSERT OR IGNORE INTO record_set (kind, count, sum, proof) VALUES (?, ?, ?, ?)')
			.run(right.kind, right.count, right.sum, noteCheck(right));
		mended += 1;
	}
	return mended;
}

function events(database: DatabaseSync): number {
	let mended = 0;
	const put = database.prepare('UPDATE event SET event = ? WHERE hall = ? AND day = ? AND position = ?');
	const days = database.prepare('SELECT DISTINCT hall, day FROM event').all() as { hall: string; day: string }[];
	const rows = database.prepare(
		'SELECT position, event, CAST(event AS BLOB) AS bytes, chain FROM event WHERE hall = ? AND day = ? ORDER BY position',
	);
	for (const { hall, day } of days) {
		let [before, last] = [chainStart, 0];
		for (const { position, event, bytes, chain } of rows.all(hall, day) as Row[]) {
			const value = valueIn(String(event));
			const fits = value !== undefined && chainAfter(before, value) === chain;
			const right = fits || position !== last + 1 ? null : eventPutRight(before, bytes as unknown as Bytes, String(chain));
			if (right !== null) {
				put.run(right, hall, day, Number(position));
				mended += 1;
			}
			[before, last] = [String(chain), Number(position)];
		}
	}
	return mended;
}
