/** Keyed hashes in the place of what must not be kept: codes for stations, card numbers, keys and bodies of requests (P1). */
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { codeChanceBytes, codeFrom } from '../../domain/reservations/code.ts';
import type { HallStore } from '../storage/contract.ts';

const refLength = 22;

function reference(key: string, text: string): string {
	return createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url').slice(0, refLength);
}

/** What stations hold in the place of a code: under the key of the slot's day, which terminals have on that day. */
export function codeReference(dayKey: string, code: string): string {
	return reference(dayKey, `reservation\n${code}`);
}

/** The same reference a terminal makes of a card on that day (`renderer/engine/person-ref.ts`). `number`: as `readDocumentNumber` gives it. */
export function cardReference(dayKey: string, day: string, number: string): string {
	return reference(dayKey, `${day}\n${number}`);
}

/** The hash of a request under the hall's own key: a plain hash of a body with a document number could be tried out. */
export function requestReference(hallKey: string, text: string): string {
	return createHmac('sha256', Buffer.from(hallKey, 'base64url')).update(text).digest('base64url');
}

/**
 * The code of what is booked by this request: whichever platform of the hall is asked, the same request under the same key is the same booking, also where
 * one cannot hear what the other answered. Nobody without the hall's key can work it out. `null` = try the next attempt (`codeFrom`).
 */
export function codeOfRequest(hallKey: string, known: string, attempt: number): string | null {
	const bytes = createHmac('sha256', Buffer.from(hallKey, 'base64url')).update(`code\n${attempt}\n${known}`).digest();
	return codeFrom(bytes.subarray(0, codeChanceBytes));
}

export const hallKeyKind = 'reservation-hall-key';

/** Made with the store, for good; leaves the platform only with the book itself, sealed (`pass-book.ts`). */
export async function hallKeyOf(store: HallStore, hall: string): Promise<string> {
	const kept = z
		.string()
		.nullable()
		.parse(await store.record(hallKeyKind, hall));
	if (kept) return kept;
	const made = randomBytes(32).toString('base64url');
	await store.putRecord(hallKeyKind, hall, made);
	return made;
}
