/**
 * Records that a platform needs to go on where another one was, so that nobody signs in again, references of people stay the same and reservations
 * hold. What belongs to a machine (its private keys, its own line of commands, its place among the platforms) stays with it.
 */
import type { HallStore, KeptRecord } from '../storage/contract.ts';

const always = ['session', 'person-key', 'station-key', 'own-blocks'];
const book = 'reservation-book';

export async function recordsToHand(store: HallStore, hall: string): Promise<KeptRecord[]> {
	const records: KeptRecord[] = [];
	for (const kind of [...always, `reservation/${hall}`])
		for (const { key, value } of await store.records(kind)) records.push({ kind, key, value });
	return records;
}

/** Records of other kinds are left out, whoever sends them; and reservations where the hall's book of them is kept already. */
export async function takeRecords(store: HallStore, hall: string, records: readonly KeptRecord[]): Promise<void> {
	const holdsTheBook = (await store.record(book, hall)) === true;
	const kinds = new Set(holdsTheBook ? always : [...always, `reservation/${hall}`]);
	await store.putRecords(records.filter(({ kind }) => kinds.has(kind)));
}
