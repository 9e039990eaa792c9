/** The rows of records in the embedded store, and the notes of which there are (`record-sets.ts`). In the caller's transaction where they write. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DamagedRecord, KeptRecord, RecordDamage } from './contract.ts';
import { holds } from './damaged-rows.ts';
import { added, compareSets, emptySum, everyKind, noteCheck, type RecordSet, SetChanges, sumOf } from './record-sets.ts';
import { rowCheck } from './row-proof.ts';

type Row = Record<string, string | number>;
type Prepared = (sql: string) => StatementSync;

/** Of one kind, with its note: the kind twice. */
export const rowsOfKind =
	"SELECT key, value, proof, NULL AS count, NULL AS sum FROM record WHERE kind = ? UNION ALL SELECT '', '', proof, count, sum FROM record_set WHERE kind = ? ORDER BY key";

export function putRows(prepared: Prepared, records: readonly KeptRecord[]): void {
	const before = prepared('SELECT proof FROM record WHERE kind = ? AND key = ?');
	const put = prepared(
		'INSERT INTO record (kind, key, value, proof) VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, proof = excluded.proof',
	);
	const changes = new SetChanges();
	for (const { kind, key, value } of records) {
		const text = JSON.stringify(value);
		const proof = rowCheck(kind, key, text);
		changes.replaced(kind, proofIn(before.get(kind, key)), proof);
		put.run(kind, key, text, proof);
	}
	note(prepared, changes);
}

export function deleteRow(prepared: Prepared, kind: string, key: string): void {
	const before = proofIn(prepared('DELETE FROM record WHERE kind = ? AND key = ? RETURNING proof').get(kind, key));
	if (before === null) return;
	const changes = new SetChanges();
	changes.replaced(kind, before, null);
	note(prepared, changes);
}

const proofIn = (row: unknown): string | null => (row ? String((row as Row).proof) : null);

function note(prepared: Prepared, changes: SetChanges): void {
	const known = prepared('SELECT count, sum FROM record_set WHERE kind = ?');
	for (const change of changes.all()) {
		const row = known.get(change.kind) as Row | undefined;
		// A note that was damaged stays at odds with the rows: the change is put on top of it.
		keepNote(prepared, added({ kind: change.kind, count: Number(row?.count ?? 0), sum: String(row?.sum ?? emptySum) }, change));
	}
}

function keepNote(prepared: Prepared, set: RecordSet): void {
	const { kind, count, sum } = set;
	if (count === 0 && sum === emptySum && kind !== everyKind) prepared('DELETE FROM record_set WHERE kind = ?').run(kind);
	else prepared('INSERT OR REPLACE INTO record_set (kind, count, sum, proof) VALUES (?, ?, ?, ?)').run(kind, count, sum, noteCheck(set));
}

function setsThere(database: DatabaseSync): RecordSet[] {
	const sets = new Map<string, RecordSet>();
	for (const { kind, proof } of database.prepare('SELECT kind, proof FROM record').iterate() as Iterable<Row>) {
		const set = sets.get(String(kind)) ?? { kind: String(kind), count: 0, sum: emptySum };
		set.count += 1;
		set.sum = sumOf(set.sum, String(proof));
		sets.set(set.kind, set);
	}
	return [...sets.values()];
}

/** What is there is taken as what was written: for a store that had no notes, or was mended. */
export function noteAllSets(database: DatabaseSync): void {
	database.exec('DELETE FROM record_set');
	const sets = setsThere(database);
	const whole = sets.reduce((all, set) => added(all, set), { kind: everyKind, count: 0, sum: emptySum });
	for (const set of [whole, ...sets])
		database
			.prepare('INSERT INTO record_set (kind, count, sum, proof) VALUES (?, ?, ?, ?)')
			.run(set.kind, set.count, set.sum, noteCheck(set));
}

/** One transaction, so that another process that writes meanwhile makes nothing look damaged. */
export function recordDamageOf(database: DatabaseSync, whole: boolean): RecordDamage {
	const alone = !database.isTransaction;
	if (alone) database.exec('BEGIN');
	try {
		const notes = database.prepare('SELECT kind, count, sum, proof FROM record_set').all() as Row[];
		const noted = notes.map((row) => {
			const set = { kind: String(row.kind), count: Number(row.count), sum: String(row.sum) };
			return { kind: set.kind, set: row.proof === noteCheck(set) ? set : null };
		});
		return { ...compareSets({ noted, there: setsThere(database) }), rows: whole ? damagedIn(database) : [] };
	} finally {
		if (alone) database.exec('COMMIT');
	}
}

function damagedIn(database: DatabaseSync): DamagedRecord[] {
	const found: DamagedRecord[] = [];
	for (const row of database.prepare('SELECT kind, key, value, proof FROM record').iterate() as Iterable<Row>)
		if (!holds('record', row)) found.push({ kind: String(row.kind), key: String(row.key), proof: String(row.proof) });
	return found;
}

export function mendRecordRows(
	database: DatabaseSync,
	{ drop, put }: { drop: readonly { kind: string; key: string }[]; put: readonly KeptRecord[] },
): void {
	const gone = database.prepare('DELETE FROM record WHERE kind = ? AND key = ?');
	for (const { kind, key } of drop) gone.run(kind, key);
	const insert = database.prepare('INSERT OR REPLACE INTO record (kind, key, value, proof) VALUES (?, ?, ?, ?)');
	for (const { kind, key, value } of put) {
		const text = JSON.stringify(value);
		insert.run(kind, key, text, rowCheck(kind, key, text));
	}
	noteAllSets(database);
}
