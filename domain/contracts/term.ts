/**
 * Terms of office (任期): who decides for a hall, and from where in the log. A take-over (接管) begins a new term at another platform.
 *
 * - Terms are totally ordered: by number, then by platform. Every machine keeps the highest it has heard of, durably; a platform that hears of a
 *   higher one than its own stands down at once and for good (fence), whoever tells it: a station's `hello`, another platform, its own disk.
 * - The log of a new term equals that of the one before up to `from`; what other machines hold of the older term after it is *offered* to the new
 *   platform (`offerUp`). While it is *gathering*, offered events that continue its log exactly are appended as they are; afterwards each is taken
 *   as a late report of what happened: applied where the state allows it, else a conflict for a person. Never dropped in silence.
 * - Shared numbers of an unplanned term come from a block of their own (`A1001`), because the platform before may still give out numbers on the
 *   other side of a cut (T1). A planned hand-over, where the former platform stopped first, goes on where it was.
 */
import { z } from 'zod';
import { hallEvent } from './events.ts';
import { businessDay, instant, staffId, stationId } from './identity.ts';
import { hallKeys } from './sign-in-proof.ts';
import { machineKey } from './ticket-keys.ts';

/** A place in the hall's ordered list of platforms: `P1` is tried first. */
export const platformId = z.string().regex(/^P[1-9]$/);
export type PlatformId = z.infer<typeof platformId>;

/** One platform of the hall's list, as the hall file says it. */
export const platformPlace = z.object({
	id: platformId,
	/** Origin: scheme, host, port. */
	url: z.string().regex(/^https?:\/\/[^/?#@\s]+$/),
	/** The manager's or window's station on whose PC it may be started by a take-over; absent = it runs by itself. */
	station: stationId.optional(),
});
export type PlatformPlace = z.infer<typeof platformPlace>;

export const platformTerm = z.object({ number: z.number().int().min(1), platform: platformId });
export type PlatformTerm = z.infer<typeof platformTerm>;

/** The term of a platform that never heard of a take-over. */
export const firstTerm: PlatformTerm = { number: 1, platform: 'P1' };

/** Negative: `one` is before `other`; 0: the same. */
export function compareTerms(one: PlatformTerm, other: PlatformTerm): number {
	return one.number - other.number || one.platform.localeCompare(other.platform);
}

/** How a term began; kept by the platform, told to stations. */
export const termBegin = platformTerm.extend({
	/** Its log of `day` equals that of the term before up to `position`. */
	from: z.object({ day: businessDay, position: z.number().int().min(0) }),
	/** Shared numbers count from `block × 1000 + 1`; 0 = they go on where they were. */
	block: z.number().int().min(0).max(99),
	/** The former platform stopped first and handed everything over. */
	planned: z.boolean(),
	at: instant,
	by: staffId.nullable(),
	reason: z.string().trim().min(1).max(200),
});
export type TermBegin = z.infer<typeof termBegin>;

/** Station → platform, message `offer`: events of an earlier term that the platform's log may lack. Answered `{ ok: true }` or `turnedAway`. */
export const offerUp = z.object({ term: platformTerm, day: businessDay, events: z.array(hallEvent).min(1).max(500) });
export type OfferUp = z.infer<typeof offerUp>;
export const offerAnswer = z.object({ ok: z.literal(true) });

/** `GET /api/term`: what a platform says of itself to other platforms, stations and technicians. Without personal data. */
export const termReport = z.object({
	hall: z.string(),
	platform: platformId,
	/** `in-charge` decides; `gathering` has begun its term and waits for offers; `standby` follows; `stood-down` gave way to a newer term. */
	part: z.enum(['in-charge', 'gathering', 'standby', 'stood-down']),
	/** Highest term it has heard of. */
	term: platformTerm,
	day: businessDay.nullable(),
	position: z.number().int().min(0),
});
export type TermReport = z.infer<typeof termReport>;

/** What a station hands to the platform program it starts: the day's log it holds, and the order to take over. `--take-over FILE`. */
export const takeOverOrder = z.object({
	version: z.literal(1),
	hall: z.string(),
	platform: platformId,
	by: staffId.nullable(),
	reason: z.string().trim().min(1).max(200),
	at: instant,
	/** Highest term the station has heard of; the new one is the next. */
	after: platformTerm,
	day: businessDay,
	/** Confirmed events of that day from position 1, without gaps. */
	events: z.array(hallEvent),
	/** Highest sequence known of each terminal's own series. */
	series: z.record(z.string(), z.number().int()),
	/** The station holds nothing of any day, and a person ordered it all the same. */
	fromNothing: z.literal(true).optional(),
	/** Keys of the hall's platforms as the station was told them: sign-ins at the one before go on counting. */
	hallKeys: hallKeys.optional(),
	/** Machines that were enrolled, as the station was told: they may sit down at the new platform too. */
	enrolled: z
		.array(machineKey.extend({ station: stationId }))
		.max(2_000)
		.optional(),
});
export type TakeOverOrder = z.infer<typeof takeOverOrder>;
