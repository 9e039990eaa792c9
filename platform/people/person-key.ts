/** The key of a hall-day from which terminals make person references. When the day is over the key goes, and with it every reference. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';

const kind = 'person-key';

/** 32 random bytes, base64url; the same for the whole day, also after a restart. Keys of other days are deleted. */
export async function personKeyOf(store: HallStore, hall: string, day: string): Promise<string> {
	const wanted = `${hall}/${day}`;
	for (const { key } of await store.records(kind)) {
		if (key.startsWith(`${hall}/`) && key !== wanted) await store.deleteRecord(kind, key);
	}
	const known = z
		.string()
		.nullable()
		.parse(await store.record(kind, wanted));
	if (known) return known;
	const made = randomBytes(32).toString('base64url');
	await store.putRecord(kind, wanted, made);
	return made;
}
