/**
 * What became of a hall-day's cuts once everyone was heard again, for a manager: who was cut off, what came in late, what disagreed and how it was
 * settled. Made of the log alone (`domain/reconciliation/`), worded by `config/wording/<language>/reconciliation.yaml`. No personal data (P1).
 */
import { z } from 'zod';
import { businessDay, hallCode, instant, queueId, staffId, stationId, ticketNumber, windowId } from './identity.ts';

const count = z.number().int().min(0);

/** Reports of one station that came in together after it had been out of reach. */
export const cut = z.object({
	/** Station and running number within the day, e.g. `T2/1`. */
	id: z.string(),
	station: stationId,
	/**
	 * `said`: the station itself said that it was cut off, and which reports waited. `late`: it said nothing; the reports came long after the time
	 * they bear, or bear a number of its own series. Then only the reports are facts: a clock that is wrong looks the same as a cut.
	 */
	basis: z.enum(['said', 'late']),
	/** When it last heard a platform; `null` = it said nothing, or was started anew while cut off. */
	since: instant.nullable(),
	until: instant.nullable(),
	/** Station's own times of its first and last report; `null` = nothing waited. */
	firstAt: instant.nullable(),
	lastAt: instant.nullable(),
	/** When the platform recorded the first and the last of them. */
	heardFrom: instant.nullable(),
	heardTo: instant.nullable(),
	/** Commands taken, each once. */
	reports: count,
	/** Given out from its own series; `stage`: what has become of the ticket at the end of the log. */
	tickets: z.array(z.object({ number: ticketNumber, at: instant, stage: z.string() })),
	/** Numbers nobody holds, because the paper `by` stands for them. */
	voided: z.array(z.object({ ticket: ticketNumber, by: ticketNumber })),
	servicesStarted: count,
	servicesFinished: count,
	/** Tickets whose paper surely, or perhaps, never came out. */
	papersFailed: z.array(ticketNumber),
	papersUnknown: z.array(ticketNumber),
	/** Numbers of the conflicts these reports brought to light. */
	conflicts: z.array(z.number().int()),
});
export type Cut = z.infer<typeof cut>;

/** The cases a manager has to tell apart; each has its words and its ready decisions. `other`: one this program does not know. */
export const conflictCases = [
	'two-papers',
	'replaced-in-service',
	'two-windows',
	'called-elsewhere',
	'not-called',
	'after-end',
	'unknown-ticket',
	'without-session',
	'other-window',
	'series-of-another',
	'unknown-queue',
	'unknown-station',
	'out-of-role',
	'reservation-twice',
	'entry-doubtful',
	'other',
] as const;
export type ConflictCase = (typeof conflictCases)[number];

/** What the log tells of a ticket, oldest first. */
export const historyCodes = [
	'issued',
	'issued-cut-off',
	'paper-printed',
	'paper-failed',
	'paper-unknown',
	'voided',
	'cancelled',
	'called',
	'started',
	'finished',
	'requeued',
	'no-show',
	'held',
	'returned',
	'transferred',
	'priority',
] as const;
export const historyLine = z.object({
	code: z.enum(historyCodes),
	at: instant,
	/** Recorded so much later than it happened, whole minutes; 0 = at once. */
	lateMinutes: count,
	params: z.record(z.string(), z.string()),
});
export type HistoryLine = z.infer<typeof historyLine>;

export const foundConflict = z.object({
	number: z.number().int().min(1),
	case: z.enum(conflictCases),
	station: stationId,
	ticket: ticketNumber.optional(),
	/** The other number it is about. */
	otherTicket: ticketNumber.optional(),
	window: windowId.optional(),
	otherWindow: windowId.optional(),
	/** When the report that disagreed happened, by its station's clock, and when it was recorded. */
	occurredAt: instant,
	at: instant,
	/** The cut whose reports brought it to light; `null` = none. */
	cut: z.string().nullable(),
	history: z.array(historyLine),
	/** `staff` is `null` where the log itself settled it. */
	settled: z.object({ at: instant, staff: staffId.nullable(), decision: z.string() }).nullable(),
});
export type FoundConflict = z.infer<typeof foundConflict>;

export const reconciliation = z.object({
	hall: hallCode,
	day: businessDay,
	/** Position of the log it was made from. */
	position: count,
	cuts: z.array(cut),
	conflicts: z.array(foundConflict),
	/** Take-overs of this day. */
	terms: z.array(z.object({ number: z.number().int(), platform: z.string(), at: instant, planned: z.boolean(), reason: z.string() })),
	/** When people called by hand: each queue from when until when; `until` `null` = it still is so. */
	manual: z.array(z.object({ queue: queueId, from: instant, until: instant.nullable() })),
	sums: z.object({
		issued: count,
		shared: count,
		/** From own series of terminals: `offlineSaid` in cuts that were told, `offlineLate` in the others. */
		offline: count,
		offlineSaid: count,
		offlineLate: count,
		/** Reserve numbers that people handed out, entered afterwards. */
		otherwise: count,
		/** Services entered afterwards from clerks' forms. */
		entered: count,
		/** By stage at the end of the log; together they are `issued` (I-21). */
		stages: z.record(z.string(), count),
		conflicts: count,
		settled: count,
		open: count,
	}),
});
export type Reconciliation = z.infer<typeof reconciliation>;

/** Manager → platform, message `reconciliation`: the report of a day. `session`: of the manager's own seat. */
export const reconciliationAsked = z.object({ session: z.string().max(128), day: businessDay });
export const reconciliationRefusals = ['not-permitted', 'no-day', 'malformed', 'busy'] as const;
export const reconciliationAnswer = z.union([
	z.object({ ok: z.literal(true), report: reconciliation }),
	z.object({ ok: z.literal(false), code: z.enum(reconciliationRefusals), detail: z.string().optional() }),
]);
export type ReconciliationAnswer = z.infer<typeof reconciliationAnswer>;
export type ReconciliationAsked = z.infer<typeof reconciliationAsked>;
