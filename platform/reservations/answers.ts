/** What a request was answered with, kept so that the same request gets the same answer, also after a kill between the write and the answer. */
import { z } from 'zod';
import { localStamp } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { catalogueCode, hallCode, queueId } from '../../domain/contracts/identity.ts';
import {
	type BookingProblem,
	type BookingProblemCode,
	bookingProblems,
	opaquePerson,
	type Reservation,
} from '../../domain/contracts/reservations.ts';
import { checkInTimes } from '../../domain/reservations/check-in.ts';
import type { ReservationSigner } from './signing-key.ts';

const localTime = z.string().describe('ISO 8601 with the offset of the hall');

/** A reservation as the front end sees it. */
export const shownReservation = z.object({
	code: z.string(),
	hall: hallCode,
	queue: queueId,
	items: z.array(catalogueCode),
	day: z.string(),
	slot: localTime,
	endsAt: localTime,
	person: opaquePerson,
	state: z.enum(['booked', 'cancelled', 'used', 'missed']),
	/** Text of the QR code that checks it in, also at a terminal that is cut off; `null` when it cannot be checked in any more. */
	qr: z.string().nullable().default(null),
	/** Whether the person's card checks it in; the code always does. */
	checkInByCard: z.boolean(),
	checkIn: z.object({ from: localTime, until: localTime }),
	/** Changed or cancelled until then at the latest. */
	changeUntil: localTime,
	createdAt: localTime,
	changedAt: localTime,
});
export type ShownReservation = z.infer<typeof shownReservation>;

export function shownAs(
	kept: Reservation,
	{ timezone, reservation: rules }: HallPlan,
	signer: Pick<ReservationSigner, 'code'>,
): ShownReservation {
	const at = (instant: number) => localStamp(instant, timezone);
	const { from, until } = checkInTimes(kept.slot, rules);
	return {
		code: kept.code,
		hall: kept.hall,
		queue: kept.queue,
		items: kept.items,
		day: kept.day,
		slot: at(kept.slot),
		endsAt: at(kept.endsAt),
		person: kept.person,
		state: kept.state,
		// A code that gives nothing any more is not handed out.
		qr: kept.state === 'booked' ? signer.code(kept) : null,
		checkInByCard: kept.cardRef !== null,
		checkIn: { from: at(from), until: at(until) },
		changeUntil: at(kept.slot - (rules.booking?.cancelBeforeMinutes ?? 0) * 60_000),
		createdAt: at(kept.createdAt),
		changedAt: at(kept.changedAt),
	};
}

const problemCode = z.enum(Object.keys(bookingProblems) as [BookingProblemCode, ...BookingProblemCode[]]);
const bookingProblem = z.object({
	code: problemCode,
	field: z.string(),
	params: z.record(z.string(), z.union([z.string(), z.number()])),
}) satisfies z.ZodType<BookingProblem>;

export const answer = z.union([
	z.object({ ok: z.literal(true), status: z.union([z.literal(200), z.literal(201)]), reservation: shownReservation }),
	z.object({ ok: z.literal(false), problem: bookingProblem }),
]);
export type Answer = z.infer<typeof answer>;

export const keptAnswer = z.object({
	/** Hash of what was asked. */
	request: z.string(),
	answer,
	at: z.number(),
});
export type KeptAnswer = z.infer<typeof keptAnswer>;

const hour = 3_600_000;
/** A repeat may come a day later; a refusal changed nothing and may be asked anew soon. */
export const keptFor = ({ answer: { ok } }: KeptAnswer): number => (ok ? 24 * hour : hour);
