/**
 * What the simulation of a day to come says of its slots: how long people wait then, which times are quieter, and how many places would fit. One
 * result for terminals, the city's front end and the manager. Nobody is in it: counts and waits alone (P1).
 */
import { z } from 'zod';
import { businessDay, instant, queueId } from './identity.ts';

const count = z.number().int().min(0);
const some = z.number().min(0);

export const slotOutlook = z.object({
	day: businessDay,
	madeAt: instant,
	/** Days the forecast was learned from. */
	learned: count,
	/** Days that were drawn. */
	futures: count,
	slots: z.array(
		z.object({
			queue: queueId,
			slot: instant,
			endsAt: instant,
			/** When it was simulated. */
			booked: count,
			/** Minutes, as it was booked then; `null` = nobody is expected. */
			wait: some.nullable(),
			/** Clearly less to wait than at the busiest (错峰). */
			quiet: z.boolean(),
			/** Places with which targets are kept although all are booked; `most`: so many were looked at. */
			places: count,
			most: count,
		}),
	),
	/** Half hours of all queues in which people wait much less than at the busiest; `places`: still to be booked then, `null` = it takes no reservations. */
	quieter: z.array(z.object({ queue: queueId, at: instant, wait: some, busiest: some, places: count.nullable() })),
});
export type SlotOutlook = z.infer<typeof slotOutlook>;

/** Places of slots that a manager took over for one day, in place of those that the hall's file says. */
export const slotQuota = z.object({
	day: businessDay,
	takenAt: instant,
	by: z.string(),
	places: z.array(z.object({ queue: queueId, slot: instant, places: count })),
});
export type SlotQuota = z.infer<typeof slotQuota>;

/** A slot as a manager sees it. */
export const plannedSlot = z.object({
	queue: queueId,
	slot: instant,
	endsAt: instant,
	/** As the hall's file says; with what a manager takes over never more than `most`. */
	configured: count,
	most: count,
	/** In force. */
	places: count,
	booked: count,
	/** By the simulation; `null` = it has not said. */
	advised: count.nullable(),
	wait: some.nullable(),
	quiet: z.boolean(),
});
export type PlannedSlot = z.infer<typeof plannedSlot>;

/** `too-early`: too few days were learned; `making`: it is being simulated, or will be. */
export const slotPlan = z.object({
	day: businessDay,
	/** Of this day nothing can be booked (yet, or at all). */
	bookable: z.boolean(),
	madeAt: instant.nullable(),
	learned: count,
	why: z.enum(['too-early', 'making']).nullable(),
	slots: z.array(plannedSlot),
	taken: z.object({ at: instant, by: z.string() }).nullable(),
});
export type SlotPlan = z.infer<typeof slotPlan>;
