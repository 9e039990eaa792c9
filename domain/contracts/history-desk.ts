/**
 * What a manager's seat asks of days that are over, message `history-desk`: their figures, files of them, one day to play again, and a plan for a day
 * to come. Nobody is in any of it: counts, waits and times alone (P1).
 */
import { z } from 'zod';
import { businessDay, instant, queueId, windowId } from './identity.ts';
import { slotOutlook, slotPlan } from './slot-outlook.ts';

/** A period holds no more days. */
export const longestPeriod = 366;
export const fileFormats = ['csv', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof fileFormats)[number];

const period = { from: businessDay, to: businessDay };

/** One more change of tomorrow's windows that the manager wishes to see beside the plan. */
export const planWish = z.object({
	day: businessDay,
	/** Windows that will be there; absent = those of the same weekday before. */
	windows: z.array(windowId).max(400).optional(),
});
export type PlanWish = z.infer<typeof planWish>;

export const historyDeskRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look'), ...period, queue: queueId.optional() }),
	z.object({ do: z.literal('past-day'), day: businessDay }),
	z.object({ do: z.literal('file'), ...period, format: z.enum(fileFormats), language: z.enum(['zh-CN', 'en']) }),
	z.object({ do: z.literal('plan'), ...planWish.shape }),
	/** Slots of a day to come; `take-slots`: takes over what the advice of `madeAt` says, `drop-slots`: the hall's file counts again. */
	z.object({ do: z.literal('slots'), day: businessDay }),
	z.object({ do: z.literal('take-slots'), day: businessDay, madeAt: instant }),
	z.object({ do: z.literal('drop-slots'), day: businessDay }),
]);
export type HistoryDeskRequest = z.infer<typeof historyDeskRequest>;
export const historyDeskUp = z.object({ session: z.string().max(128), request: historyDeskRequest });
export type HistoryDeskUp = z.infer<typeof historyDeskUp>;

const count = z.number().int().min(0);
const some = z.number().min(0);
const perhaps = some.nullable();
export const ends = z.object({
	/** People, or stays in a queue where a row says so: came, served, called in vain, gave the number back, sent home at the end, not ended yet. */
	came: count,
	served: count,
	noShow: count,
	cancelled: count,
	notServed: count,
	open: count,
	/** Of those called: how many, and seconds waited until the first call. */
	called: count,
	waitS: some,
});
export const waits = z.object({
	/** Minutes: the mean; half, and nineteen of twenty, waited no longer. `null` = nobody was called. */
	mean: perhaps,
	half: perhaps,
	most: perhaps,
	/** Share within the target; `null` = none is promised. */
	inTarget: perhaps,
});
const both = ends.extend(waits.shape);
export const dayEnd = z.object({
	day: businessDay,
	openedAt: instant.nullable(),
	closedAt: instant.nullable(),
	all: both,
	/** Each person in one of them: by the machine, from a terminal that was cut off, by hand. */
	ways: z.object({ normal: ends, offline: ends, manual: ends }),
	/** Times that somebody was sent on to another queue. */
	sentOn: count,
	manual: z.array(z.object({ queue: queueId, from: instant, to: instant.nullable() })),
	cuts: z.array(z.object({ station: z.string(), since: instant.nullable(), until: instant })),
});
export const history = z.object({
	days: z.array(dayEnd),
	all: both,
	/** By the local hour in which people came. */
	hours: z.array(both.extend({ hour: count })),
	queues: z.array(both.extend({ queue: queueId })),
	windows: z.array(z.object({ window: windowId, finished: count, openH: some, pausedH: some, busy: perhaps, minutes: perhaps })),
	/** ISO weekday and local hour; `came` in the mean of those days. */
	week: z.array(z.object({ weekday: count, hour: count, days: count, came: some, mean: perhaps })),
});

const span = z.tuple([instant, instant.nullable()]);
export const pastDay = z.object({
	day: businessDay,
	position: count,
	openedAt: instant.nullable(),
	closedAt: instant.nullable(),
	stays: z.array(
		z.object({
			queue: queueId,
			at: instant,
			kind: z.enum(['walk-in', 'reserved', 'priority']),
			way: z.enum(['normal', 'offline', 'manual']),
			calledAt: instant.nullable(),
			window: windowId.nullable(),
			busyMs: some,
			endedAt: instant.nullable(),
			end: z.enum(['served', 'no-show', 'cancelled', 'not-served', 'sent-on', 'open']),
			byHand: z.boolean(),
			first: z.boolean(),
		}),
	),
	windows: z.array(
		z.object({
			id: windowId,
			open: z.array(span),
			paused: z.array(span),
			signs: z.array(z.object({ at: z.number(), queues: z.array(queueId) })),
		}),
	),
	manual: z.array(z.object({ queue: queueId, from: instant, to: instant.nullable() })),
	cuts: z.array(z.object({ station: z.string(), since: instant.nullable(), until: instant })),
});
const names = z.object({ zh: z.string(), en: z.string() });
export const pastHall = z.object({
	queues: z.array(z.object({ id: queueId, name: names, meanS: some, targetS: perhaps })),
	windows: z.array(z.object({ id: windowId, number: z.string(), homeDuty: z.array(queueId), capabilities: z.array(queueId) })),
	byUrgency: z.boolean(),
	/** With `byUrgency`: how many wait counted too (`crowd-urgency`). */
	byCrowd: z.boolean().optional(),
});

/** A plan for one day: signs of windows by quarter hour, what they bring, and who should learn what. */
export const dayPlan = z.object({
	day: businessDay,
	kind: z.string(),
	/** Local minutes of the day at which the first quarter begins, and how many there are. */
	from: count,
	quarters: count,
	windows: z.array(
		z.object({
			window: windowId,
			/** Stretches from the first of these quarters up to the last: what hangs, or a break. */
			parts: z.array(z.object({ from: count, to: count, queues: z.array(queueId), lunch: z.boolean() })),
		}),
	),
	/** Simulated on the same people: usual signs, and this plan; minutes. */
	expected: z.object({
		usual: z.object({ mean: some, most: some, late: some }),
		planned: z.object({ mean: some, most: some, late: some }),
	}),
	/** Whether the plan was better on the drawn days; otherwise the usual signs are advised. */
	better: z.boolean(),
	futures: count,
	/** Quarters in which a queue has fewer windows than the target asks for. */
	short: z.array(z.object({ queue: queueId, from: count, to: count, windows: some })),
	/** Best first. */
	training: z.array(
		z.object({ window: windowId, queue: queueId, meanLess: z.number(), mostLess: z.number(), peakLess: z.number(), sure: z.number() }),
	),
	/** Quieter half hours to send people to, under usual signs: the same that terminals are told. */
	quieter: slotOutlook.shape.quieter,
	solver: z.object({ status: z.enum(['best', 'good-enough', 'none']), ms: some }),
	/** Days the forecast was learned from. */
	learned: count,
});
export type DayPlan = z.infer<typeof dayPlan>;

export const historyRefusals = ['not-permitted', 'busy', 'malformed', 'no-day', 'too-long', 'too-early', 'no-plan', 'changed'] as const;
export const historyDeskAnswer = z.union([
	z.object({
		ok: z.literal(true),
		do: z.literal('look'),
		...period,
		queue: queueId.nullable(),
		history,
		/** Days of the period whose log is damaged: they are not in it. */
		damaged: z.array(businessDay),
		/** First day the hall has a log of. */
		since: businessDay.nullable(),
	}),
	z.object({ ok: z.literal(true), do: z.literal('past-day'), past: pastDay, hall: pastHall }),
	z.object({ ok: z.literal(true), do: z.literal('file'), name: z.string().max(80), base64: z.string() }),
	z.object({ ok: z.literal(true), do: z.literal('plan'), plan: dayPlan }),
	z.object({ ok: z.literal(true), do: z.literal('slots'), slots: slotPlan }),
	z.object({ ok: z.literal(false), code: z.enum(historyRefusals) }),
]);
export type HistoryDeskAnswer = z.infer<typeof historyDeskAnswer>;
export type HistoryLook = Extract<HistoryDeskAnswer, { do: 'look' }>;
