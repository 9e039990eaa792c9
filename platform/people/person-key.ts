/** The key of a hall-day from which references to people and reservations are made. When the day is over the key goes, and with it every reference. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';

const kind = 'person-key';
const keyBytes = 32;

/** Keys being made or known, by store: two who ask at once for a new day must get the same one. */
const known = new WeakMap<HallStore, Map<string, Promise<string>>>();

/** 32 random bytes, base64url; the same for the whole day, also after a restart. Keys of days that are over are deleted. */
export async function personKeyOf(store: HallStore, hall: string, day: string): Promise<string> {
	const wanted = `${hall}/${day}`;
	for (const { key } of await store.records(kind)) {
		if (!key.startsWith(`${hall}/`) || key >= wanted) continue;
		known.get(store)?.delete(key);
		await store.deleteRecord(kind, key);
	}
	return keyOfDay(store, hall, day);
}

/** The key of today or of a day to come: a reservation is made with the key of the day it is for. */
export function keyOfDay(store: HallStore, hall: string, day: string): Promise<string> {
	const wanted = `${hall}/${day}`;
	const keys = known.get(store) ?? new Map<string, Promise<string>>();
	known.set(store, keys);
	const made = keys.get(wanted) ?? findOrMake(store, wanted);
	keys.set(wanted, made);
	made.catch(() => keys.delete(wanted));
	return made;
}

/**
 * Goes on with the key that terminals hold of this day: a platform that took over made one of its own before it heard of it. What is no key is
 * left; the answer is the key that counts.
 */
export async function adoptKey(store: HallStore, hall: string, day: string, told: string): Promise<string> {
	if (Buffer.from(told, 'base64url').length !== keyBytes || !/^[A-Za-z0-9_-]+$/.test(told)) return keyOfDay(store, hall, day);
	const wanted = `${hall}/${day}`;
	await store.putRecord(kind, wanted, told);
	const keys = known.get(store) ?? new Map<string, Promise<string>>();
	known.set(store, keys.set(wanted, Promise.resolve(told)));
	return told;
}

async function findOrMake(store: HallStore, wanted: string): Promise<string> {
	const kept = z
		.string()
		.nullable()
		.parse(await store.record(kind, wanted));
	if (kept) return kept;
	const made = randomBytes(keyBytes).toString('base64url');
	await store.putRecord(kind, wanted, made);
	return made;
}
