/** The rows of records in PostgreSQL, and the notes of which there are (`record-sets.ts`). In the caller's transaction where they write. */
import type { Client } from 'pg';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { DamagedRecord, KeptRecord, RecordDamage } from './contract.ts';
import { holds } from './damaged-rows.ts';
import { valueIn } from './day-proof.ts';
import { nameOf, rowsOf } from './postgres-texts.ts';
import { added, compareSets, emptySum, everyKind, noteCheck, type RecordSet, SetChanges } from './record-sets.ts';
import { rowCheck } from './row-proof.ts';
import { seatsMadeAnew } from './seats-made-anew.ts';
import type { StoredRow } from './stored-rows.ts';

/** A record as its row is: the value as text, and its check. */
export type RecordText = { kind: string; key: string; value: string; proof: string };

export function textOf({ kind, key, value }: KeptRecord): RecordText {
	const text = JSON.stringify(value);
	return { kind, key, value: text, proof: rowCheck(kind, key, text) };
}

/** Of one kind, with its notes. One statement sees one state, whoever writes meanwhile. */
export const rowsOfKind =
	'SELECT 0 AS part, key, value, proof, NULL::integer AS count, NULL AS sum FROM record WHERE kind = $1 UNION ALL SELECT 1, holder COLLATE "C", NULL, proof, count, sum FROM record_set WHERE kind = $1 ORDER BY 1, 2';

const oldProofs = 'SELECT kind, key, proof FROM record WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))';
const upsert =
	'INSERT INTO record (kind, key, value, proof) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, proof = excluded.proof';
const notesOf = 'SELECT kind, count, sum FROM record_set WHERE holder = $1 AND kind = ANY($2)';
const keepNotes =
	'INSERT INTO record_set (holder, kind, count, sum, proof) SELECT $1::text, * FROM unnest($2::text[], $3::int[], $4::text[], $5::text[]) ON CONFLICT (holder, kind) DO UPDATE SET count = excluded.count, sum = excluded.sum, proof = excluded.proof';

async function run(client: Client, sql: string, values: unknown[]): Promise<StoredRow[]> {
	return (await client.query<StoredRow>({ text: sql, values, name: nameOf(sql) })).rows;
}

const columns = (rows: readonly RecordText[]) => [
	rows.map(({ kind }) => kind),
	rows.map(({ key }) => key),
	rows.map(({ value }) => value),
	rows.map(({ proof }) => proof),
];
const place = ({ kind, key }: { kind: unknown; key: unknown }) => `${kind}\n${key}`;

export async function putRows(client: Client, holder: string, records: readonly RecordText[]): Promise<void> {
	// The last of two with one key counts; one statement cannot write a row twice.
	const rows = [...new Map(records.map((record) => [place(record), record])).values()];
	if (rows.length === 0) return;
	const [kinds, keys] = columns(rows);
	const before = new Map((await run(client, oldProofs, [kinds, keys])).map((row) => [place(row as never), String(row.proof)]));
	const changes = new SetChanges();
	for (const row of rows) changes.replaced(row.kind, before.get(place(row)) ?? null, row.proof);
	await run(client, upsert, columns(rows));
	await note(client, holder, changes);
}

export async function deleteRow(client: Client, holder: string, kind: string, key: string): Promise<void> {
	const [gone] = await run(client, 'DELETE FROM record WHERE kind = $1 AND key = $2 RETURNING proof', [kind, key]);
	if (!gone) return;
	const changes = new SetChanges();
	changes.replaced(kind, String(gone.proof), null);
	await note(client, holder, changes);
}

async function note(client: Client, holder: string, changes: SetChanges): Promise<void> {
	const all = changes.all();
	const rows = await run(client, notesOf, [holder, all.map(({ kind }) => kind)]);
	const known = new Map(rows.map(({ kind, count, sum }) => [String(kind), { kind: String(kind), count: Number(count), sum: String(sum) }]));
	// A note that was damaged stays at odds with the rows: the change is put on top of it.
	await keep(
		client,
		holder,
		all.map((change) => added(known.get(change.kind) ?? { kind: change.kind, count: 0, sum: emptySum }, change)),
	);
}

function keep(client: Client, holder: string, sets: readonly RecordSet[]): Promise<unknown> {
	return run(client, keepNotes, [
		holder,
		sets.map(({ kind }) => kind),
		sets.map(({ count }) => count),
		sets.map(({ sum }) => sum),
		sets.map(noteCheck),
	]);
}

/** The sums of a kind's checks as the database works them out: no value is read. */
const setsThere = `SELECT kind, count(*)::integer AS count,
	lpad(to_hex(coalesce(bit_xor(CASE WHEN proof ~ '^[0-9a-f]{16}$' THEN ('x' || proof)::bit(64)::bigint ELSE 0 END), 0)), 16, '0') AS sum
	FROM record GROUP BY kind`;

const setOf = ({ kind, count, sum }: StoredRow): RecordSet => ({ kind: String(kind), count: Number(count), sum: String(sum) });

/** What is there is taken as what was written: for a database that had no notes, or was mended. */
export async function noteAllSets(client: Client, holder: string): Promise<void> {
	const sets = (await client.query<StoredRow>(setsThere)).rows.map(setOf);
	const whole = sets.reduce((all, set) => added(all, set), { kind: everyKind, count: 0, sum: emptySum });
	await client.query('DELETE FROM record_set');
	await keep(client, holder, [whole, ...sets]);
}

export async function recordDamageOf(client: Client, whole: boolean): Promise<RecordDamage> {
	const rows = await run(
		client,
		`SELECT 0 AS part, kind, count, sum, '' AS proof FROM (${setsThere}) AS there UNION ALL SELECT 1, kind, count, sum, proof FROM record_set`,
		[],
	);
	const noted = rows
		.filter(({ part }) => part === 1)
		.map((row) => ({ kind: String(row.kind), set: row.proof === noteCheck(setOf(row)) ? setOf(row) : null }));
	return {
		...compareSets({ noted, there: rows.filter(({ part }) => part === 0).map(setOf) }),
		rows: whole ? await damagedIn(client) : [],
	};
}

const pageSize = 500;

async function damagedIn(client: Client): Promise<DamagedRecord[]> {
	const found: DamagedRecord[] = [];
	let [kind, key] = ['', ''];
	for (;;) {
		const page = await run(client, rowsOf.record, [kind, key, pageSize]);
		for (const row of page)
			if (!holds('record', row)) found.push({ kind: String(row.kind), key: String(row.key), proof: String(row.proof) });
		if (page.length < pageSize) return found;
		[kind, key] = [String(page.at(-1)!.kind), String(page.at(-1)!.key)];
	}
}

/** What was there is kept in the database before it goes. */
export async function mendRecordRows(
	client: Client,
	holder: string,
	{ drop, put }: { drop: readonly { kind: string; key: string }[]; put: readonly RecordText[] },
): Promise<void> {
	const both = [...drop, ...put];
	const where = '(kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))';
	await run(client, `INSERT INTO damaged_other (was_in, was) SELECT 'record', row_to_json(record)::text FROM record WHERE ${where}`, [
		both.map(({ kind }) => kind),
		both.map(({ key }) => key),
	]);
	await client.query("INSERT INTO damaged_other (was_in, was) SELECT 'record_set', row_to_json(record_set)::text FROM record_set");
	await run(client, `DELETE FROM record WHERE ${where}`, [drop.map(({ kind }) => kind), drop.map(({ key }) => key)]);
	if (put.length > 0) await run(client, upsert, columns(put));
	await noteAllSets(client, holder);
}

/** Answers how many outcomes were made; the rows that did not hold are kept in the database. */
export async function mendSeatRows(client: Client): Promise<number> {
	const all = async (table: 'outcome' | 'seat') => (await client.query<StoredRow>(`SELECT * FROM ${table}`)).rows;
	const [outcomes, seats] = [await all('outcome'), await all('seat')];
	const logs: { hall: string; day: string; events: HallEvent[] }[] = [];
	for (const { hall, day } of (await client.query<StoredRow>('SELECT DISTINCT hall, day FROM event')).rows) {
		const rows = await run(client, 'SELECT event FROM event WHERE hall = $1 AND day = $2 ORDER BY position', [hall, day]);
		const events = rows.map(({ event }) => valueIn(String(event))).filter((event) => event !== undefined);
		logs.push({ hall: String(hall), day: String(day), events: events as HallEvent[] });
	}
	const anew = seatsMadeAnew({ outcomes, seats, logs });
	const damaged = [
		...outcomes.filter((row) => !holds('outcome', row)).map((row) => ['outcome', JSON.stringify(row)]),
		...seats.filter((row) => !holds('seat', row)).map((row) => ['seat', JSON.stringify(row)]),
	];
	await run(client, 'INSERT INTO damaged_other (was_in, was) SELECT * FROM unnest($1::text[], $2::text[])', [
		damaged.map(([table]) => table),
		damaged.map(([, row]) => row),
	]);
	await client.query('DELETE FROM outcome; DELETE FROM seat');
	const column = (rows: readonly (string | number)[][], index: number) => rows.map((row) => row[index]);
	await run(
		client,
		'INSERT INTO outcome (hall, station, epoch, n, outcome, proof) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[])',
		[0, 1, 2, 3, 4, 5].map((index) => column(anew.outcomes, index)),
	);
	await run(
		client,
		'INSERT INTO seat (hall, station, epoch, n, proof) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[])',
		[0, 1, 2, 3, 4].map((index) => column(anew.seats, index)),
	);
	return anew.made;
}
