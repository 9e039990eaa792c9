/**
 * What a hall and the centre say to each other over HTTP, both ways; both sides validate. A hall pushes; the centre holds what it was given and
 * decides nothing. Every answer depends on what was sent and on the log alone, so a repeat gets the same answer.
 */
import { z } from 'zod';
import { hallEvent } from './events.ts';
import { hallPlan } from './hall-plan.ts';
import { businessDay, hallCode } from './identity.ts';

/** Events of one message at most, and the bytes of its body. */
export const mostEvents = 500;
export const mostBytes = 2 * 1024 * 1024;

/** A chain of `domain/day-hash.ts`. */
export const dayHash = z.string().regex(/^[0-9a-f]{64}$/);
const position = z.number().int().min(0);

/** `businessDay` takes 2026-99-99; a log that lives for years should not. */
export const calendarDay = businessDay.refine((day) => {
	const at = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}, 'must be a day of the calendar');

export const hallPath = z.object({ hall: hallCode });
export const hallDayPath = z.object({ hall: hallCode, day: calendarDay });
export const daysQuery = z.object({ since: calendarDay.optional() });

/** `PUT /api/centre/v1/halls/:hall/days/:day`: the plan that decides on this day; begins the day, or replaces its plan. */
export const putDay = z.object({ plan: hallPlan });

/** `POST /api/centre/v1/halls/:hall/days/:day/events` */
export const pushEvents = z.object({
	/** Position of the first event. */
	from: z.number().int().min(1),
	events: z.array(hallEvent).min(1).max(mostEvents),
	/** The hall's chain after the last of these events. */
	hash: dayHash,
});

/** How far the centre holds a day, and the chain there. */
export const heldDay = z.object({
	day: businessDay,
	head: position,
	hash: dayHash,
	/** Position at which the hall sent another event than the centre holds; gone when they agree again. */
	differs: z.number().int().min(1).optional(),
});
/** The newest days, oldest first; at most `mostDays`. */
export const heldDays = z.object({ hall: hallCode, days: z.array(heldDay) });
export const mostDays = 400;

/** `GET …/days/:day/events?after=N`: what is held of a day, for a hall whose own copy was damaged; and what platforms of one hall give each other. */
export const logAfter = z.object({ after: z.coerce.number().int().min(0).default(0) });
export const logPart = z.object({
	/** Where the copy ends; everything up to there is proved by its own chain. */
	head: position,
	/** With the first part; `null` = it is damaged there too, or this is another part. */
	plan: hallPlan.nullable(),
	events: z.array(hallEvent).max(mostEvents),
});
export type LogPart = z.infer<typeof logPart>;

/** The last position of the message and the chain there: the centre holds everything up to it. */
export const pushed = z.object({ to: position, hash: dayHash });

export const centreErrorCodes = [
	'no-token', // 401
	'wrong-token', // 401
	'not-your-hall', // 403: a sound token, of another hall
	'malformed', // 400: `field` says which
	'too-large', // 413
	'not-found', // 404
	'day-unknown', // 409: the day was not begun, its plan comes first
	'gap', // 409: `from` is the position to go on with
	'history-differs', // 409: another event at a known position, or another history before; nothing was changed
	'store-failed', // 503
	'failed', // 500
] as const;

export const centreError = z.object({
	error: z.object({
		code: z.enum(centreErrorCodes),
		/** Field, problem and what to do, for a person. */
		message: z.string(),
		field: z.string().optional(),
		/** Of `gap`: send again from here. Of `history-differs`: the first position that is not the same, where it is known. */
		from: z.number().int().min(1).optional(),
	}),
});

export type HeldDay = z.infer<typeof heldDay>;
export type HeldDays = z.infer<typeof heldDays>;
export type PushEvents = z.infer<typeof pushEvents>;
export type Pushed = z.infer<typeof pushed>;
export type CentreErrorCode = (typeof centreErrorCodes)[number];
export type CentreError = z.infer<typeof centreError>;
