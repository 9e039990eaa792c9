/** What a manager's seat asks of the tide beyond commands, message `tide-desk`: nothing of it is an event. Answers and steps are commands. */
import { z } from 'zod';
import { businessDay, instant, queueId, windowId } from './identity.ts';
import { approvedMove, declineReason, dutyMove, planEffect, planId, planKind, rejectReason } from './tide-plan.ts';

/** Moves tried at once. */
export const mostMovesTried = 10;

export const tideDeskRequest = z.discriminatedUnion('do', [
	/** Forecast, planner and express lanes as they stand. */
	z.object({ do: z.literal('look') }),
	/** What these moves would bring if they were approved now; the same futures as the newest look, so that figures can be compared. */
	z.object({ do: z.literal('try'), moves: z.array(dutyMove).max(mostMovesTried) }),
	/** Look now, whatever the clock says. What it finds is in the log. */
	z.object({ do: z.literal('plan-now') }),
	/** Proposals of these days and what became of them, for looking back; at most five weeks. */
	z.object({ do: z.literal('plans'), from: businessDay, to: businessDay }),
]);
export type TideDeskRequest = z.infer<typeof tideDeskRequest>;
export const tideDeskUp = z.object({ session: z.string().max(128), request: tideDeskRequest });
export type TideDeskUp = z.infer<typeof tideDeskUp>;

/** Why a move cannot be approved as it is; each is also a refusal of `approve-tide-plan`. */
export const moveProblem = z.object({
	code: z.enum([
		'unknown-window',
		'unknown-queue',
		'window-lacks-capability',
		'window-duty-locked',
		'duty-change-pending',
		'queue-left-unserved',
		'too-many-duties',
		'same-duty',
		'window-not-open',
		'queue-in-manual-mode',
	]),
	window: windowId.optional(),
	queue: queueId.optional(),
	/** Of `window-duty-locked`: until when. Of `too-many-duties`: how many. */
	until: instant.optional(),
	most: z.number().int().optional(),
});
export type MoveProblem = z.infer<typeof moveProblem>;

export const shownTrial = planEffect.extend({
	/** Equivalent minutes saved by all moves together, their standard error, and the share of futures in which they help. */
	gain: z.number(),
	error: z.number(),
	sure: z.number().min(0).max(1),
	futures: z.number().int(),
	problems: z.array(moveProblem),
	at: instant,
});
export type ShownTrial = z.infer<typeof shownTrial>;

export const shownPlanner = z.object({
	/** `off`: the hall has chosen no tide. `waiting`: the hall is not open. `stopped`: it failed (`code`) and is begun anew. */
	state: z.enum(['well', 'working', 'waiting', 'stopped', 'off']),
	code: z.string().max(40).optional(),
	lastAt: instant.nullable(),
	nextAt: instant.nullable(),
	tookMs: z.number().nullable(),
	/** The last look was ended by the clock. */
	cutShort: z.boolean(),
});

export const shownForecast = z.object({
	/** Begin of the first interval. */
	from: instant,
	intervalMinutes: z.number(),
	queues: z.array(
		z.object({
			queue: queueId,
			/** People per interval of the day: expected, the band that holds nine of ten, and those who came (`null` = not over yet). */
			expected: z.array(z.number()),
			low: z.array(z.number()),
			high: z.array(z.number()),
			came: z.array(z.number().nullable()),
			/** How far forecasts were off: 0.2 = twenty percent of those who came, over so many days; `null` = nothing to tell from. */
			error: z.object({ days: z.number().int(), wape: z.number().nullable(), bias: z.number().nullable() }),
		}),
	),
	/** Days it was learned from, and days whose log has a gap and was left out. */
	learned: z.object({ days: z.number().int(), lastDay: businessDay.nullable(), leftOut: z.array(businessDay) }),
});
export type ShownForecast = z.infer<typeof shownForecast>;

/** An express lane (快办) now. `why` it does not hold: nobody is open for it, or the windows it has are not enough. */
export const shownExpress = z.object({
	queue: queueId,
	targetS: z.number(),
	waiting: z.number().int(),
	longestS: z.number(),
	/** Expected share within the target in the time looked at; `null` = not looked at yet. */
	inTarget: z.number().min(0).max(1).nullable(),
	windowsOpen: z.number().int(),
	/** Windows that may serve it and are open for something else. */
	windowsAble: z.number().int(),
	holds: z.boolean(),
	why: z.enum(['no-window-open', 'no-capacity', 'surge', 'windows-elsewhere']).nullable(),
	/** Windows more that would do; `null` = not known. */
	windowsMissing: z.number().int().nullable(),
});
export type ShownExpress = z.infer<typeof shownExpress>;

/** Queues that no window of the hall can serve, or that nobody who is open can now. */
export const unservable = z.object({ queue: queueId, why: z.enum(['no-window-can', 'nobody-open']), waiting: z.number().int() });

/** A proposal of a day as it ended. */
export const pastPlan = z.object({
	plan: planId,
	/** When its newest revision was made, and what it foresaw: person-minutes saved in the time looked at. */
	at: instant,
	foreseenMin: z.number(),
	sure: z.number().min(0).max(1),
	/** As approved, or else as proposed. */
	moves: z.array(approvedMove).max(10),
	end: z.enum(['approved', 'edited', 'automatic', 'rejected', 'expired', 'open']),
	endAt: instant.nullable(),
	staff: z.string().max(40).nullable(),
	reason: rejectReason.nullable(),
	undoneAt: instant.nullable(),
	declined: z.array(z.object({ window: windowId, reason: declineReason })).max(40),
	/** Windows whose duty did change, and when. */
	took: z.array(z.object({ window: windowId, at: instant, to: z.array(queueId) })).max(40),
});
export type PastPlan = z.infer<typeof pastPlan>;

export const tideDeskAnswer = z.union([
	z.object({
		ok: z.literal(true),
		do: z.literal('look'),
		planner: shownPlanner,
		forecast: shownForecast.nullable(),
		express: z.array(shownExpress),
		unservable: z.array(unservable),
	}),
	z.object({ ok: z.literal(true), do: z.literal('try'), trial: shownTrial }),
	/** `plan`: the open proposal after the look, if there is one. */
	z.object({ ok: z.literal(true), do: z.literal('plan-now'), kind: planKind, plan: planId.nullable() }),
	z.object({
		ok: z.literal(true),
		do: z.literal('plans'),
		days: z.array(z.object({ day: businessDay, plans: z.array(pastPlan) })),
		/** Days whose log cannot be read. */
		damaged: z.array(businessDay),
	}),
	z.object({ ok: z.literal(false), code: z.enum(['not-permitted', 'malformed', 'busy', 'tide-off', 'hall-not-open', 'planner-stopped']) }),
]);
export type TideDeskAnswer = z.infer<typeof tideDeskAnswer>;
export type TideLook = Extract<TideDeskAnswer, { do: 'look' }>;
export type PlansLook = Extract<TideDeskAnswer, { do: 'plans' }>;
