/**
 * The tide (潮汐窗口) as the log tells it: what the platform proposes, what a manager made of it, and which window changes its duty when.
 * Codes, numbers and times alone: words are made by the screens, and nothing of a person is in it (P1).
 */
import { z } from 'zod';
import { instant, queueId, windowId } from './identity.ts';

/** `1005-3fa2`: local time of the first revision, and chance, so that two platforms never name two plans alike. */
export const planId = z.string().regex(/^\d{4}-[0-9a-f]{4}$/);

/** Why it was looked at now. */
export const planTriggers = ['clock', 'fault', 'surge', 'asked', 'group', 'take-over', 'duty'] as const;
export const planTrigger = z.enum(planTriggers);

/** `change`: moves are proposed. `none`: no change is advised. `short`: no change helps, and a target cannot be met with the windows there are. */
export const planKind = z.enum(['change', 'none', 'short']);

/** Codes with which a manager turns a proposal away, and a clerk a change of duty; worded in `tide.yaml`. */
export const rejectReasons = ['not-now', 'clerk-needed-here', 'clerk-not-trained', 'too-many-changes', 'figures-wrong', 'other'] as const;
export const declineReasons = ['not-trained', 'long-case', 'break-soon', 'unwell', 'system-missing', 'other'] as const;
export const rejectReason = z.enum(rejectReasons);
export const declineReason = z.enum(declineReasons);

const duty = z.array(queueId).min(1).max(20);
const seconds = z.number();
const count = z.number().int().min(0);

/** One window, and the duty it is to have. */
export const dutyMove = z.object({ window: windowId, to: duty });
export type DutyMove = z.infer<typeof dutyMove>;

export const proposedMove = z.object({
	window: windowId,
	from: duty,
	to: duty,
	/** Equivalent minutes of waiting it saves in the time looked at, and their standard error. */
	gain: z.number(),
	error: z.number(),
	/** Share of the futures that were played in which it helps. */
	sure: z.number().min(0).max(1),
	/** Why now: the queue that draws it, how many wait, the longest wait and the target (seconds). */
	because: z.object({ queue: queueId, waiting: count, longestS: seconds, targetS: seconds }),
	/** Changes of this window's duty today before this one. */
	movesToday: count,
});
export type ProposedTideMove = z.infer<typeof proposedMove>;

/** What a plan does to one queue, in the time looked at: mean wait in seconds, and share of people within the target. */
export const queueEffect = z.object({
	queue: queueId,
	targetS: seconds,
	waitingNow: count,
	meanWaitBeforeS: seconds,
	meanWaitAfterS: seconds,
	inTargetBefore: z.number().min(0).max(1),
	inTargetAfter: z.number().min(0).max(1),
});
export type QueueEffect = z.infer<typeof queueEffect>;

/** Queues whose people wait longer with the plan than without, the worst first. */
export const whoPays = z.object({ queue: queueId, moreS: seconds, people: z.number().min(0) });

/** The target cannot be met: with so many `windows` more for these queues it could (`null` = not even with six), or so many people are too many. */
export const missingCapacity = z.object({ queues: z.array(queueId).min(1), windows: z.number().int().min(1).nullable(), people: count });
export type MissingCapacity = z.infer<typeof missingCapacity>;

const effect = {
	/** Minutes of waiting of all people together in the time looked at, without and with the plan. */
	waitBeforeMin: z.number(),
	waitAfterMin: z.number(),
	queues: z.array(queueEffect).max(60),
	pays: z.array(whoPays).max(60),
	missing: missingCapacity.nullable(),
};
export const planEffect = z.object(effect);
export type PlanEffect = z.infer<typeof planEffect>;

/** What may come, as it was known: `domain/tide/moment.ts`, with queues in the order of `queues`. */
export const recordedOutlook = z.object({
	from: seconds,
	intervalS: z.number().positive(),
	expected: z.array(z.array(z.number().min(0)).max(40)).max(60),
	certainty: z.array(z.number()).max(60),
	booked: z.array(z.tuple([seconds, z.number().int().min(0), count])).max(2_000),
	show: z.number().min(0).max(1),
	priorityShare: z.number().min(0).max(1),
});

/** Everything that the log itself does not say and that made this plan: with the log up to `position` it makes the plan again, to the last digit. */
export const planBasis = z.object({
	version: z.number().int().min(1),
	/** Log position of the snapshot, and platform time then. */
	position: count,
	at: instant,
	seed: z.number().int().min(0),
	/** Events it was allowed to play, those after which the clock stopped it (`null` = it did not), and futures played. */
	work: count,
	stoppedAt: count.nullable(),
	futures: count,
	outlook: recordedOutlook,
	/** Usual service and its coefficient of variation, per queue, as learned; in the order of the plan's queues. */
	services: z.array(z.tuple([z.number().positive(), z.number().min(0)])).max(60),
});
export type PlanBasis = z.infer<typeof planBasis>;

export const tideProposal = z.object({
	plan: planId,
	/** 1, 2, 3 …: a newer look that found something else revises a proposal that nobody has answered. */
	revision: z.number().int().min(1),
	kind: planKind,
	trigger: planTrigger,
	moves: z.array(proposedMove).max(10),
	...effect,
	/** The least sure of its moves; 1 where there is none. */
	sure: z.number().min(0).max(1),
	/** When it would be in force, until when it may be answered, and the end of the time looked at. */
	takesEffectAt: instant,
	expiresAt: instant,
	looksUntil: instant,
	basis: planBasis,
});
export type TideProposal = z.infer<typeof tideProposal>;

/** Which rule of the hall approved it without a person, with the limits as they were. */
export const automaticRule = z.object({
	name: z.literal('automatic'),
	minGain: z.number(),
	minSure: z.number(),
	mostMovesADay: z.number().int(),
	madeToday: z.number().int(),
});

export const approvedMove = z.object({ window: windowId, from: duty, to: duty });
export const planApproved = z.object({
	plan: planId,
	revision: z.number().int().min(1),
	moves: z.array(approvedMove).min(1).max(10),
	/** The manager changed the moves before approving them. */
	edited: z.boolean(),
	/** The windows go back then; `null` = until something else is decided. */
	until: instant.nullable(),
	rule: automaticRule.optional(),
});

/** `time`: nobody answered. `no-longer`: it is no longer advised. `overtaken`: duties, locks or windows changed. `day-over`. */
export const expiryReason = z.enum(['time', 'no-longer', 'overtaken', 'day-over']);

/** The window is told; the change is made at the first moment from `notBefore` on at which nobody is in service there. */
export const dutyChangeDue = z.object({
	window: windowId,
	plan: planId,
	from: duty,
	to: duty,
	notBefore: instant,
	/** Until then the clerk may decline it. */
	declineUntil: instant,
	until: instant.nullable(),
	/** It takes an earlier change back (undone). */
	back: z.boolean(),
});
export type DutyChangeDue = z.infer<typeof dutyChangeDue>;

export const expectedGroup = z.object({
	/** `g1`, `g2` … of this day. */
	group: z.string().regex(/^g\d{1,4}$/),
	queue: queueId,
	people: z.number().int().min(1).max(2_000),
	at: instant,
});

/** What a hall chose for its tide. Absent in a plan = nothing is proposed. */
export const tideSettings = z.object({
	everyMinutes: z.number().min(1).max(60),
	/** Seconds between the notice at a window and its change, and in which its clerk may decline. */
	noticeSeconds: z.number().int().min(0).max(600),
	declineSeconds: z.number().int().min(0).max(600),
	/** A proposal may be answered so long. */
	answerMinutes: z.number().min(1).max(60),
	/** A duty that a manager sets by hand is not touched for so long, where nothing else is said. */
	lockMinutes: z.number().min(1).max(720),
	/** Queues on one window's sign at most. */
	mostQueues: z.number().int().min(1).max(20),
	/** A window keeps its duty so long after a change; changes of one window a day; at once; per hour and ten windows. */
	dwellMinutes: z.number().min(0).max(480),
	mostMovesPerWindow: z.number().int().min(0).max(50),
	mostAtOnce: z.number().int().min(1).max(10),
	movesPerHourPerTen: z.number().min(0).max(20),
	/** Equivalent minutes a change must bring beyond what it costs. */
	threshold: z.number().min(0),
	/** Seconds a change costs a window, and what a service outside its home duty takes longer (1.2 = a fifth). */
	changeSeconds: z.number().min(0).max(600),
	awayFactor: z.number().min(1).max(3),
	/** 快办: queues of short services with a target of their own. */
	express: z.array(z.object({ queue: queueId, targetMinutes: z.number().positive() })),
	/** Plans within all of these are approved by the platform itself. */
	automatic: z
		.object({
			/** Local times `HH:MM` between which it decides. */
			from: z.string(),
			to: z.string(),
			/** Absent = all. */
			windows: z.array(windowId).optional(),
			queues: z.array(queueId).optional(),
			mostMovesADay: z.number().int().min(1),
			minGain: z.number().min(0),
			minSure: z.number().min(0).max(1),
		})
		.optional(),
});
export type TideSettings = z.infer<typeof tideSettings>;
