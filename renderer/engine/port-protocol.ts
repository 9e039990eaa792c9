/** What a face and its engine say over their MessagePort; both sides validate. */
import { z } from 'zod';
import { watchDeskAnswer, watchDeskRequest } from '../../domain/contracts/alarms.ts';
import { auditDeskAnswer, auditDeskRequest } from '../../domain/contracts/audit.ts';
import { languages } from '../../domain/contracts/bridge.ts';
import { caseDeskAnswer, caseDeskRequest } from '../../domain/contracts/case-desk.ts';
import { commandNames, commandTable, visit } from '../../domain/contracts/commands.ts';
import { printResult } from '../../domain/contracts/device-desk.ts';
import { serviceAnswer, serviceRequest } from '../../domain/contracts/device-service.ts';
import { hallEvent } from '../../domain/contracts/events.ts';
import { suggestAnswer, suggestRequest } from '../../domain/contracts/guide-model.ts';
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import { handOverAnswer, handOverWish } from '../../domain/contracts/hand-over.ts';
import { historyDeskAnswer, historyDeskRequest } from '../../domain/contracts/history-desk.ts';
import { businessDay, personRef, staffId, stationId } from '../../domain/contracts/identity.ts';
import { offlineState } from '../../domain/contracts/offline-sign-in.ts';
import { progressAnswer, progressRequest } from '../../domain/contracts/progress.ts';
import { administerAnswer, administerRequest } from '../../domain/contracts/quarantine.ts';
import { reconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import { refusal } from '../../domain/contracts/refusals.ts';
import { reviewDeskAnswer, reviewDeskRequest } from '../../domain/contracts/review-desk.ts';
import {
	ownAccountAnswer,
	ownAccountRequest,
	setSecret,
	setSecretAnswer,
	staffDeskAnswer,
	staffDeskRequest,
} from '../../domain/contracts/staff-desk.ts';
import { staffRole } from '../../domain/contracts/staff-roles.ts';
import { platformTerm, takeOverOrder } from '../../domain/contracts/term.ts';
import { terminalBooking, terminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import { tideDeskAnswer, tideDeskRequest } from '../../domain/contracts/tide-desk.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { bookable } from '../../domain/reservations/find.ts';
import { codeFailures, ticketCode } from '../../domain/ticket-code.ts';
import { noTakeOver } from './take-over-order.ts';

/** A face pings this often; it asks for a new port when the engine was silent for `portLostAfterMs`. */
export const portPingEveryMs = 3_000;
export const portLostAfterMs = 9_000;

const slipWords = z.object({
	hallName: z.string().max(200),
	queueName: z.string().max(200),
	itemNames: z.array(z.string().max(200)).max(40),
	area: z.string().max(200),
	bring: z.string().max(500).optional(),
	missed: z.string().max(500).optional(),
	terminalName: z.string().max(200).optional(),
	language: z.enum(languages).optional(),
});

const askName = z.enum(commandNames).refine((name) => commandTable[name].kind === 'ask', 'not an ask');
const reportName = z.enum(commandNames).refine((name) => commandTable[name].kind === 'report', 'not a report');

/** Arguments of each call of `EngineClient` that goes to the engine. */
export const portCalls = {
	ask: z.tuple([stationId, askName, z.unknown(), businessDay.optional()]),
	report: z.tuple([stationId, reportName, z.unknown()]),
	takeTicket: z.tuple([stationId, visit, slipWords]),
	reprint: z.tuple([stationId, z.string().max(16), slipWords]),
	readTicket: z.tuple([stationId, z.string().max(4_096)]),
	findReservation: z.tuple([stationId, z.union([z.object({ text: z.string().max(4_096) }), z.object({ cardRef: personRef })])]),
	signIn: z.tuple([stationId, z.string().max(16), z.string().max(128), z.string().max(16).optional()]),
	setSecret: z.tuple([stationId, setSecret.omit({ station: true })]),
	staffDesk: z.tuple([stationId, staffDeskRequest]),
	ownAccount: z.tuple([stationId, ownAccountRequest]),
	signOut: z.tuple([stationId, z.boolean().optional()]),
	touched: z.tuple([stationId]),
	askDevices: z.tuple([stationId, stationId, serviceRequest]),
	pastDay: z.tuple([stationId, businessDay]),
	administer: z.tuple([stationId, administerRequest]),
	caseDesk: z.tuple([stationId, caseDeskRequest]),
	progress: z.tuple([stationId, progressRequest]),
	suggest: z.tuple([stationId, suggestRequest]),
	booking: z.tuple([stationId, terminalBooking]),
	auditDesk: z.tuple([stationId, auditDeskRequest]),
	watchDesk: z.tuple([stationId, watchDeskRequest]),
	reviewDesk: z.tuple([stationId, reviewDeskRequest]),
	tideDesk: z.tuple([stationId, tideDeskRequest]),
	historyDesk: z.tuple([stationId, historyDeskRequest]),
	handOver: z.tuple([stationId, handOverWish]),
	takeOverOrder: z.tuple([
		stationId,
		z.object({ by: staffId.nullable(), reason: z.string().trim().min(1).max(200), fromNothing: z.boolean().optional() }),
	]),
	personRef: z.tuple([z.string().min(1).max(64)]),
} as const;
export type PortCall = keyof typeof portCalls;

/** Face → engine. */
export const portUp = z.discriminatedUnion('type', [
	/** First word, and again whenever the face lost the thread: answered with `reset`. */
	z.object({ type: z.literal('hello') }),
	z.object({ type: z.literal('ping') }),
	z.object({
		type: z.literal('call'),
		call: z.number().int().min(1),
		name: z.enum(Object.keys(portCalls) as [PortCall, ...PortCall[]]),
		parameters: z.array(z.unknown()).max(4),
	}),
]);
export type PortUp = z.infer<typeof portUp>;

export const engineStatus = z.object({
	link: z.enum(['up', 'down']),
	linkSince: z.number(),
	heardAt: z.number().nullable(),
	clockOffset: z.number(),
	owed: z.number().int().min(0),
	applications: z
		.object({
			drafts: z.number().int(),
			waiting: z.number().int(),
			damaged: z.number().int(),
			bytesToSend: z.number().int(),
			oldestAt: z.number().nullable(),
			heldUp: z.number().int(),
		})
		.optional(),
	shutOut: z.string().nullable(),
	platform: z.object({ url: z.string(), id: z.string().nullable() }),
	term: platformTerm,
	signedIn: z.record(
		stationId,
		z.object({
			staff: z.string(),
			name: z.string(),
			roles: z.array(staffRole).optional(),
			until: z.number().optional(),
			offline: z.boolean().optional(),
		}),
	),
	offlineSignIn: z.record(stationId, offlineState).optional(),
});
export type EngineStatus = z.infer<typeof engineStatus>;

/** Engine → face. `owed` carries what this machine's own unacknowledged reports would have happened. */
export const portDown = z.discriminatedUnion('type', [
	z.object({
		type: z.literal('reset'),
		plan: hallPlan.nullable(),
		day: z.string().nullable(),
		events: z.array(hallEvent),
		owed: z.array(hallEvent),
		status: engineStatus,
	}),
	z.object({ type: z.literal('events'), events: z.array(hallEvent).min(1) }),
	z.object({ type: z.literal('owed'), events: z.array(hallEvent) }),
	z.object({ type: z.literal('status'), status: engineStatus }),
	z.object({ type: z.literal('pong') }),
	z.object({ type: z.literal('answer'), call: z.number().int(), ok: z.boolean(), value: z.unknown() }),
]);
export type PortDown = z.infer<typeof portDown>;

const askAnswer = z.union([
	z.object({ ok: z.literal(true), events: z.array(hallEvent) }),
	z.object({ ok: z.literal(false), why: z.literal('refused'), refusal }),
	z.object({ ok: z.literal(false), why: z.literal('unreachable') }),
	z.object({ ok: z.literal(false), why: z.literal('failed'), alarm: z.string() }),
]);
const takeAnswer = z.union([
	z.object({
		ok: z.literal(true),
		taken: z.object({
			number: z.string(),
			queue: z.string(),
			offline: z.boolean(),
			qr: z.string(),
			issuedAt: z.number(),
			peopleAhead: z.number().nullable(),
			minutes: z.tuple([z.number(), z.number()]).nullable(),
			paper: printResult,
		}),
	}),
	z.object({ ok: z.literal(false), why: z.literal('refused'), refusal }),
	z.object({ ok: z.literal(false), why: z.literal('cannot'), code: z.string() }),
]);

/** What each call answers. */
export const portAnswers = {
	ask: askAnswer,
	report: z.undefined(),
	takeTicket: takeAnswer,
	reprint: printResult,
	readTicket: z.union([z.object({ ok: z.literal(true), code: ticketCode }), z.object({ ok: z.literal(false), why: z.enum(codeFailures) })]),
	findReservation: z.union([z.object({ ok: z.literal(true), reservation: bookable }), z.object({ ok: z.literal(false), refusal })]),
	signIn: z.union([
		signInAnswer,
		z.object({ ok: z.literal(false), code: z.literal('unreachable') }),
		z.object({
			ok: z.literal(false),
			code: z.enum(['offline-not-prepared', 'offline-expired', 'offline-not-kept']),
			until: z.number().optional(),
		}),
	]),
	setSecret: setSecretAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	staffDesk: staffDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	ownAccount: ownAccountAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	signOut: z.undefined(),
	touched: z.undefined(),
	askDevices: serviceAnswer,
	handOver: handOverAnswer,
	pastDay: reconciliationAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	caseDesk: caseDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	progress: progressAnswer,
	suggest: suggestAnswer,
	booking: terminalBookingAnswer,
	auditDesk: auditDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	watchDesk: watchDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	reviewDesk: reviewDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	tideDesk: tideDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	historyDesk: historyDeskAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	administer: administerAnswer.or(z.object({ ok: z.literal(false), code: z.literal('unreachable') })),
	takeOverOrder: z.union([
		z.object({ ok: z.literal(true), order: takeOverOrder }),
		z.object({ ok: z.literal(false), code: z.enum(noTakeOver) }),
	]),
	personRef: z.string().nullable(),
} as const satisfies Record<PortCall, z.ZodType>;
