/** Everything that can have happened on a hall-day: past tense, total order, never changed (S1), no personal data (P1). */
import { z } from 'zod';
import { caseReported } from './cases.ts';
import { deviceState, handedInApplication, printOutcome, printProof, submittedApplication, visit } from './commands.ts';
import { openedComplaint, saidStep } from './complaints.ts';
import {
	businessDay,
	commandNumber,
	hallCode,
	instant,
	queueId,
	staffId,
	stationEpoch,
	stationId,
	ticketNumber,
	windowId,
} from './identity.ts';
import { machineTroubles } from './machine-trouble.ts';
import { manualResult } from './manual.ts';
import { mostReasons, reasonCode, reviewChannel, reviewFault, reviewLevel } from './reviews.ts';
import {
	declineReason,
	dutyChangeDue,
	expectedGroup,
	expiryReason,
	planApproved,
	planId,
	rejectReason,
	tideProposal,
} from './tide-plan.ts';

/** Why this ticket was called now: the code of the rule and its facts; worded in `config/wording/<language>/reasons.yaml`. */
export const pickReason = z.object({
	code: z.enum([
		'reservation-due', // its booked time has come
		'priority-turn', // a priority ticket, and it is their turn
		'ordinary-turn', // in the order of arrival
		'ordinary-aged', // waited past the bound, goes before priority
		'missed-returned', // missed its call, its places have passed
		'only-one', // nobody else waits
		'designated', // chosen by the clerk, with a reason
		'returned-held', // had been held and comes back
	]),
	params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});
export type PickReason = z.infer<typeof pickReason>;

export const conflictKind = z.enum([
	'duplicate-number', // two papers with one number
	'served-at-two-windows',
	'service-without-call', // started or finished a ticket that was not at this window
	'service-after-end', // ticket had already ended
	'unknown-ticket', // a report names a ticket nobody issued
	'report-without-session', // staff work reported without a valid sign-in
	'report-under-expired-sign-in', // staff work under a sign-in that does not count: `claims` says whose, `detail` why
	'report-out-of-role', // a station reported what its role does not do
	'lost-with-platform', // a former platform had decided it, and it cannot be taken over as it is: `detail` names the event
	'manual-entry-doubtful', // an entry by hand whose times cannot be right, or of a time when nobody called by hand: `detail` says which
	'reservation-used-twice', // two tickets of one reservation: `ticket` is the later one, `detail` names the other
	'case-accepted-twice', // two windows accepted one application, cut off from each other: `detail` is its number
	'reservation-not-standing', // checked in, but the booking had been cancelled, changed, is unknown, or the slot is full already: `detail`
]);

/**
 * Where an event comes from that a former platform had decided and that reached the one in charge late (`term.ts`): said in its log by the
 * platform's own seat, it means what the first one meant and was done by whoever did that.
 */
export const recoveredFrom = z.object({
	/** The term in which it was decided, and its place in that term's log of this day. */
	term: z.object({ number: z.number().int().min(1), platform: z.string().regex(/^P[1-9]$/) }),
	position: z.number().int().min(1),
	name: z.string().max(40),
	station: stationId,
	epoch: stationEpoch,
	n: commandNumber,
	staff: staffId.nullable(),
	recordedAt: instant,
});
export type RecoveredFrom = z.infer<typeof recoveredFrom>;

export const eventTable = {
	'day-opened': z.object({}),
	'day-closed': z.object({ notServed: z.array(ticketNumber) }),
	'ticket-issued': z.object({
		number: ticketNumber,
		/** `A` = the shared series of queue A; `A2` = terminal 2's own. */
		series: z.string(),
		sequence: z.number().int().min(1),
		visit,
		/** `manual`: a reserve number, handed out by people (`manual.ts`). */
		origin: z.enum(['shared', 'offline', 'manual']),
		/** Waiting is measured from here; computed once by the platform. */
		queuedAt: instant,
		/** The unanswered ask that this paper stands for (`offline-ticket`). */
		replaces: z.object({ epoch: stationEpoch, n: commandNumber }).optional(),
	}),
	'ticket-voided': z.object({ ticket: ticketNumber, replacedBy: ticketNumber }),
	'ticket-cancelled': z.object({ ticket: ticketNumber, reason: z.string() }),
	'ticket-called': z.object({ ticket: ticketNumber, window: windowId, reason: pickReason, note: z.string().optional() }),
	'ticket-recalled': z.object({ ticket: ticketNumber, window: windowId, times: z.number().int().min(1) }),
	'service-started': z.object({ ticket: ticketNumber, window: windowId }),
	/** `comesBackTo`: the window that had sent it on; it waits there, held. */
	'service-finished': z.object({ ticket: ticketNumber, window: windowId, comesBackTo: windowId.optional() }),
	/** Missed its call, waits again behind `after` others. */
	'ticket-requeued': z.object({ ticket: ticketNumber, window: windowId, after: z.number().int().min(1) }),
	'ticket-no-show': z.object({ ticket: ticketNumber, window: windowId }),
	'ticket-held': z.object({ ticket: ticketNumber, window: windowId, reason: z.string(), until: instant.optional() }),
	'ticket-returned': z.object({ ticket: ticketNumber, to: z.enum(['queue', 'window']), window: windowId.optional() }),
	'ticket-transferred': z.object({
		...{ ticket: ticketNumber, from: queueId, to: queueId, window: windowId.optional(), reason: z.string() },
		comeBackTo: windowId.optional(),
	}),
	'priority-granted': z.object({ ticket: ticketNumber, group: z.string().max(32) }),
	'ticket-paper-known': z.object({
		ticket: ticketNumber,
		job: z.string(),
		copy: z.number().int().min(1),
		outcome: printOutcome,
		proof: printProof,
		code: z.string().optional(),
	}),
	'window-opened': z.object({ window: windowId, clerk: staffId, station: stationId }),
	'window-paused': z.object({ window: windowId, reason: z.string(), until: instant.optional() }),
	'window-resumed': z.object({ window: windowId }),
	'window-closed': z.object({ window: windowId }),
	/** `plan`: the tide's; `why` then says which of its changes. `threshold…`: the window's own, while no platform planned for it. */
	'duty-changed': z.object({
		window: windowId,
		duty: z.array(queueId),
		reason: z.string().optional(),
		plan: planId.optional(),
		why: z.enum(['plan', 'plan-undone', 'plan-over', 'threshold', 'threshold-over']).optional(),
	}),
	'device-health-changed': z.object({ device: z.string(), deviceKind: z.string(), state: deviceState, code: z.string() }),
	/** All that is wrong with a station's PC from now on; empty = it is well. */
	'machine-health-changed': z.object({ station: stationId, troubles: machineTroubles }),
	'help-called': z.object({ station: stationId }),
	'help-answered': z.object({ station: stationId }),
	'application-handed-in': handedInApplication,
	/** The platform has all of it: said by the platform alone, on the day the last attachment was found right. */
	'application-submitted': submittedApplication,
	/** Steps of a case; what they make of it is worked out over all days (`domain/cases`). */
	'case-reported': caseReported,
	/** Booked people who did not come to this slot; the newest count of a slot holds. */
	'reservations-missed': z.object({ queue: queueId, slot: instant, count: z.number().int().min(0) }),
	'conflict-found': z.object({
		conflict: z.number().int().min(1),
		kind: conflictKind,
		ticket: ticketNumber.optional(),
		window: windowId.optional(),
		otherWindow: windowId.optional(),
		/** Whom the report names, where that could not be proved. */
		claims: staffId.optional(),
		detail: z.string(),
	}),
	/** Another platform decides from here on (`term.ts`); `block` as in `termBegin`. */
	'term-began': z.object({
		number: z.number().int().min(1),
		platform: z.string().regex(/^P[1-9]$/),
		block: z.number().int().min(0).max(99),
		planned: z.boolean(),
		reason: z.string(),
	}),
	/** The station that says it was cut off and is heard again; its own words, as in `commands.ts`. */
	'cut-off-ended': z.object({
		since: instant.nullable(),
		until: instant,
		waited: z.object({ from: commandNumber, to: commandNumber }).optional(),
	}),
	/**
	 * An event of a former platform (`recovered`) changes nothing here: the day says so already, its seat was answered here about the same command,
	 * or what came since goes before it.
	 */
	'event-passed-over': z.object({ why: z.enum(['already-so', 'decided-here', 'overtaken']) }),
	/** From `at` on people call these queues by hand. */
	'manual-began': z.object({ queues: z.array(queueId).min(1), at: instant, reason: z.string() }),
	'manual-ended': z.object({ queues: z.array(queueId).min(1), at: instant }),
	/** Done by hand and entered later: the times are those of the clerk's form; who entered it is `staff`. */
	'manual-service-entered': z.object({
		ticket: ticketNumber,
		result: manualResult.exclude(['waiting']),
		servedAt: windowId.optional(),
		servedBy: staffId.optional(),
		calledAt: instant.nullable(),
		beganAt: instant.nullable(),
		endedAt: instant.nullable(),
		run: z.string().optional(),
	}),
	/** The one review of this service; `window`, `clerk`, `endedAt`: of the service. */
	'review-given': z.object({
		ticket: ticketNumber,
		level: reviewLevel,
		reasons: z.array(reasonCode).max(mostReasons),
		channel: reviewChannel,
		window: windowId,
		clerk: staffId.nullable(),
		endedAt: instant,
		/** Absent: of a number whose own machine had not been heard. */
		queue: queueId.optional(),
	}),
	/** A review that does not count; its level is not kept. */
	'review-passed-over': z.object({ ticket: ticketNumber, channel: reviewChannel, why: reviewFault }),
	/** The tide (`tide-plan.ts`): proposed by the platform; answered, over, taken back; announced to a window, and declined there. */
	'tide-plan-proposed': tideProposal,
	'tide-plan-approved': planApproved,
	'tide-plan-rejected': z.object({ plan: planId, revision: z.number().int().min(1), reason: rejectReason }),
	'tide-plan-expired': z.object({ plan: planId, revision: z.number().int().min(1), why: expiryReason }),
	/** `withdrawn`: had not changed yet; `back`: go back; `left`: changed otherwise since. */
	'tide-plan-undone': z.object({
		plan: planId,
		withdrawn: z.array(windowId),
		back: z.array(windowId),
		left: z.array(windowId),
	}),
	'duty-change-due': dutyChangeDue,
	/** `counts` false: it came too late, or nothing was due; the duty stays as it is, and the manager is told. */
	'duty-change-declined': z.object({ window: windowId, plan: planId, reason: declineReason, counts: z.boolean() }),
	'window-duty-locked': z.object({ window: windowId, until: instant }),
	'window-duty-released': z.object({ window: windowId }),
	'group-expected': expectedGroup,
	'group-withdrawn': expectedGroup.pick({ group: true }),
	'complaint-opened': openedComplaint.extend({ by: z.enum(['citizen', 'window', 'manager']) }),
	'complaint-stepped': saidStep,
	'conflict-settled': z.object({ conflict: z.number().int().min(1), decision: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof eventTable;
export const eventNames = Object.keys(eventTable) as EventName[];
export type EventBody<N extends EventName> = z.infer<(typeof eventTable)[N]>;

/** What a decider returns: the platform adds the rest. */
export type NewEvent<N extends EventName = EventName> = { [K in N]: { name: K; body: EventBody<K> } }[N];

export const eventStamp = z.object({
	hall: hallCode,
	day: businessDay,
	/** 1, 2, 3 … within the hall-day, no gaps. */
	position: z.number().int().min(1),
	recordedAt: instant,
	occurredAt: instant,
	/** The station whose command caused it; the platform itself is `PLATFORM`. */
	station: stationId,
	epoch: stationEpoch,
	n: commandNumber,
	staff: staffId.nullable(),
	configVersion: z.string(),
	recovered: recoveredFrom.optional(),
});
export type EventStamp = z.infer<typeof eventStamp>;

/** Validated at every edge; the body is checked against `eventTable[name]`. */
export const hallEvent = eventStamp
	.extend({ name: z.enum(eventNames as [EventName, ...EventName[]]), body: z.unknown() })
	.superRefine((event, context) => {
		const body = eventTable[event.name].safeParse(event.body);
		if (!body.success) context.addIssue({ code: 'custom', path: ['body'], message: body.error.issues[0]?.message ?? 'bad body' });
	})
	.transform((event) => event as HallEvent);

export type HallEvent<N extends EventName = EventName> = { [K in N]: EventStamp & { name: K; body: EventBody<K> } }[N];
