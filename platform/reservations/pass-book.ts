/**
 * The book of reservations on its way from one platform of a hall to another: everything that is booked with the keys it hangs on, sealed under a key
 * made of the peers' token. References of cards and people are in it (P1), and the key that signs the codes people hold.
 */
import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { reservation } from '../../domain/contracts/reservations.ts';
import { platformId, platformTerm } from '../../domain/contracts/term.ts';
import { open, type Place, seal } from '../../sealing/box.ts';
import { keptAnswer } from './answers.ts';
import { lastShared } from './share-of-places.ts';
import { slotQuotas } from './slot-quotas.ts';

export const bookCopy = z.object({
	hallKey: z.string().max(100),
	/** Private half; people hold codes that were signed with it. */
	signingKey: z.string().max(200),
	/** Of days on which nobody has worked yet: what stations are told in the place of codes and cards hangs on them. */
	personKeys: z.array(z.object({ key: z.string(), value: z.string() })),
	reservations: z.array(reservation),
	answers: z.array(z.object({ key: z.string(), value: keptAnswer })),
	/** Places that a manager took over for single days; absent = none. */
	quotas: slotQuotas.optional(),
	/** What it booked on its part of the places, having taken over with a copy: not all there is. */
	part: lastShared.nullable().optional(),
	/** Who else has a copy, and what of it; absent = nobody. */
	copies: z.object({ holders: z.array(platformId), alone: lastShared.nullable() }).optional(),
});
export type BookCopy = z.infer<typeof bookCopy>;

/** Who asks for the book, and the term in which it decides: only that one is given it. */
export const bookAsked = z.object({ platform: platformId, term: platformTerm });
/** `null` = this platform does not hold the book. */
export const bookPage = z.object({ box: z.string().nullable() });

const keyOf = (token: string, hall: string) => Buffer.from(hkdfSync('sha256', token, hall, 'tidehall/peer/reservation-book', 32));
const place = (hall: string): Place => ({ table: 'peer/reservation-book', id: hall, field: 'book', version: 1 });

export function sealBook(copy: BookCopy, token: string, hall: string, suite: CryptoSuite = 'intl'): string {
	return seal(suite, keyOf(token, hall), place(hall), Buffer.from(JSON.stringify(copy), 'utf8')).toString('base64');
}

/** `null`: not whole, or of another hall or token. */
export function openBook(box: string, token: string, hall: string): BookCopy | null {
	const inside = open(keyOf(token, hall), place(hall), Buffer.from(box, 'base64'));
	if (!inside) return null;
	const read = bookCopy.safeParse(JSON.parse(inside.toString('utf8')));
	return read.success && read.data.reservations.every((each) => each.hall === hall) ? read.data : null;
}
