/**
 * Text of the QR code of a reservation: `TR1:<hall>:<day>:<queue>:<items>:<slot>:<ends>:<ref>:<made>:<key>:<signature>`.
 * One canonical text, as on tickets; everything before the last colon is signed (Ed25519) by the platform that took the booking. It proves what
 * was booked when it was made, also to a terminal that is cut off and was never told of it. Whether it still stands is decided by the day's list
 * and the state of the day. It names no person, and not the reservation's code: only the keyed hash of it (P1).
 */
import { z } from 'zod';
import { businessDay, catalogueCode, hallCode, instant, queueId } from './contracts/identity.ts';
import { reservationRef } from './contracts/reservations.ts';
import { type MachineKey, ticketKeyId, ticketSignature } from './contracts/ticket-keys.ts';
import type { VerifySignature } from './ticket-code.ts';

/** What printers and telephones show well in one code. */
export const longestReservationCode = 399;

export const reservationMark = 'TR1';
/** Colon and 86 characters. */
const signatureLength = 87;

export const reservationCodeText = z.object({
	hall: hallCode,
	/** Business day of the slot. */
	day: businessDay,
	queue: queueId,
	/** As many as fit, in the order booked. */
	items: z.array(catalogueCode),
	/** The booking has items that did not fit. */
	more: z.boolean(),
	/** Start and end of the slot, ms. */
	slot: instant,
	endsAt: instant,
	ref: reservationRef,
	/** When it was booked or last changed, ms on the platform's clock: the newer of two words about one reservation counts. */
	madeAt: instant,
	keyId: ticketKeyId,
});
export type ReservationCode = z.infer<typeof reservationCodeText>;

export type ReservationCodeFailure =
	/** Something else was held up. */
	| { why: 'not-a-reservation' }
	/** Begins as a reservation but is not written as one: cut off, smudged or made by hand. */
	| { why: 'damaged' }
	| { why: 'wrong-hall' }
	| { why: 'wrong-day'; day: string }
	/** Signed with a key this machine has not heard of. */
	| { why: 'unknown-key' }
	/** Altered, or never signed by the platform. */
	| { why: 'bad-signature' };
export type ReadReservation = { ok: true; code: ReservationCode } | ({ ok: false } & ReservationCodeFailure);

export interface ReservationCodeChecks {
	hall: string;
	day: string;
	/** Keys with which reservations of this hall are signed. */
	keys: readonly MachineKey[];
	verify: VerifySignature;
}

function canonical(code: ReservationCode): string {
	const items = [...code.items, ...(code.more ? ['+'] : [])].join(',');
	const { hall, day, queue, slot, endsAt, ref, madeAt, keyId } = code;
	return [reservationMark, hall, day, queue, items, slot, endsAt, ref, madeAt, keyId].join(':');
}

/** The text to be signed. Items that would make the code too long are left out from the end, and `more` says so. */
export function reservationToSign(booked: Omit<ReservationCode, 'more'>): string {
	for (let fitting = booked.items.length; ; fitting -= 1) {
		const text = canonical({ ...booked, items: booked.items.slice(0, fitting), more: fitting < booked.items.length });
		if (text.length + signatureLength <= longestReservationCode || fitting === 0) return text;
	}
}

/** The whole code. `signature`: base64url, as `ticketSignature`. */
export function signedReservation(text: string, signature: string): string {
	return `${text}:${signature}`;
}

function parse(fields: readonly string[]): ReservationCode | null {
	const [, hall, day, queue, items = '', slot, endsAt, ref, madeAt, keyId] = fields;
	const listed = items === '' ? [] : items.split(',');
	const more = listed.at(-1) === '+';
	const time = (text: string | undefined) => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : null);
	const read = reservationCodeText.safeParse({
		hall,
		day,
		queue,
		items: more ? listed.slice(0, -1) : listed,
		more,
		slot: time(slot),
		endsAt: time(endsAt),
		ref,
		madeAt: time(madeAt),
		keyId,
	});
	return read.success ? read.data : null;
}

/** Reads what a scanner gave. Total: any text is answered; the first thing wrong is named, from what anyone can see to what only the key shows. */
export function readReservationCode(scanned: string, { hall, day, keys, verify }: ReservationCodeChecks): ReadReservation {
	if (!scanned.startsWith(`${reservationMark}:`)) return { ok: false, why: 'not-a-reservation' };
	if (scanned.length > longestReservationCode) return { ok: false, why: 'damaged' };
	const fields = scanned.split(':');
	const signature = fields.pop() ?? '';
	const text = scanned.slice(0, -signature.length - 1);
	const code = fields.length === 10 && ticketSignature.safeParse(signature).success ? parse(fields) : null;
	// Another way of writing the same booking (a leading zero, say) is not what the platform wrote.
	if (!code || canonical(code) !== text) return { ok: false, why: 'damaged' };
	if (code.hall !== hall) return { ok: false, why: 'wrong-hall' };
	const key = keys.find((one) => one.keyId === code.keyId);
	// Another day is the commoner mistake, and nothing is given for it: it is said even where the key is unknown.
	if (code.day !== day)
		return key && !verify(text, signature, key.publicKey)
			? { ok: false, why: 'bad-signature' }
			: { ok: false, why: 'wrong-day', day: code.day };
	if (!key) return { ok: false, why: 'unknown-key' };
	return verify(text, signature, key.publicKey) ? { ok: true, code } : { ok: false, why: 'bad-signature' };
}
