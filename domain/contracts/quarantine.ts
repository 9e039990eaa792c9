/**
 * Reports of a station that the hall does not know, or that was revoked: they may be genuine work, so they are not lost, and nobody vouches for
 * them, so they are not taken (I-17). They wait in quarantine until a manager has looked: counts and kinds, nothing of a person (P1).
 */
import { z } from 'zod';
import { commandEnvelope } from './commands.ts';
import { enrolledSeats, fingerprint, madeCode, shownEnrolment, waitingCode } from './enrolment.ts';
import { instant, staffId, stationEpoch, stationId } from './identity.ts';
import { batchLimit } from './wire.ts';

/** Station → platform, message `quarantine`, after a hello that was refused with `quarantine: true`: what its journal still owes of one seat. */
export const quarantineUp = z.object({
	station: stationId,
	epoch: stationEpoch,
	commands: z.array(commandEnvelope).min(1).max(batchLimit),
});
export const quarantineAnswer = z.union([
	/** Kept for good up to this number: the journal may settle them. */
	z.object({ ok: z.literal(true), upTo: z.number().int().min(0) }),
	z.object({ ok: z.literal(false), code: z.enum(['full', 'not-quarantined', 'malformed', 'busy']), detail: z.string().optional() }),
]);
export type QuarantineAnswer = z.infer<typeof quarantineAnswer>;

export const quarantineReasons = ['unknown-station', 'revoked-station', 'not-enrolled'] as const;

/** One batch as a manager sees it. */
export const quarantinedBatch = z.object({
	id: z.string().max(80),
	station: stationId,
	why: z.enum(quarantineReasons),
	arrivedAt: instant,
	/** The station's own times of its first and last report. */
	from: instant,
	to: instant,
	count: z.number().int().min(0),
	/** Reports by name; `other` counts what this program does not know or would not take as a report. */
	kinds: z.record(z.string(), z.number().int()),
	state: z.enum(['waiting', 'accepted', 'discarded']),
	by: staffId.nullable(),
	at: instant.nullable(),
	reason: z.string().nullable(),
	/** Of an accepted one: how many the log took. */
	taken: z.number().int().nullable(),
});
export type QuarantinedBatch = z.infer<typeof quarantinedBatch>;

const reason = z.string().trim().min(1).max(200);
const keyId = z.string().regex(/^[A-Za-z0-9_-]{16}$/);

/** What a manager does about stations that are not trusted, message `administer`. `session`: of the manager's own seat. */
export const administerRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look') }),
	z.object({ do: z.literal('accept'), batch: z.string().max(80) }),
	z.object({ do: z.literal('discard'), batch: z.string().max(80), reason }),
	z.object({ do: z.literal('revoke-station'), station: stationId, reason }),
	z.object({ do: z.literal('restore-station'), station: stationId }),
	z.object({ do: z.literal('revoke-key'), station: stationId, keyId }),
	z.object({ do: z.literal('restore-key'), station: stationId, keyId }),
	/** A one-time code for the machine of these seats. */
	z.object({ do: z.literal('make-code'), stations: enrolledSeats }),
	z.object({ do: z.literal('withdraw-code'), id: z.string().max(40) }),
	z.object({ do: z.literal('end-enrolment'), station: stationId, keyId, reason }),
]);
export type AdministerRequest = z.infer<typeof administerRequest>;
export const administerUp = z.object({ session: z.string().max(128), request: administerRequest });
export type AdministerUp = z.infer<typeof administerUp>;

export const revokedStation = z.object({ station: stationId, by: staffId, at: instant, reason: z.string() });
export type RevokedStation = z.infer<typeof revokedStation>;

export const administerCodes = [
	'not-permitted',
	'malformed',
	'busy',
	'unknown-batch',
	'settled-before',
	'earlier-first',
	'unknown-key',
	'unknown-station',
	'too-many-codes',
] as const;
export const administerAnswer = z.union([
	z.object({
		ok: z.literal(true),
		batches: z.array(quarantinedBatch),
		revoked: z.array(revokedStation),
		keys: z.array(z.object({ station: stationId, keyId: z.string(), revoked: z.boolean() })),
		/** Absent: from a platform that knows no enrolment. */
		enrolments: z.array(shownEnrolment).optional(),
		codes: z.array(waitingCode).optional(),
		/** The answer to `make-code` alone: shown once. */
		made: madeCode.optional(),
		/** SHA-256 of the hall's authority; `null` = the platform is reached in the clear. */
		authority: fingerprint.nullable().optional(),
	}),
	z.object({ ok: z.literal(false), code: z.enum(administerCodes), detail: z.string().optional() }),
]);
export type AdministerAnswer = z.infer<typeof administerAnswer>;
