/** Statements that are used more than once, and their names. */
import { createHash } from 'node:crypto';

export const endOfDay = 'SELECT head, chain AS hash FROM day_end WHERE hall = $1 AND day = $2';
export const dayColumns =
	'SELECT hall_day.hall, hall_day.day, plan, proof, head FROM hall_day LEFT JOIN day_end ON day_end.hall = hall_day.hall AND day_end.day = hall_day.day';
/** In the order of the machine's own letters, whatever the database's language is: a page ends where the next begins. */
export const rowsOf = {
	outcome:
		'SELECT hall, station, epoch, n, outcome, proof FROM outcome WHERE (hall COLLATE "C", station COLLATE "C", epoch COLLATE "C", n) > ($1, $2, $3, $4::int) ORDER BY hall COLLATE "C", station COLLATE "C", epoch COLLATE "C", n LIMIT $5',
	seat: 'SELECT hall, station, epoch, n, proof FROM seat WHERE (hall COLLATE "C", station COLLATE "C", epoch COLLATE "C") > ($1, $2, $3) ORDER BY hall COLLATE "C", station COLLATE "C", epoch COLLATE "C" LIMIT $4',
	record: 'SELECT kind, key, value, proof FROM record WHERE (kind COLLATE "C", key) > ($1, $2) ORDER BY kind COLLATE "C", key LIMIT $3',
};

/** Statements are prepared once on the server, by a name made of their text. */
export function nameOf(sql: string): string {
	const known = names.get(sql) ?? createHash('sha256').update(sql).digest('hex').slice(0, 16);
	names.set(sql, known);
	return known;
}
const names = new Map<string, string>();
