/**
 * What a hall chose, in the shape that deciding and showing need. Made by `config/` from the hall's files,
 * sent by the platform in `welcome`, cached by stations. Holds no secret and no staff PIN.
 */
import { z } from 'zod';
import { cryptoSuite } from './crypto-provider.ts';
import { businessDay, catalogueCode, hallCode, queueId, stationId, stationRole, windowId, words } from './identity.ts';
import { reviewPlan } from './reviews.ts';
import { platformPlace } from './term.ts';
import { tideSettings } from './tide-plan.ts';

export const zonePlan = z.object({ id: z.string(), floor: z.number().int(), name: words });

export const windowPlan = z.object({
	id: windowId,
	/** What people read and hear: `02`. */
	number: z.string().regex(/^\d{2,3}$/),
	name: words,
	zone: z.string(),
	kind: z.enum(['comprehensive', 'express', 'specialised', 'delivery', 'assist', 'escalation']),
	/** Duty at the start of the day, in serving order. */
	homeDuty: z.array(queueId),
	/** Queues this window may ever serve: home duty and what tidal settings allow. */
	capabilities: z.array(queueId),
	/** Items it can do; absent = every item of its queues. */
	skills: z.array(catalogueCode).optional(),
	/** What it does of itself while no platform plans for it: takes on a queue of these, and gives it back (`tide-day/threshold-duties.ts`). */
	tidal: z
		.object({ mayJoin: z.array(queueId), joinOverMinutes: z.number().positive(), returnUnderMinutes: z.number().nonnegative() })
		.optional(),
});

export const queuePlan = z.object({
	id: queueId,
	name: words,
	zones: z.array(z.string()),
	items: z.array(catalogueCode),
	themes: z.array(catalogueCode),
	/** `pickup`, `assist`, `escalation`: chosen by the citizen directly, not through an item. */
	special: z.enum(['pickup', 'assist', 'escalation']).optional(),
	seqStart: z.number().int().min(1),
	seqDigits: z.number().int().min(3).max(4),
	meanMinutes: z.number().positive(),
	/** Target of waiting; `null` = none promised. */
	maxWaitMinutes: z.number().positive().nullable(),
	/** Last ticket this many minutes before closing. */
	lastTicketBeforeCloseMinutes: z.number().nonnegative(),
	/** After it the platform gives out no more numbers of this queue; absent or false = it is only shown. */
	lastTicketEnforced: z.boolean().optional(),
	recallTimes: z.number().int().min(0),
	recallIntervalSeconds: z.number().int().min(0),
	/** After a missed call the ticket waits behind this many others; `null` = the ticket ends as a no-show at once. */
	requeueAfter: z.number().int().min(1).nullable(),
	maxRequeue: z.number().int().min(0),
});

export const priorityGroup = z.object({
	code: z.string(),
	name: words,
	/** 1 is called before 2. */
	level: z.number().int().min(1).max(9),
	/** `id-card-age`: from the card's birth date, `minAge` whole years today. Others need a person to confirm. */
	verify: z.enum(['id-card-age', 'certificate', 'staff']),
	minAge: z.number().int().optional(),
});

/** `urgency`: by effective arrival, and among queues the most urgent one; `crowd-urgency`: the same, and how many wait counts too (`pick-urgency.ts`). */
export const pickRule = z.enum(['interleave', 'arrival-order', 'urgency', 'crowd-urgency']);

export const pickPlan = z.object({
	rule: pickRule,
	/** At most this many priority tickets pass a waiting ordinary one in a row (Q2, I-6). */
	maxPriorityInRow: z.number().int().min(1),
	/** After one priority ticket this many ordinary ones go first, while ordinary ones wait. */
	normalBetweenPriority: z.number().int().min(0),
	/** An ordinary ticket that stood first, was passed by a later privileged one and still waits this long after that goes before any other (ageing). */
	maxNormalDelayMinutes: z.number().positive(),
});

export const routingRule = z.object({
	id: z.string(),
	when: z.enum(['citizen-chooses-special', 'theme', 'single-item-fast', 'single-item-comprehensive', 'single-item']),
	to: z.enum(['special', 'first-queue-listing-theme', 'first-queue-listing-item', 'fixed', 'by-audience']),
	queue: queueId.optional(),
	personal: queueId.optional(),
	enterprise: queueId.optional(),
});

export const openPeriod = z.object({
	days: z.array(z.number().int().min(1).max(7)),
	from: z.string(),
	to: z.string(),
	/** Only these windows serve in this period; absent = all. */
	windows: z.array(windowId).optional(),
});

/** What may be booked ahead; absent in a plan = this hall takes no reservations. */
export const bookingPlan = z.object({
	/** 0 = only today. */
	daysAhead: z.number().int().min(0).max(120),
	sameDay: z.boolean(),
	/** This share of every slot may be booked only from `until` (local, `HH:MM`) on the day itself. */
	heldBack: z.object({ until: z.string(), share: z.number().min(0).max(1) }),
	perPersonPerDay: z.number().int().min(1),
	perPersonPerWeek: z.number().int().min(1),
	/** Changed or cancelled at the latest so long before the slot. */
	cancelBeforeMinutes: z.number().min(0),
	/** Who missed `limit` slots within so many days may not book for `suspendDays` after the last one. */
	missed: z.object({ limit: z.number().int().min(1), withinDays: z.number().int().min(1), suspendDays: z.number().int().min(0) }),
	closedDates: z.array(businessDay),
	/** Days off that are worked, with the hours of a Monday. */
	extraWorkdays: z.array(businessDay),
	queues: z.array(
		z.object({
			queue: queueId,
			slotMinutes: z.number().int().min(5).max(480),
			capacity: z.number().int().min(0),
			/** A manager may take over what the simulation advises up to so many; absent = `capacity`. */
			most: z.number().int().min(0).optional(),
			/** ISO weekdays and local times; whole slots that fit are offered. */
			periods: z.array(z.object({ days: z.array(z.number().int().min(1).max(7)), from: z.string(), to: z.string() })),
		}),
	),
});
export type BookingPlan = z.infer<typeof bookingPlan>;

const idleMinutes = z.number().int().min(2).max(240);
export const usualIdle = { window: 15, manager: 10 } as const;

export const stationPlan = z.object({
	id: stationId,
	role: stationRole,
	/** Terminal number in its own series: `A2-007` is terminal 2. Only terminals. */
	number: z
		.number()
		.int()
		.min(1)
		.max(99)
		.refine((number) => number < 90, 'must be 1 to 89: series 90 to 99 are those of the reserve numbers of manual mode')
		.optional(),
	/** The window this station sits at. Only windows. */
	window: windowId.optional(),
	zone: z.string().optional(),
	/** A board with a loudspeaker. */
	speaks: z.boolean().optional(),
	name: words.optional(),
	/** Document camera of a terminal: (a part of) the name the system gives it. No other camera is ever opened. */
	camera: z.object({ label: z.string().min(1).max(120) }).optional(),
	/** A manager's or board's seat that may be a browser, which has no key of a machine and cannot be enrolled. */
	browser: z.boolean().optional(),
});

export const hallPlan = z.object({
	code: hallCode,
	name: words,
	timezone: z.string(),
	/** Hash of everything that decides; written into every event. */
	configVersion: z.string(),
	zones: z.array(zonePlan),
	windows: z.array(windowPlan),
	queues: z.array(queuePlan),
	priorityGroups: z.array(priorityGroup),
	pick: pickPlan,
	routing: z.array(routingRule),
	/** Another queue is suggested when its wait is below this share of the chosen one's; absent = 0.6, `null` = never. */
	suggestShorterBelow: z.number().positive().max(1).nullable().optional(),
	reservation: z.object({ earliestMinutes: z.number(), graceMinutes: z.number(), booking: bookingPlan.optional() }),
	walkIn: z.object({ maxActiveTicketsPerPerson: z.number().int().min(1) }),
	/** ISO weekdays (1 = Monday), local times `HH:MM`. */
	hours: z.array(openPeriod),
	/** Holidays, and days off that are worked (调休), of the years that somebody has entered; absent = every weekday is worked. */
	calendar: z.object({ closedDates: z.array(businessDay), extraWorkdays: z.array(businessDay) }).optional(),
	stations: z.array(stationPlan),
	/** 好差评 and 办不成事; absent = `defaultReviewPlan`. */
	reviews: reviewPlan.optional(),
	/** Tidal windows; absent = nothing is proposed, and duties are changed by hand alone. */
	tide: tideSettings.optional(),
	/** A model may add to the search (`guide-model.ts`); absent = nobody is asked. */
	guideModel: z.boolean().optional(),
	/** With which cryptography personal data is sealed; absent = `intl`. */
	cryptoSuite: cryptoSuite.optional(),
	/** Where the ticket's page is reached from outside, e.g. `https://hall.example`; absent = the code on paper is no address. */
	phoneAddress: z.string().max(80).optional(),
	/** Minutes after which a seat that nobody touches is signed out; absent = `usualIdle`. */
	idleSignOut: z.object({ window: idleMinutes, manager: idleMinutes }).optional(),
	/** `required`: machines sit down only with a key that a manager's code bound to the seat; absent or `open` = at first contact. */
	enrolment: z.enum(['required', 'open']).optional(),
	/** Platforms in the order in which stations try them; absent = the one the station was started with. */
	platforms: z.array(platformPlace).max(9).optional(),
});

export type HallPlan = z.infer<typeof hallPlan>;
export type WindowPlan = z.infer<typeof windowPlan>;
export type QueuePlan = z.infer<typeof queuePlan>;
export type StationPlan = z.infer<typeof stationPlan>;
export type PriorityGroup = z.infer<typeof priorityGroup>;
export type PickPlan = z.infer<typeof pickPlan>;
export type RoutingRule = z.infer<typeof routingRule>;
