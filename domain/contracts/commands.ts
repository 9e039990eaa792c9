/**
 * Everything that can be said upwards, in one table: the name, its kind (ask or report), who may say it, and its body.
 * An ask may be refused and is never kept for later; a report has already happened and is never refused (S6).
 */
import { z } from 'zod';
import { applicationLimits, applicationRef } from './applications.ts';
import { reportCase } from './cases.ts';
import { openedComplaint, saidStep } from './complaints.ts';
import {
	businessDay,
	catalogueCode,
	commandNumber,
	instant,
	personRef,
	queueId,
	type StationRole,
	type staffId,
	stationEpoch,
	stationId,
	ticketNumber,
	windowId,
} from './identity.ts';
import { machineTroubles } from './machine-trouble.ts';
import { manualEntry } from './manual.ts';
import { reservationRef } from './reservations.ts';
import { mostReasons, reasonCode, reviewChannel, reviewLevel } from './reviews.ts';
import { automaticRule, declineReason, dutyMove, expectedGroup, expiryReason, planId, rejectReason, tideProposal } from './tide-plan.ts';

const reason = z.string().trim().min(1).max(200);
const channel = z.enum(['card', 'no-card', 'reservation']);

/** What the citizen came for. `theme` is set when the items were chosen inside one 一件事. */
export const visit = z.object({
	queue: queueId,
	items: z.array(catalogueCode).max(40),
	theme: catalogueCode.optional(),
	channel,
	/** Code of a priority group that was verified at the station. */
	priorityGroup: z.string().max(32).optional(),
	personRef: personRef.optional(),
	/** Start of the booked slot, when a reservation was checked in. */
	reservationSlot: instant.optional(),
	/** The reservation it consumes: the keyed hash of its code (I-12). */
	reservationRef: reservationRef.optional(),
	/** The application that was handed in before the number was taken. */
	application: applicationRef.optional(),
});
export type Visit = z.infer<typeof visit>;

export const deviceState = z.enum(['connecting', 'ready', 'warning', 'stopped', 'disconnected']);
export const printOutcome = z.enum(['printed', 'failed', 'unknown']);
export const printProof = z.enum(['none', 'written', 'acknowledged', 'done']);

/** What the log knows of an application: nothing that is filled in. */
const application = {
	application: applicationRef,
	items: z.array(catalogueCode).min(1).max(40),
	attachments: z.number().int().min(0).max(applicationLimits.attachments),
	ticket: ticketNumber.optional(),
};
export const handedInApplication = z.object(application);
/** `station`: where it was handed in. */
export const submittedApplication = z.object({ ...application, station: stationId });

interface CommandRule {
	kind: 'ask' | 'report';
	roles: readonly StationRole[];
	/** True when a signed-in member of staff must stand behind it. */
	staff: boolean;
	body: z.ZodType;
}

export const commandTable = {
	'issue-ticket': { kind: 'ask', roles: ['terminal', 'manager'], staff: false, body: z.object({ visit }) },
	'cancel-ticket': { kind: 'ask', roles: ['window', 'manager'], staff: true, body: z.object({ ticket: ticketNumber, reason }) },
	'open-day': { kind: 'ask', roles: ['manager'], staff: true, body: z.object({}) },
	'close-day': { kind: 'ask', roles: ['manager'], staff: true, body: z.object({}) },
	'open-window': { kind: 'ask', roles: ['window', 'manager'], staff: true, body: z.object({ window: windowId }) },
	'pause-window': {
		kind: 'ask',
		roles: ['window', 'manager'],
		staff: true,
		body: z.object({ window: windowId, reason, minutes: z.number().int().min(1).max(480).optional() }),
	},
	'resume-window': { kind: 'ask', roles: ['window', 'manager'], staff: true, body: z.object({ window: windowId }) },
	'close-window': { kind: 'ask', roles: ['window', 'manager'], staff: true, body: z.object({ window: windowId }) },
	'change-duty': {
		kind: 'ask',
		roles: ['manager'],
		staff: true,
		/** `until`: the planner does not touch it so long (`lock-window-duty`); absent = as long as the hall's tide says. */
		body: z.object({ window: windowId, duty: z.array(queueId).min(1).max(20), reason: reason.optional(), until: instant.optional() }),
	},
	/** The tide (`tide-plan.ts`). `moves` as they are to be, edited or not; `until`: the windows go back then. `rule`: the platform alone. */
	'approve-tide-plan': {
		kind: 'ask',
		roles: ['manager'],
		staff: true,
		body: z.object({
			plan: planId,
			revision: z.number().int().min(1),
			moves: z.array(dutyMove).min(1).max(10),
			until: instant.optional(),
			rule: automaticRule.optional(),
		}),
	},
	'reject-tide-plan': {
		kind: 'ask',
		roles: ['manager'],
		staff: true,
		body: z.object({ plan: planId, revision: z.number().int().min(1), reason: rejectReason }),
	},
	/** Changes that are due are withdrawn; windows that changed go back, after the citizen in service. */
	'undo-tide-plan': { kind: 'ask', roles: ['manager'], staff: true, body: z.object({ plan: planId }) },
	/** The window keeps the duty it has until then, whatever the planner thinks. */
	'lock-window-duty': { kind: 'ask', roles: ['manager'], staff: true, body: z.object({ window: windowId, until: instant }) },
	'release-window-duty': { kind: 'ask', roles: ['manager'], staff: true, body: z.object({ window: windowId }) },
	/** "A bus of 60 for 社保 at 10:30", read and confirmed. */
	'expect-group': { kind: 'ask', roles: ['manager'], staff: true, body: expectedGroup.omit({ group: true }) },
	'withdraw-group': { kind: 'ask', roles: ['manager'], staff: true, body: expectedGroup.pick({ group: true }) },
	'call-next': { kind: 'ask', roles: ['window'], staff: true, body: z.object({ window: windowId }) },
	'call-ticket': {
		kind: 'ask',
		roles: ['window'],
		staff: true,
		body: z.object({ window: windowId, ticket: ticketNumber, reason }),
	},
	recall: { kind: 'ask', roles: ['window'], staff: true, body: z.object({ window: windowId }) },
	'no-show': { kind: 'ask', roles: ['window'], staff: true, body: z.object({ window: windowId }) },
	/** `minutes`: for so long; then the window is told that its time is over. */
	'hold-ticket': {
		kind: 'ask',
		roles: ['window'],
		staff: true,
		body: z.object({ window: windowId, reason, minutes: z.number().int().min(1).max(480).optional() }),
	},
	/** Brings a held ticket back: to the window that held it (`at: 'window'`) or into its queue. */
	'return-ticket': {
		kind: 'ask',
		roles: ['window', 'manager'],
		staff: true,
		body: z.object({ ticket: ticketNumber, to: z.enum(['queue', 'window']) }),
	},
	'transfer-ticket': {
		kind: 'ask',
		roles: ['window', 'manager'],
		staff: true,
		/** `comeBack`: when the other window is done, the ticket waits at this one again. */
		body: z.object({ ticket: ticketNumber, toQueue: queueId, reason, comeBack: z.boolean().optional() }),
	},
	/** A person has looked: this waiting number belongs to a group that goes first (军人、残疾人、孕妇 …). The group is the reason, and is shown. */
	'grant-priority': {
		kind: 'ask',
		roles: ['window', 'manager'],
		staff: true,
		body: z.object({ ticket: ticketNumber, group: z.string().max(32) }),
	},
	'settle-conflict': {
		kind: 'ask',
		roles: ['manager'],
		staff: true,
		body: z.object({ conflict: z.number().int().min(1), decision: reason }),
	},
	'start-service': { kind: 'report', roles: ['window'], staff: true, body: z.object({ window: windowId, ticket: ticketNumber }) },
	'finish-service': { kind: 'report', roles: ['window'], staff: true, body: z.object({ window: windowId, ticket: ticketNumber }) },
	/** Issued while cut off, from the terminal's own series. `replaces`: the unanswered ask this ticket stands for. */
	'offline-ticket': {
		kind: 'report',
		roles: ['terminal'],
		staff: false,
		body: z.object({
			number: ticketNumber,
			sequence: z.number().int().min(1),
			visit,
			replaces: z.object({ epoch: stationEpoch, n: commandNumber }).optional(),
		}),
	},
	/** People call by hand from now on (`manual.ts`). `queues` absent = the whole hall. A report, so that a station alone can say it. */
	'begin-manual': {
		kind: 'report',
		roles: ['manager', 'window'],
		staff: true,
		body: z.object({ queues: z.array(queueId).min(1).max(60).optional(), reason }),
	},
	'end-manual': {
		kind: 'report',
		roles: ['manager', 'window'],
		staff: true,
		body: z.object({ queues: z.array(queueId).min(1).max(60).optional() }),
	},
	/** One paper of manual mode, entered afterwards from the clerk's form; who is signed in enters it. */
	'enter-manual-service': { kind: 'report', roles: ['manager', 'window'], staff: true, body: manualEntry },
	/** What became of the paper. Copy 1 is the first paper; higher copies are marked 补打. */
	'ticket-paper': {
		kind: 'report',
		roles: ['terminal', 'window', 'manager'],
		staff: false,
		body: z.object({
			ticket: ticketNumber,
			job: z.string().max(64),
			copy: z.number().int().min(1),
			outcome: printOutcome,
			proof: printProof,
			code: z.string().max(40).optional(),
		}),
	},
	'device-health': {
		kind: 'report',
		roles: ['terminal', 'window', 'manager', 'board'],
		staff: false,
		body: z.object({
			device: z.string().max(40),
			deviceKind: z.enum(['id-reader', 'printer', 'led', 'voice', 'scanner', 'rating-pad']),
			state: deviceState,
			code: z.string().max(40),
		}),
	},
	/** The platform alone: how many booked people did not come, by queue, of slots that are over. Counts are whole, so a later one corrects. */
	'count-missed-reservations': {
		kind: 'report',
		roles: ['manager'],
		staff: false,
		body: z.object({ slots: z.array(z.object({ queue: queueId, slot: instant, count: z.number().int().min(0) })).max(2_000) }),
	},
	/** The platform alone, after a take-over: from here on it decides (`term.ts`). Said once on each day that the term touches. */
	'begin-term': {
		kind: 'report',
		roles: ['manager'],
		staff: false,
		body: z.object({
			number: z.number().int().min(1),
			platform: z.string().regex(/^P[1-9]$/),
			block: z.number().int().min(0).max(99),
			planned: z.boolean(),
			reason,
		}),
	},
	/**
	 * This machine was cut off and is heard again. `since`: when it last heard a platform, in platform time as well as it knows; `null` = it was
	 * started while cut off and cannot know. `waited`: numbers of its reports of this epoch that waited meanwhile; absent = none did.
	 */
	'cut-off-ended': {
		kind: 'report',
		roles: ['terminal', 'window', 'manager', 'board'],
		staff: false,
		body: z.object({
			since: instant.nullable(),
			until: instant,
			waited: z.object({ from: commandNumber, to: commandNumber }).optional(),
		}),
	},
	/** A citizen has handed in an application; the station keeps it until the platform has all of it. */
	'hand-in-application': { kind: 'report', roles: ['terminal', 'window'], staff: false, body: handedInApplication },
	/** What a clerk or a department did about a case (`cases.ts`): codes, days and references alone. */
	'report-case': { kind: 'report', roles: ['window', 'manager'], staff: true, body: reportCase },
	/** The platform alone: every attachment is there, and every hash is right (I-14). */
	'submit-application': { kind: 'report', roles: ['manager'], staff: false, body: submittedApplication },
	/**
	 * The platform alone: an event of an earlier term that reached it after it had begun to decide. Taken as a late report of what happened;
	 * `event` is a `hallEvent`, which the decider checks (this file comes before it).
	 */
	'recover-event': {
		kind: 'report',
		roles: ['manager'],
		staff: false,
		body: z.object({
			term: z.object({ number: z.number().int().min(1), platform: z.string().regex(/^P[1-9]$/) }),
			event: z.unknown(),
			/** Its command was decided here when its own station sent it again. */
			decidedHere: z.boolean(),
		}),
	},
	/** The platform alone: what is wrong with a station's PC now; replaces what was said of it before. */
	'machine-health': {
		kind: 'report',
		roles: ['manager'],
		staff: false,
		body: z.object({ station: stationId, troubles: machineTroubles }),
	},
	/** What a citizen said of a service (`reviews.ts`): from the pad at a window, from a terminal, or (the platform alone) from the ticket's phone page. */
	'give-review': {
		kind: 'report',
		roles: ['terminal', 'window', 'manager'],
		staff: false,
		body: z.object({ ticket: ticketNumber, level: reviewLevel, reasons: z.array(reasonCode).max(mostReasons), channel: reviewChannel }),
	},
	/** 办不成事 (`complaints.ts`). At a window or a manager's seat somebody must be signed in. */
	'open-complaint': { kind: 'report', roles: ['terminal', 'window', 'manager'], staff: false, body: openedComplaint },
	'step-complaint': { kind: 'report', roles: ['window', 'manager'], staff: true, body: saidStep },
	/** The platform alone: what its planner found (`tide-plan.ts`), and that a proposal is over without an answer. */
	'propose-tide-plan': { kind: 'report', roles: ['manager'], staff: false, body: tideProposal },
	'expire-tide-plan': {
		kind: 'report',
		roles: ['manager'],
		staff: false,
		body: z.object({ plan: planId, revision: z.number().int().min(1), why: expiryReason }),
	},
	/** The clerk does not take the change of duty that was announced. Too late, it is only told to the manager. */
	'decline-duty-change': {
		kind: 'report',
		roles: ['window'],
		staff: true,
		body: z.object({ window: windowId, plan: planId, reason: declineReason }),
	},
	/** What is due at the window is made: nobody is in service, and its time has come, or the clerk (signed in) does not want to wait for it. */
	'take-duty-change': { kind: 'report', roles: ['window', 'manager'], staff: false, body: z.object({ window: windowId }) },
	'help-called': { kind: 'report', roles: ['terminal', 'window'], staff: false, body: z.object({}) },
	'help-answered': { kind: 'report', roles: ['terminal', 'window', 'manager'], staff: false, body: z.object({ station: stationId }) },
} as const satisfies Record<string, CommandRule>;

export type CommandName = keyof typeof commandTable;
export const commandNames = Object.keys(commandTable) as CommandName[];
export type CommandBody<N extends CommandName> = z.infer<(typeof commandTable)[N]['body']>;

/** A machine that is put back again and again names at most so many of its epochs with a report. */
export const mostEpochsNamed = 20;

/** Places of a command: (station, epoch, n) takes effect once (S2). `session` is the sign-in that stands behind it. */
export const commandEnvelope = z.object({
	station: stationId,
	epoch: stationEpoch,
	n: commandNumber,
	/** Station clock when it happened. */
	occurredAt: instant,
	/**
	 * Business day it belongs to, as the station knew it: numbers begin anew each day, so a report that arrives after midnight must not
	 * be taken for one of today's. Without it a command is of the day it arrives on.
	 */
	day: businessDay.optional(),
	session: z.string().max(128).optional(),
	/**
	 * A report that a journal kept under an earlier epoch, before the machine was found to be a copy or put back. Had the platform taken it under
	 * that number, it takes effect no second time.
	 */
	was: z.object({ epoch: stationEpoch, n: commandNumber }).optional(),
	/** The same of epochs between that one and this: it may have been taken under any of them. The newest ones, oldest first. */
	wasAlso: z
		.array(z.object({ epoch: stationEpoch, n: commandNumber }))
		.max(mostEpochsNamed)
		.optional(),
	/** A withdrawn ask keeps its number so that no gap arises; the platform answers with what the number did. */
	name: z.union([z.enum(commandNames as [CommandName, ...CommandName[]]), z.literal('withdrawn')]),
	body: z.unknown(),
});
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

/** A command as deciders see it: validated, with the member of staff the session stands for. */
export type Command<N extends CommandName = CommandName> = {
	[K in N]: {
		name: K;
		body: CommandBody<K>;
		station: string;
		epoch: string;
		n: number;
		occurredAt: number;
		staff: z.infer<typeof staffId> | null;
		/** With `staff` null: whom a sign-in names that does not count, and why not (`expired`, `withdrawn`, `unknown-machine`, `unknown-permit`, `not-permitted`). */
		claim?: { staff: z.infer<typeof staffId>; why: string };
	};
}[N];
export type AskName = { [K in CommandName]: (typeof commandTable)[K]['kind'] extends 'ask' ? K : never }[CommandName];
export type ReportName = Exclude<CommandName, AskName>;

/** How a report names the number it has, before it gets one of another epoch. */
export function earlierNumbers({
	epoch,
	n,
	was,
	wasAlso = [],
}: Pick<CommandEnvelope, 'epoch' | 'n' | 'was' | 'wasAlso'>): Pick<CommandEnvelope, 'was' | 'wasAlso'> {
	// Under which of them the platform took it, if it did, nobody at the station knows.
	return was ? { was, wasAlso: [...wasAlso, { epoch, n }].slice(-mostEpochsNamed) } : { was: { epoch, n } };
}
