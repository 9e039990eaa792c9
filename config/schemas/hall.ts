import { z } from 'zod';
import { cryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { dailyFigures } from '../../domain/contracts/daily-figures.ts';
import { guideModelPlan } from '../../domain/contracts/guide-model.ts';
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import { catalogueCode, hallCode, queueId, stationId, windowId, words } from '../../domain/contracts/identity.ts';
import { reminderPlan } from '../../domain/contracts/reminders.ts';
import { caseDeadlines, reviewPlan, reviewReason } from '../../domain/contracts/reviews.ts';
import { staffRole } from '../../domain/contracts/staff-roles.ts';
import { platformId } from '../../domain/contracts/term.ts';
import { tideSettings } from '../../domain/contracts/tide-plan.ts';
import { watchingPlan } from '../../domain/contracts/watching.ts';
import { bookingTokenHash } from '../booking-token.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in quotes such as "09:00"');
const period = z.strictObject({ from: clock, to: clock });
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date in quotes such as "2026-10-01"');
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
/** Without days: every weekday on which the hall is open then and a window of the queue works. */
const bookedPeriod = period.extend({ days: z.array(weekday).min(1).optional() });
const flag = z.enum(['flag:saturday', 'flag:lunchDuty', 'flag:accessible', 'flag:signLanguage', 'flag:dutyManager']);

const zone = z.strictObject({
	id: z.string().regex(/^Z\d{1,2}$/, 'a zone id such as Z1'),
	floor: z.int(),
	name: words,
	facilities: z.array(z.string()).default([]),
	alwaysOpen: z.boolean().default(false),
});

export const hallWindow = z.strictObject({
	id: windowId.regex(/\d{2,3}$/, 'a window id that ends in the number people see, such as W02'),
	name: words,
	zone: z.string(),
	kind: z.enum(['comprehensive', 'express', 'specialised', 'delivery', 'assist', 'escalation']),
	queues: z.array(queueId).min(1),
	skills: z.array(catalogueCode).optional(),
	lunchDuty: z.boolean().default(false),
	saturday: z.boolean().default(false),
	accessible: z.boolean().default(false),
	signLanguage: z.boolean().default(false),
	dutyManager: z.boolean().default(false),
	preferThemes: z.array(catalogueCode).default([]),
	tidal: z
		.strictObject({
			mayJoin: z.array(queueId).min(1),
			whenAvgWaitMinutesOver: z.number().positive(),
			returnWhenUnder: z.number().nonnegative(),
		})
		.optional(),
});

export const hallQueue = z.strictObject({
	prefix: queueId,
	name: words,
	numberFormat: z.string().regex(/^[A-Z]{1,2}\{seq:[34]\}$/, 'a letter and a sequence of 3 or 4 digits, such as "A{seq:3}"'),
	resetDaily: z.literal(true),
	seqStart: z.int().min(1),
	special: z.enum(['pickup', 'assist', 'escalation']).optional(),
	windows: z.array(windowId),
	meanMinutes: z.number().positive(),
	maxWaitMinutes: z.number().positive().nullable(),
	items: z.array(catalogueCode),
	themes: z.array(catalogueCode),
	/** `enforced`: the platform refuses later ones (never a reservation that is due, never what a terminal gave out while cut off). */
	lastTicket: z.strictObject({ beforeCloseMinutes: z.number().nonnegative(), enforced: z.boolean().default(false) }),
	calling: z.strictObject({
		recallTimes: z.int().min(0),
		recallIntervalSeconds: z.int().min(0),
		noShow: z.string().regex(/^(end|requeue-after-[1-9]\d?)$/, '“end” or “requeue-after-3”'),
		maxRequeue: z.int().min(0),
	}),
	reservation: z.strictObject({
		enabled: z.boolean(),
		slotMinutes: z.int().min(5).max(480).optional(),
		quotaPerSlot: z.int().nonnegative().optional(),
		/** Up to so many a manager may take over what the simulation advises; `quotaPerSlot` when left out. */
		mostPerSlot: z.int().nonnegative().optional(),
		/** Other periods than those of `reservation.slots`. */
		periods: z.array(bookedPeriod).min(1).optional(),
	}),
	/** 快办: an express lane for short services, with a target of its own that the tide keeps where there are windows enough. */
	express: z.strictObject({ targetMinutes: z.number().positive().max(30) }).optional(),
	demand: z.strictObject({ weekdayTickets: z.number().nonnegative() }).optional(),
});

const hours = z.strictObject({
	weekly: z.array(z.strictObject({ days: z.array(weekday).min(1), periods: z.array(period).min(1), windows: flag.optional() })).min(1),
	lunch: z.strictObject({ from: clock, to: clock, windows: flag, label: words }).optional(),
	extended: z
		.array(
			z.strictObject({
				kind: z.enum(['clear-queue', 'appointment']),
				label: words,
				from: clock.optional(),
				upTo: clock.optional(),
				newTickets: z.boolean().optional(),
				periods: z.array(period).optional(),
				queues: z.array(queueId).optional(),
				bookBeforeHours: z.number().nonnegative().optional(),
			}),
		)
		.default([]),
	calendar: z
		.strictObject({ rule: z.string(), closedDates: z.array(date), extraWorkdays: z.array(date), sample: z.boolean().optional() })
		.optional(),
});

export const hallRoutingRule = z.strictObject({
	id: z.string().min(1),
	when: z.string(),
	to: z.union([z.string(), z.strictObject({ personal: queueId, enterprise: queueId })]),
	fallback: z.string().optional(),
	zh: z.string().optional(),
});

const priorityGroup = z.strictObject({
	code: z.string().regex(/^[A-Z][A-Z0-9]{1,15}$/, 'a group code in capitals such as ELDER65'),
	name: words,
	level: z.int().min(1).max(9),
	verify: z.discriminatedUnion('by', [
		z.strictObject({ by: z.literal('id-card-age'), min: z.int().min(1).max(120) }),
		z.strictObject({ by: z.literal('certificate'), evidence: z.array(z.string()).min(1), approve: z.string().optional() }),
		z.strictObject({ by: z.literal('staff'), evidence: z.array(z.string()).min(1), approve: z.string().optional() }),
	]),
});

const reservation = z.strictObject({
	openDaysAhead: z.int().nonnegative().max(120),
	sameDay: z.boolean(),
	release: z.strictObject({ time: clock, share: z.number().min(0).max(1) }),
	perPersonPerDay: z.int().positive(),
	perPersonPerWeek: z.int().positive(),
	cancelBeforeMinutes: z.number().nonnegative(),
	checkIn: z.strictObject({
		earliestMinutes: z.number().nonnegative(),
		graceMinutes: z.number().nonnegative(),
		afterGrace: z.literal('becomes-walk-in'),
	}),
	noShow: z.strictObject({ limit: z.int().positive(), withinDays: z.int().positive(), suspendDays: z.int().nonnegative() }),
	priorityQuotaShare: z.number().min(0).max(1),
	proxyAllowed: z.boolean(),
	requires: z.array(z.string()),
	slots: z.strictObject({ periods: z.array(bookedPeriod), minutes: z.int().min(5).max(480) }),
	/** The city's booking front end; without it the booking API is closed. */
	frontEnd: z
		.strictObject({
			tokenHash: z.string().regex(bookingTokenHash, 'a hash made by config/make-booking-token.ts'),
			requestsPerSecond: z.number().positive().max(10_000).default(50),
		})
		.optional(),
});

/** Each as in `domain/contracts/tide-plan.ts`; what is left out is as `domain/tide-day/settings.ts` says. */
const { express: _express, automatic: _automatic, ...tideNumbers } = tideSettings.shape;
const tideShape = z.object(tideNumbers).partial().shape;

/** One of the hall's platforms, in the order in which stations try them. */
const platform = z.strictObject({
	id: platformId.regex(/^P[1-9]$/, 'a platform id from P1 to P9'),
	url: z
		.string()
		.regex(/^https?:\/\/[^/?#@\s]+$/, 'an address such as "http://192.168.10.2:7300": scheme, machine and port, nothing after it'),
	/** The manager's or window's station on whose PC it may be started by a take-over; without it the platform runs by itself. */
	station: stationId.optional(),
});

/** `hall.yaml`: what one hall chose. */
export const hallFile = z.strictObject({
	schema: z.literal('hall/1'),
	/** True = simulated devices and the device bench are offered. */
	demo: z.boolean().default(false),
	/** Folder of the service catalogue, relative to this file. */
	catalogue: z.string().min(1).optional(),
	hall: z.strictObject({
		code: hallCode,
		name: words,
		floors: z.int().positive().optional(),
		areaSquareMetres: z.number().positive().optional(),
		timezone: z.string().refine(isTimeZone, 'must be a time zone such as Asia/Shanghai'),
		note: z.string().optional(),
	}),
	zones: z.array(zone).min(1),
	windows: z.array(hallWindow).min(1),
	queues: z.array(hallQueue).min(1),
	hours,
	routing: z.strictObject({ note: z.string().optional(), rules: z.array(hallRoutingRule).min(1) }),
	priority: z.strictObject({
		policy: z.strictObject({
			interleave: z.strictObject({ priority: z.int().min(1), normal: z.int().min(0) }),
			maxNormalDelayMinutes: z.number().positive(),
			/** At most this many priority tickets in a row while ordinary ones wait. */
			maxPriorityInRow: z.int().min(1).default(3),
			/** `arrival-order` turns the priority groups off; `urgency` and `crowd-urgency` give them and booked times a head start (domain/RULES.md). */
			rule: z.enum(['interleave', 'arrival-order', 'urgency', 'crowd-urgency']).default('interleave'),
			escortByGuide: z.boolean().optional(),
			note: z.string().optional(),
		}),
		groups: z.array(priorityGroup),
	}),
	reservation,
	/** With which cryptography personal data is sealed from now on (docs/decisions/0028); what lies there already stays readable. */
	cryptoSuite: cryptoSuite.default('intl'),
	/** Signing in at a window or manager's PC that is cut off (config/README.md). */
	offlineSignIn: z
		.strictObject({
			/** How long after its last contact a PC may still sign somebody in; 0 = never. */
			hours: z.number().min(0).max(720).default(72),
			/** Nobody with a shorter PIN: a thief of the PC could try them all. */
			shortestPin: z.int().min(4).max(12).default(6),
			/** `station`: everyone who works at the station; `machine`: only who signed in on that very PC before. */
			prepare: z.enum(['station', 'machine']).default('station'),
		})
		.prefault({}),
	/** Roles that sign in with a second step, a code of their phone, and with none of their own set one up first (docs/manual, accounts). */
	secondStep: z.array(staffRole).max(5).default([]),
	walkIn: z.strictObject({
		maxActiveTicketsPerPerson: z.int().min(1),
		transferBetweenQueues: z.boolean().optional(),
		keepPositionOnTransfer: z.boolean().optional(),
		printTicket: z.boolean().optional(),
		showEstimate: z.literal('range').optional(),
	}),
	/** Whether machines must be enrolled with a manager's code; `open` is for demonstrations. */
	enrolment: z.enum(['required', 'open']).default('required'),
	/** The hall's platforms; without them stations know the one they were started with, and nobody can take over. */
	platforms: z.array(platform).min(1).max(9).optional(),
	/** Tidal windows: the platform proposes changes of duty (`windows[].tidal.mayJoin`); without it nothing is proposed. */
	tide: z
		.strictObject({
			...tideShape,
			/** Plans within all of these are approved by the platform itself; without it a manager decides. */
			automatic: z
				.strictObject({
					from: clock,
					to: clock,
					windows: z.array(windowId).min(1).optional(),
					queues: z.array(queueId).min(1).optional(),
					mostMovesADay: z.int().min(1).max(100),
					minGain: z.number().nonnegative(),
					minSure: z.number().min(0).max(1),
				})
				.optional(),
		})
		.optional(),
	/** 好差评 and 办不成事; what is left out is as `domain/reviews/review-plan.ts` says. */
	reviews: z
		.strictObject({
			days: reviewPlan.shape.days.optional(),
			reasons: z.array(reviewReason.strict()).min(2).max(30).optional(),
			cannotBeDone: reviewPlan.shape.cannotBeDone.min(1).optional(),
			deadlines: z.strictObject({ review: caseDeadlines.strict(), cannotBeDone: caseDeadlines.strict() }).optional(),
		})
		.optional(),
	/** Where reminders go, for the hall's own gateway to send on (短信平台); without it clerks remind by hand (config/README.md). */
	reminders: reminderPlan.optional(),
	/** Daily figures by mail, and for programs that read them (config/README.md); without it neither. */
	dailyFigures: dailyFigures.optional(),
	/** A model that adds to the search at terminals; without it nothing leaves the hall (config/README.md). */
	guideModel: guideModelPlan.optional(),
	/** The cap on looks at people, and where alarms are said (docs/watching.md); without it as halls do that say nothing of it. */
	watching: watchingPlan.optional(),
	/** Minutes until a seat that nobody touches is signed out; without it 15 at windows and 10 at managers' seats. Never while a citizen is served. */
	idleSignOut: hallPlan.shape.idleSignOut,
	/** Where a phone reaches the ticket's page; without it the code on paper is no address, and phones show nothing. */
	phoneAddress: z
		.string()
		.max(60)
		.regex(/^https?:\/\/[^/?#@\s]+$/, 'an address such as "https://hall.example": scheme and machine, nothing after it')
		.optional(),
	loadModel: z.strictObject({ note: z.string().optional(), shareByHalfHour: z.record(clock, z.number().min(0).max(1)) }).optional(),
});

export type HallFile = z.infer<typeof hallFile>;
export type HallFileRule = z.infer<typeof hallRoutingRule>;

function isTimeZone(zoneName: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zoneName });
		return true;
	} catch {
		return false;
	}
}
