/** Records of one kind as they are read for use: each held to its own check, and all of them to the note of which there are. */

import { added, emptySum, noteCheck, type RecordSet, sumOf } from './record-sets.ts';
import { StoreFailure } from './store-failure.ts';
import { recordOf, type StoredRow } from './stored-rows.ts';

/**
 * `rows`: of `key, value, proof, count, sum` in order of the key; those of the notes have a `count` and no value, those of records have none. Read in one
 * statement, so that nothing is written in between. Rejects with `corrupt`.
 */
export function wholeKind(kind: string, rows: readonly StoredRow[]): { key: string; value: unknown }[] {
	let noted: RecordSet = { kind, count: 0, sum: emptySum };
	let there: RecordSet = noted;
	const found: { key: string; value: unknown }[] = [];
	for (const row of rows) {
		if (row.count === null) {
			found.push(recordOf({ kind, ...row }));
			there = added(there, { kind, count: 1, sum: String(row.proof) });
			continue;
		}
		const note = { kind, count: Number(row.count), sum: String(row.sum) };
		if (row.proof !== noteCheck(note)) throw damaged(kind);
		noted = added(noted, note);
	}
	if (noted.count !== there.count || sumOf(noted.sum, there.sum) !== emptySum) throw damaged(kind);
	return found;
}

const damaged = (kind: string) =>
	new StoreFailure(
		'corrupt',
		`The store is damaged: the records of the kind ${kind} are not those that were written. Nothing was decided on them.`,
	);
