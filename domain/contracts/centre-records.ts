/**
 * A hall's reservations as the centre holds a copy of them: which slots are taken, who came, who did not. No person, no code and no card is in it
 * (P1): a line is named by the reference that dies with its day. Conflicts, applications and everything else that happened are in the log.
 */
import { z } from 'zod';
import { calendarDay, dayHash, hallPath } from './centre.ts';
import { catalogueCode, instant, queueId } from './identity.ts';
import { reservationRef, reservationState } from './reservations.ts';

export const copiedReservation = z.strictObject({
	ref: reservationRef,
	queue: queueId,
	items: z.array(catalogueCode).max(40),
	slot: instant,
	endsAt: instant,
	state: reservationState,
	createdAt: instant,
	changedAt: instant,
});
export type CopiedReservation = z.infer<typeof copiedReservation>;

export const recordDayPath = hallPath.extend({ day: calendarDay });
/** Lines of one message at most. */
export const mostLines = 300;

/** `GET …/reservations?since=DAY`: each day with how many lines are held and their hash (`domain/day-hash.ts`, `hashOfLines`). */
export const recordDays = z.object({ days: z.array(z.object({ day: calendarDay, count: z.number().int(), hash: dayHash })).max(1_000) });
/** `GET …/reservations/:day`: the hash of each line, to find what differs. */
export const recordLines = z.object({ lines: z.array(z.object({ ref: reservationRef, hash: dayHash })).max(20_000) });
/** `POST …/reservations/:day`: lines to hold, and lines to hold no more. A repeat changes nothing. Answered with how the day stands then. */
export const recordChanges = z.object({ put: z.array(copiedReservation).max(mostLines), drop: z.array(reservationRef).max(mostLines) });
export type RecordChanges = z.infer<typeof recordChanges>;
export const recordDay = recordDays.shape.days.element;
export type RecordDay = z.infer<typeof recordDay>;
