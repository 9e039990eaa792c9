/** Fills what proves the rows of a store that was written before there were proofs: what stands there is taken as what was written. */
import type { DatabaseSync } from 'node:sqlite';
import { chainStart } from '../../domain/day-hash.ts';
import { valueIn } from './day-proof.ts';
import { chainAfter, rowCheck } from './row-proof.ts';

type Row = Record<string, string | number>;

export function proofsOfAll(database: DatabaseSync): void {
	const days = database.prepare('SELECT hall, day, head FROM hall_day').all() as Row[];
	for (const { hall, day, head } of days) chainDay(database, hall!, day!, head!);
	database.function('row_check', { varargs: true }, (...fields) => rowCheck(...(fields as (string | number)[])));
	database.exec(`
		UPDATE hall_day SET proof = row_check(hall, day, plan);
		UPDATE seat SET proof = row_check(hall, station, epoch, n);
		UPDATE outcome SET proof = row_check(hall, station, epoch, n, outcome);
		UPDATE record SET proof = row_check(kind, key, value);
	`);
}

/** An event that cannot be read gets no value, and those behind it a chain of their own: it is found as damaged from then on. */
function chainDay(database: DatabaseSync, hall: string | number, day: string | number, head: string | number): void {
	const put = database.prepare('UPDATE event SET chain = ? WHERE hall = ? AND day = ? AND position = ?');
	let chain = chainStart;
	const rows = database.prepare('SELECT position, event FROM event WHERE hall = ? AND day = ? ORDER BY position').all(hall, day) as Row[];
	for (const { position, event } of rows) {
		const value = valueIn(String(event));
		chain = value === undefined ? chainStart : chainAfter(chain, value);
		put.run(chain, hall, day, position!);
	}
	database.prepare('INSERT INTO day_end (hall, day, head, chain) VALUES (?, ?, ?, ?)').run(hall, day, head, chain);
}
