/**
 * Records that a platform needs to go on where another one was, so that nobody signs in again, references of people stay the same, reservations hold,
 * and who was shut out stays shut out. What belongs to a machine (its private keys, its own line of commands, its place among the platforms) stays
 * with it.
 */
import { type AccountPassage, accountKind } from '../people/pass-accounts.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';

const always = ['session', 'person-key', 'station-key', 'own-blocks', 'staff-book', 'staff-rota'];
/** Told in whole: one that is not among them was lifted since. */
const inWhole = ['revoked-station', 'enrolment', 'pin-lock'];
/** Says that the records of a kind are all there are: a platform of an earlier version tells none of them, and lifts nothing by that. */
const wholeKind = 'told-in-whole';
const book = 'reservation-book';

/** `accounts`: how those of staff travel; absent = they do not. */
export async function recordsToHand(store: HallStore, hall: string, accounts?: AccountPassage): Promise<KeptRecord[]> {
	const records: KeptRecord[] = inWhole.map((kind) => ({ kind: wholeKind, key: kind, value: true }));
	for (const kind of [...always, ...inWhole, `reservation/${hall}`])
		for (const { key, value } of await store.records(kind)) records.push({ kind, key, value });
	if (!accounts) return records;
	// Accounts are never deleted, so none has to be told as gone.
	for (const { key, value } of await store.records(accountKind)) {
		const told = accounts.out({ kind: accountKind, key, value });
		if (told) records.push(told);
	}
	return records;
}

/** Records of other kinds are left out, whoever sends them; and reservations where the hall's book of them is kept already. */
export async function takeRecords(
	store: HallStore,
	hall: string,
	records: readonly KeptRecord[],
	accounts?: AccountPassage,
): Promise<void> {
	const held = (await store.record(book, hall)) as true | { part?: unknown } | null;
	const holdsTheBook = held === true || held?.part !== undefined;
	const kinds = new Set([...always, ...inWhole, ...(holdsTheBook ? [] : [`reservation/${hall}`])]);
	const taken = accounts ? records.filter(({ kind }) => kind === accountKind).map((each) => accounts.in(each)) : [];
	await store.putRecords([...records.filter(({ kind }) => kinds.has(kind)), ...taken.filter((each) => each !== null)]);
	for (const { kind, key: told } of records) {
		if (kind !== wholeKind || !inWhole.includes(told)) continue;
		const keys = new Set(records.filter((each) => each.kind === told).map(({ key }) => key));
		for (const { key } of await store.records(told)) if (!keys.has(key)) await store.deleteRecord(told, key);
	}
}
