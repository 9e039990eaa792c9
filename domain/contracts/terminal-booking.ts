/**
 * Reservations at a terminal, message `booking`: the same book and the same rules as the city's front end (`reservations.ts`). The number of a
 * document comes from the card reader, goes to the platform once, becomes keyed hashes there, and is kept nowhere (P1).
 */
import { z } from 'zod';
import { businessDay, catalogueCode, instant, queueId } from './identity.ts';
import { type BookingProblemCode, bookingProblems, reservationCode, reservationState } from './reservations.ts';

const document = z.string().min(1).max(40);
/** The same key again gets the same answer: a press that was answered too late books nothing twice. */
const key = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/);

export const terminalBooking = z.discriminatedUnion('do', [
	z.object({ do: z.literal('slots'), queue: queueId }),
	/** Booked in the name of a card alone: otherwise one person could hold every place. */
	z.object({ do: z.literal('book'), key, queue: queueId, slot: instant, items: z.array(catalogueCode).max(40), document }),
	z.object({ do: z.literal('mine'), document }),
	z.object({ do: z.literal('show'), code: z.string().max(40) }),
	z.object({ do: z.literal('change'), key, code: reservationCode, slot: instant, document: document.optional() }),
	z.object({ do: z.literal('cancel'), key, code: reservationCode }),
]);
export type TerminalBooking = z.infer<typeof terminalBooking>;

/** Where an expected wait comes from: the simulation of that day, or what people waited at this time on earlier days of the same weekday. */
export const waitSource = z.enum(['simulation', 'earlier-days']);

/** A slot as it is offered. `minutes`: how long people are expected to wait who come then; `null` = nobody knows. */
export const offeredSlot = z.object({
	queue: queueId,
	day: businessDay,
	slot: instant,
	endsAt: instant,
	left: z.number().int().min(0),
	minutes: z.number().min(0).nullable(),
	/** Clearly less to wait than usual (错峰). */
	quiet: z.boolean(),
	/** Where `minutes` comes from; `null` = nobody knows. A platform of before says nothing, and means earlier days. */
	by: waitSource.nullable().optional(),
});
export type OfferedSlot = z.infer<typeof offeredSlot>;

export const bookedPlace = z.object({
	code: reservationCode,
	queue: queueId,
	day: businessDay,
	slot: instant,
	endsAt: instant,
	state: reservationState,
	/** Text of the QR code that checks it in; `null` when it cannot be any more. */
	qr: z.string().nullable(),
	byCard: z.boolean(),
	checkInFrom: instant,
	checkInUntil: instant,
	changeUntil: instant,
});
export type BookedPlace = z.infer<typeof bookedPlace>;

export const terminalBookingAnswer = z.union([
	z.object({ ok: z.literal(true), do: z.literal('slots'), slots: z.array(offeredSlot), days: z.array(businessDay) }),
	z.object({ ok: z.literal(true), do: z.literal('booked'), places: z.array(bookedPlace) }),
	z.object({
		ok: z.literal(false),
		code: z.enum(['not-seated', 'malformed', ...(Object.keys(bookingProblems) as [BookingProblemCode, ...BookingProblemCode[]])]),
		params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
	}),
]);
export type TerminalBookingAnswer = z.infer<typeof terminalBookingAnswer>;
