/**
 * Reservations as the city's booking front end, the platform and the stations speak of them. A reservation names its person by a reference that
 * the front end made; a document number comes in once, to be turned into a keyed hash, and is kept nowhere (P1).
 */
import { z } from 'zod';
import { businessDay, catalogueCode, hallCode, instant, queueId } from './identity.ts';
import { machineKey } from './ticket-keys.ts';

/** Nine chance characters and a check character, without `0 1 I L O`: `domain/reservations/code.ts`. */
export const reservationCode = z.string().regex(/^[2-9A-HJKMNP-Z]{10}$/);
/** Keyed hash of a reservation's code for the day of its slot: what stations hold and events carry. 22 characters of base64url. */
export const reservationRef = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** The front end's own name for a person. What looks like a document or phone number is not one. */
export const opaquePerson = z
	.string()
	.regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _')
	.refine((text) => !/^(\d{15}|\d{17}[\dXx]|1\d{10})$/.test(text), 'looks like a document or phone number');

/** `booked` until its time; then `used` (a ticket was taken with it) or `missed`. Both are known from the hall's log. */
export const reservationState = z.enum(['booked', 'cancelled', 'used', 'missed']);
export type ReservationState = z.infer<typeof reservationState>;

/** A reservation as the platform keeps it. */
export const reservation = z.object({
	code: reservationCode,
	hall: hallCode,
	queue: queueId,
	items: z.array(catalogueCode).max(40),
	/** Start of the slot; its day is the business day in the hall's zone. */
	slot: instant,
	endsAt: instant,
	day: businessDay,
	person: opaquePerson,
	state: reservationState,
	ref: reservationRef,
	/** Day-scoped reference of the person's card, the same that terminals make of a card; `null` = check-in by code alone. Dropped when the day is over. */
	cardRef: reservationRef.nullable(),
	createdAt: instant,
	changedAt: instant,
});
export type Reservation = z.infer<typeof reservation>;

/** One line of the day's list that terminals hold: enough to check in while cut off, and nothing of a person. */
export const listedReservation = z.object({
	ref: reservationRef,
	queue: queueId,
	items: z.array(catalogueCode).max(40),
	slot: instant,
	endsAt: instant,
	state: reservationState,
	cardRef: reservationRef.nullable(),
	/** When it was booked or last changed; absent = an older platform. */
	changedAt: instant.optional(),
});
export type ListedReservation = z.infer<typeof listedReservation>;

/** Station → platform, message `reservations-today`; answered with today's list, to links that seat a terminal. */
export const reservationsToday = z.object({});
export const reservationsTodayAnswer = z.union([
	z.object({
		ok: z.literal(true),
		day: businessDay,
		list: z.array(listedReservation).max(5_000),
		/** Platform time at which the list was whole; absent = an older platform. */
		asOf: instant.optional(),
	}),
	z.object({ ok: z.literal(false), code: z.enum(['malformed', 'not-seated', 'busy']), detail: z.string() }),
]);
/** Platform → machines that seat a terminal, message `reservations-changed`: ask again, when it suits. */
export const reservationsChanged = z.object({});
/** Public keys with which reservations of the hall are signed, told in `welcome`; the newest last. */
export const reservationKeys = z.array(machineKey).max(20);
export type ReservationsTodayAnswer = z.infer<typeof reservationsTodayAnswer>;

/** Every reason the booking API gives for not doing what was asked. Worded in `config/wording/<language>/reservations.yaml`: what, and what to do. */
export const bookingProblems = {
	'api-closed': 403, // no front end was given a token in this hall's configuration
	'wrong-token': 401,
	'too-many-requests': 429, // params: seconds
	'not-found': 404,
	malformed: 400, // params: field
	'key-missing': 400,
	'key-used-otherwise': 409,
	'unknown-reservation': 404,
	'unknown-queue': 422, // params: queue
	'queue-takes-no-reservations': 422, // params: queue
	'unknown-item': 422, // params: item
	'item-not-in-queue': 422, // params: item, queue
	'closed-day': 422, // params: day
	'day-too-far': 422, // params: day, last
	'no-such-slot': 422, // params: queue, day
	'slot-past': 422, // params: time
	'slot-full': 409, // params: time
	'too-many-on-day': 409, // params: limit, day
	'too-many-in-week': 409, // params: limit
	suspended: 409, // params: until
	'document-not-sound': 422,
	'document-needed': 422,
	'too-late-to-change': 409, // params: minutes
	'not-booked': 409, // params: state
	busy: 503,
	// The centre alone:
	'unknown-hall': 404,
	'hall-away': 503,
} as const satisfies Record<string, number>;
export type BookingProblemCode = keyof typeof bookingProblems;

export interface BookingProblem {
	code: BookingProblemCode;
	/** Which part of the request it is about: a field, `token`, `Idempotency-Key`, `address`. */
	field: string;
	/** Plain values for the wording, never personal data. */
	params: Record<string, string | number>;
}
