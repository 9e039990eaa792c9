/** What the embedded store proves of itself, and how a damaged day is put right in it. */
import type { DatabaseSync } from 'node:sqlite';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { chainStart } from '../../domain/day-hash.ts';
import type { DamagedRow } from './contract.ts';
import { damagedRowsIn, unevenRows } from './damaged-rows.ts';
import { type ChainedRow, type DayProof, proveDay } from './day-proof.ts';
import { type ChainAt, chainAfter, rowCheck } from './row-proof.ts';
import { lockEvents, unlockEvents } from './schema.ts';
import { recordDamageOf } from './sqlite-records.ts';
import type { StoredRow } from './stored-rows.ts';

type DayName = { hall: string; day: string };

/** `marked`: a day that is told of outside of the database. */
export function keptDaysOf(database: DatabaseSync, marked: DayName | null): DayName[] {
	const names = database.prepare('SELECT hall, day FROM hall_day UNION SELECT hall, day FROM day_end').all() as unknown as DayName[];
	// From name to name through the index: there are many events to a day.
	const next = database.prepare('SELECT hall, day FROM event WHERE (hall, day) > (?, ?) ORDER BY hall, day LIMIT 1');
	let last: DayName = { hall: '', day: '' };
	for (;;) {
		const at = next.get(last.hall, last.day) as unknown as DayName | undefined;
		if (!at || at.hall < last.hall || (at.hall === last.hall && at.day <= last.day)) break;
		names.push({ ...at });
		last = at;
	}
	if (marked) names.push(marked);
	const all = new Map(names.map(({ hall, day }) => [`${day}\n${hall}`, { hall, day }]));
	return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

export function proveRows(database: DatabaseSync, hall: string, day: string, mark: ChainAt | null): Promise<DayProof> {
	const own = database.prepare('SELECT plan, proof FROM hall_day WHERE hall = ? AND day = ?').get(hall, day) as StoredRow | undefined;
	const rows = database.prepare(
		'SELECT hall, day, position, event, chain FROM event WHERE hall = ? AND day = ? AND position > ? ORDER BY position LIMIT ?',
	);
	const end = database.prepare('SELECT head, chain AS hash FROM day_end WHERE hall = ? AND day = ?');
	return proveDay({
		hall,
		day,
		mark,
		plan: own ? own.proof === rowCheck(hall, day, String(own.plan)) : null,
		end: () => (end.get(hall, day) as ChainAt | undefined) ?? null,
		rows: (after, most) =>
			(rows.all(hall, day, after, most) as unknown as (ChainedRow & DayName)[]).map((row) =>
				// A row among this day's whose own key says another: it is none of them.
				row.hall === hall && row.day === day ? row : { ...row, event: '' },
			),
	});
}

/** In the caller's transaction. Answers where the log ends now. */
export function mendRows(
	database: DatabaseSync,
	hall: string,
	day: string,
	{ plan, events }: { plan: HallPlan | null; events: readonly HallEvent[] },
): ChainAt {
	database.exec(unlockEvents);
	if (plan) {
		const text = JSON.stringify(plan);
		database
			.prepare(
				'INSERT INTO hall_day (hall, day, plan, proof) VALUES (?, ?, ?, ?) ON CONFLICT (hall, day) DO UPDATE SET plan = excluded.plan, proof = excluded.proof',
			)
			.run(hall, day, text, rowCheck(hall, day, text));
	}
	database.prepare('DELETE FROM event WHERE hall = ? AND day = ?').run(hall, day);
	const insert = database.prepare('INSERT INTO event (hall, day, position, event, chain) VALUES (?, ?, ?, ?, ?)');
	const end: ChainAt = { head: 0, hash: chainStart };
	for (const event of events) {
		end.head += 1;
		end.hash = chainAfter(end.hash, event);
		insert.run(hall, day, end.head, JSON.stringify(event), end.hash);
	}
	database
		.prepare(
			'INSERT INTO day_end (hall, day, head, chain) VALUES (?, ?, ?, ?) ON CONFLICT (hall, day) DO UPDATE SET head = excluded.head, chain = excluded.chain',
		)
		.run(hall, day, end.head, end.hash);
	database.exec(lockEvents);
	return end;
}

const rowsOf = {
	outcome: 'SELECT hall, station, epoch, n, outcome, proof FROM outcome WHERE (hall, station, epoch, n) > (?, ?, ?, ?) ORDER BY 1, 2, 3, 4',
	seat: 'SELECT hall, station, epoch, n, proof FROM seat WHERE (hall, station, epoch) > (?, ?, ?) ORDER BY 1, 2, 3',
	record: 'SELECT kind, key, value, proof FROM record WHERE (kind, key) > (?, ?) ORDER BY 1, 2',
};

export async function damagedRowsOf(database: DatabaseSync): Promise<DamagedRow[]> {
	const rows = await damagedRowsIn((table, after, most) => database.prepare(`${rowsOf[table]} LIMIT ${most}`).all(...after) as StoredRow[]);
	return [...rows, ...unevenRows(recordDamageOf(database, false))];
}
