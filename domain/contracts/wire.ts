/**
 * Everything a station and the platform say to each other over socket.io, both ways; both sides validate.
 * Up: `hello`, `offer`, `commands`, `resume`, `beat`, `sign-in`, `sign-out`, `device-service` (each answered through the socket.io acknowledgement).
 * Down: `events`, `dismissed`, `ticket-keys`, `reservations-changed`, `device-service` (answered).
 * socket.io is a hint, not a log: positions and command numbers decide what is true.
 */
import { z } from 'zod';
import { commandEnvelope } from './commands.ts';
import { serviceRequest } from './device-service.ts';
import { keyChallenge, keyProof } from './enrolment.ts';
import { hallEvent } from './events.ts';
import { hallPlan } from './hall-plan.ts';
import { businessDay, commandNumber, instant, staffId, stationEpoch, stationId } from './identity.ts';
import { machineTroubles } from './machine-trouble.ts';
import { refusal } from './refusals.ts';
import { reservationKeys } from './reservations.ts';
import { hallKeys, signedStatement, signInProof } from './sign-in-proof.ts';
import { staffRole } from './staff-roles.ts';
import { platformTerm, termBegin } from './term.ts';
import { machineKey, stationKeys } from './ticket-keys.ts';

export const beatEveryMs = 3_000;
export const linkDownAfterMs = 9_000;
export const askTimeoutMs = 4_000;
/** At most this many commands in one message, and events in one message. */
export const batchLimit = 500;

export const seat = z.object({
	station: stationId,
	epoch: stationEpoch,
	secret: z.string().max(128).optional(),
	/** A terminal's: first number of the block of its own series that its journal holds. */
	block: z.number().int().min(1).optional(),
	/** Every command up to this number was answered for good, by whatever platform: one that took over does not ask for them again. */
	settled: z.number().int().min(0).optional(),
});

export const hello = z.object({
	protocol: z.number().int(),
	/** Stations that this machine seats; their commands come over this link. */
	seats: z.array(seat).min(1).max(64),
	/** The log the machine holds; `null` = nothing. */
	holds: z.object({ day: businessDay, position: z.number().int().min(0) }).nullable(),
	/** Sessions that were signed in before the link broke. */
	sessions: z.array(z.string().max(128)).max(64).default([]),
	/** Station clock as this was sent: the platform learns the clock offset from it (also in `beat`). */
	stationTime: instant.optional(),
	/** Messages of the platform that this machine answers beyond the first protocol: `device-service`. */
	serves: z.array(z.string().max(40)).max(16).optional(),
	/** With which this machine signs its tickets; a browser has none. */
	key: machineKey.optional(),
	/** That the key is this machine's own: the platform asked for it in its refusal of the hello before (`enrolment.ts`). */
	keyProof: keyProof.optional(),
	/** The highest term this machine has heard of: an older platform stands down when it hears it (`term.ts`). */
	term: platformTerm.optional(),
	/** A terminal's: the key of the day's person references as it was told. One that took over goes on with it, so that a person stays the same person. */
	personKey: z.object({ day: businessDay, key: z.string().max(64) }).optional(),
	/** Of sign-ins that this platform may not have seen, and under which reports are owed. */
	proofs: z.array(signInProof).max(64).optional(),
});

export const welcome = z.object({
	ok: z.literal(true),
	plan: hallPlan,
	day: businessDay,
	head: z.number().int().min(0),
	platformTime: instant,
	/** Key for today's person references (base64url); only to terminals. */
	personKey: z.string().optional(),
	/** Highest sequence the platform knows of each terminal's own series, e.g. `{ "A2": 7 }`. */
	series: z.record(z.string(), z.number().int()),
	/** Last command number that took effect, by seat. */
	taken: z.array(z.object({ station: stationId, epoch: stationEpoch, n: z.number().int().min(0) })),
	/** Sessions of `hello` that are still good. */
	sessions: z.array(z.string()),
	/** Where each terminal of this machine counts in its own series while it is cut off: from, to, both included. No block = it gives out none. */
	blocks: z.array(z.object({ station: stationId, from: z.number().int().min(1), to: z.number().int().min(1) })).optional(),
	/** Every key that signs tickets of this hall. */
	keys: stationKeys.optional(),
	/** With which reservations are signed; only to machines that seat a terminal. */
	reservationKeys: reservationKeys.optional(),
	/** The term this platform decides in, and how each term that touches `day` began, oldest first. */
	term: platformTerm.optional(),
	terms: z.array(termBegin).max(20).optional(),
	/** With which this hall's platforms sign sign-ins; the first is this platform's own. */
	hallKeys: hallKeys.optional(),
});

export const refusedHello = z.object({
	ok: z.literal(false),
	code: z.enum([
		'malformed',
		'protocol-too-old',
		'platform-too-old',
		'unknown-station',
		'revoked-station',
		/** This hall lets in enrolled machines alone, and this one is not. */
		'not-enrolled',
		/** No refusal yet: say hello again, with a proof over `challenge`. */
		'prove-key',
		'wrong-secret',
		'station-in-use',
		'busy',
		'superseded',
		'standby',
	]),
	station: stationId.optional(),
	detail: z.string(),
	challenge: keyChallenge.optional(),
	/** What this machine's journal owes of such seats may be handed in over this link, to wait for a manager (`quarantine.ts`). */
	quarantine: z
		.array(z.object({ station: stationId, epoch: stationEpoch }))
		.max(64)
		.optional(),
});

export const outcome = z.discriminatedUnion('result', [
	z.object({ n: commandNumber, result: z.literal('accepted'), from: z.number().int(), to: z.number().int(), events: z.array(hallEvent) }),
	z.object({ n: commandNumber, result: z.literal('refused'), refusal }),
	/** The decider broke: an alarm at the platform, and an outcome all the same (no poison command). */
	z.object({ n: commandNumber, result: z.literal('failed'), alarm: z.string() }),
	z.object({ n: commandNumber, result: z.literal('withdrawn') }),
]);
export type Outcome = z.infer<typeof outcome>;

/** Commands of one seat, in order of n. */
export const commandsUp = z.object({ commands: z.array(commandEnvelope).min(1).max(batchLimit) });
export const commandsAnswer = z.union([
	z.object({ ok: z.literal(true), outcomes: z.array(outcome) }),
	/** A gap: send again from this number. */
	z.object({ ok: z.literal(false), code: z.literal('resend'), from: commandNumber }),
	z.object({ ok: z.literal(false), code: z.enum(['malformed', 'not-seated', 'busy', 'epoch-unknown']), detail: z.string() }),
]);

export const resume = z.object({ day: businessDay, position: z.number().int().min(0) });
/** Events of one day from a position on; `head` is the platform's newest position then. */
export const eventsDown = z.object({ day: businessDay, head: z.number().int().min(0), events: z.array(hallEvent).max(batchLimit) });

export const beat = z.object({
	day: businessDay.nullable(),
	position: z.number().int().min(0),
	stationTime: instant.optional(),
	/** What is wrong with this machine; empty = nothing. */
	troubles: machineTroubles.optional(),
	/** Sign-ins at whose page somebody was since the beat before. */
	touched: z.array(z.string().max(128)).max(64).optional(),
});
export const beatAnswer = z.object({
	day: businessDay,
	head: z.number().int().min(0),
	platformTime: instant,
	/** Hash of the platform's state of that day at a position (`domain/state-hash.ts`); only to stations of the same protocol. */
	state: z.object({ position: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{8}$/) }).optional(),
});

/** `pin`: or password, or the one-time code of who has neither yet. `second`: a code of the second step, or a recovery code. */
export const signIn = z.object({
	station: stationId,
	staff: staffId,
	pin: z.string().min(4).max(128),
	second: z.string().max(16).optional(),
});
export const secondKey = z.object({ secret: z.string(), address: z.string() });
export const signInAnswer = z.union([
	z.object({
		ok: z.literal(true),
		session: z.string(),
		staff: staffId,
		name: z.string(),
		roles: z.array(staffRole),
		expiresAt: instant,
		/** Recovery codes that are left, when one was used. */
		recoveryLeft: z.number().int().min(0).optional(),
		/** Proves this sign-in to another platform of the hall. */
		shift: signedStatement.optional(),
	}),
	z.object({
		ok: z.literal(false),
		/**
		 * `second-needed`: the same once more with a code of the second step. `set-secret`: it was a one-time code; `set-first-secret`: the first
		 * administrator's. `second-to-set`: the hall asks a second step of this role, and there is none yet; `second-set`: now there is, sign in with its next
		 * code; `second-no-book`: accounts are those of the file, which can have none.
		 */
		code: z.enum([
			'malformed',
			'wrong-pin',
			'locked',
			'not-permitted',
			'not-seated',
			'busy',
			'second-needed',
			'wrong-second',
			'set-secret',
			'set-first-secret',
			'second-to-set',
			'second-set',
			'second-no-book',
		]),
		/** Of `second-to-set`: the key of the second step, to scan or to type; the same once more with a code of it sets it. */
		key: secondKey.optional(),
		/** Of `second-set`: codes for when the phone is gone, told this once. */
		recovery: z.array(z.string()).optional(),
		/** Tries left before the lock, or seconds until it opens. */
		left: z.number().int().optional(),
		seconds: z.number().int().optional(),
	}),
]);
/** Any message may be answered so instead: nothing of it happened. `busy`: the same message may be sent again later. */
export const turnedAway = z.object({ ok: z.literal(false), code: z.enum(['busy', 'malformed']), detail: z.string() });
/** `idle`: nobody had touched the machine for as long as the hall allows. */
export const signOut = z.object({ session: z.string().max(128), idle: z.boolean().optional() });
export const dismissed = z.object({
	code: z.enum(['station-taken-over', 'malformed', 'platform-stopping', 'superseded']),
	detail: z.string(),
});

/** Platform → every seated station, when a key is new or revoked: all keys of the hall. */
export const ticketKeysDown = z.object({ keys: stationKeys });

/** Platform → station, message `device-service`: what a manager asks of this station's devices. Answered with a `serviceAnswer`. */
export const relayedService = z.object({ station: stationId, request: serviceRequest });

export type RelayedService = z.infer<typeof relayedService>;
export type Hello = z.infer<typeof hello>;
export type Welcome = z.infer<typeof welcome>;
export type RefusedHello = z.infer<typeof refusedHello>;
export type CommandsUp = z.infer<typeof commandsUp>;
export type CommandsAnswer = z.infer<typeof commandsAnswer>;
export type EventsDown = z.infer<typeof eventsDown>;
export type Beat = z.infer<typeof beat>;
export type BeatAnswer = z.infer<typeof beatAnswer>;
export type SignIn = z.infer<typeof signIn>;
export type SignInAnswer = z.infer<typeof signInAnswer>;
export type TicketKeysDown = z.infer<typeof ticketKeysDown>;
export type Dismissed = z.infer<typeof dismissed>;
