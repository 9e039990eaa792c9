/**
 * The audit: one line for every deed of staff that the log of the hall-day does not tell already, and for every look at what a person gave. A line
 * names the member of staff, the station, the time, the deed and an opaque reference; never a name, a number of a document or a word that somebody
 * typed (P1). Lines form a chain for each platform (`platform/audit`): an altered, missing or moved line is found, and its number is told.
 */
import { z } from 'zod';
import { instant, platformStation, staffId, stationId } from './identity.ts';

/** Deeds by the kind under which an auditor looks for them. */
export const auditKinds = {
	looks: ['form', 'field', 'attachment', 'proxy', 'found', 'person-looked-up', 'own-matters', 'own-bookings', 'notes-read', 'look-refused'],
	'sign-ins': ['sign-in', 'sign-in-failed', 'sign-in-elsewhere', 'sign-out', 'signed-out-idle', 'second-factor-failed'],
	people: [
		...[
			'staff-added',
			'staff-changed',
			'staff-removed',
			'roles-changed',
			'credential-set',
			'second-factor-set',
			'unlocked',
			'staff-imported',
		],
		...['first-administrator'],
	],
	machines: [
		...['quarantine-accepted', 'quarantine-discarded', 'station-revoked', 'station-restored', 'key-revoked', 'key-restored'],
		...['enrolment-code-made', 'enrolment-ended', 'station-enrolled', 'certificate-renewed', 'certificate-revoked', 'devices-served'],
		...['grace-used', 'update-offered', 'update-applied'],
	],
	exports: ['audit-exported', 'audit-read', 'figures-exported', 'report-read', 'bundle-made'],
	system: [
		...['chain-began', 'platform-started', 'configuration-changed', 'configuration-fetched', 'hand-over-ordered', 'took-over'],
		...['backup-taken', 'backup-put-back', 'key-made', 'key-rotated', 'erased', 'note-written'],
		...['slot-places-taken', 'slot-places-dropped'],
	],
} as const;
/** `log`: what the log of the hall-day tells that somebody did; the audit has no line of its own for that. */
export const auditKindNames = ['looks', 'sign-ins', 'people', 'machines', 'exports', 'system', 'log'] as const;
export type AuditKind = (typeof auditKindNames)[number];
/** What a line may tell. */
export const auditDeeds = Object.values(auditKinds).flat();
export type AuditDeed = (typeof auditDeeds)[number];
/** Deeds that count against the cap of looks by the hour. */
export const looksAtPeople: ReadonlySet<string> = new Set(['form', 'field', 'attachment', 'proxy', 'person-looked-up', 'notes-read']);

/** Codes, ids and counts: short, without blanks, and without a run of digits as long as the number of a document. */
export const opaque = z.string().regex(/^(?!.*\d{11})[A-Za-z0-9.,_:/~-]{1,120}$/);

export const auditLine = z.object({
	/** From 1, without gaps, in its chain. */
	n: z.number().int().min(1),
	/** The platform's clock. */
	at: instant,
	/** `null` = nobody is signed in: a citizen at a terminal, a number that nobody bears, or somebody at the platform's own machine. */
	staff: staffId.nullable(),
	station: stationId.or(z.literal(platformStation)).nullable(),
	what: z.enum(auditDeeds),
	/** What it was about: application, batch, station, day. */
	ref: opaque.nullable(),
	/** Which part of that: key of a field, id of an attachment, a count. */
	part: opaque.nullable(),
	/** A code; where a person gave a reason in words, those stand at what was decided. */
	reason: opaque.nullable(),
});
export type AuditLine = z.infer<typeof auditLine>;
/** What is told to the audit; it gives number and time. */
export type AuditSaid = Pick<AuditLine, 'staff' | 'station' | 'what'> & Partial<Pick<AuditLine, 'ref' | 'part' | 'reason'>>;

/** `P1-4f0c2a9b`: the platform, and the store in which the chain began. A store that was put back from a backup begins another. */
export const auditChain = z.string().regex(/^P[1-9]-[0-9a-f]{8}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const keptAuditLine = z.object({ line: auditLine, hash });
export type KeptAuditLine = z.infer<typeof keptAuditLine>;

/** How far a chain goes; what the centre keeps of it now and then. */
export const auditCheckpoint = z.object({ chain: auditChain, n: z.number().int().min(0), hash, at: instant });
export type AuditCheckpoint = z.infer<typeof auditCheckpoint>;

/** Where a chain is not what was written, and what is wrong there. `at`: of the last line before it that holds. */
export const auditFault = z.object({
	chain: auditChain,
	n: z.number().int().min(1),
	at: instant.nullable(),
	what: z.enum(['missing', 'changed', 'moved', 'cut', 'differs', 'unknown-chain']),
});
export type AuditFault = z.infer<typeof auditFault>;

/** One row as an auditor sees it: of the audit, or a command of the log (`chain` is then the day, `n` the position). */
export const auditRow = z.object({
	of: z.enum(['audit', 'log']),
	chain: z.string(),
	n: z.number().int(),
	at: instant,
	staff: staffId.nullable(),
	station: z.string().nullable(),
	what: z.string().max(60),
	ref: z.string().nullable(),
	part: z.string().nullable(),
	reason: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditFilter = z.object({
	/** `to` is not in it. */
	...{ from: instant, to: instant },
	staff: staffId.optional(),
	kind: z.enum(auditKindNames).optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;
/** Where the next page goes on: rows before this time, and so many of that very instant are known. */
export const auditPlace = z.object({ at: instant, skip: z.number().int().min(0) });
export const rowsOfPage = 100;
export const rowsOfExport = 2_000;
export const auditFormats = ['csv', 'json'] as const;

/** What an auditor asks, message `audit-desk`. Looking at the audit leaves a line in it, once a sitting; taking it away does each time. */
export const auditDeskRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look'), filter: auditFilter, before: auditPlace.optional() }),
	z.object({ do: z.literal('export'), filter: auditFilter, format: z.enum(auditFormats), before: auditPlace.optional() }),
	z.object({ do: z.literal('verify') }),
]);
export type AuditDeskRequest = z.infer<typeof auditDeskRequest>;
export const auditDeskUp = z.object({ session: z.string().max(128), request: auditDeskRequest });
export type AuditDeskUp = z.infer<typeof auditDeskUp>;

export const auditDeskAnswer = z.union([
	/** Newest first; `more`: where older ones begin, `null` = there are none in the time asked for. */
	z.object({ ok: z.literal(true), do: z.literal('look'), rows: z.array(auditRow), more: auditPlace.nullable() }),
	z.object({ ok: z.literal(true), do: z.literal('export'), rows: z.array(auditRow), more: auditPlace.nullable() }),
	z.object({
		ok: z.literal(true),
		do: z.literal('verify'),
		lines: z.number().int(),
		chains: z.array(auditCheckpoint),
		faults: z.array(auditFault),
		/** How many of the centre's checkpoints were compared; `null` = the hall has no centre, or it was not reached. */
		checkpoints: z.number().int().nullable(),
	}),
	z.object({ ok: z.literal(false), code: z.enum(['not-permitted', 'malformed', 'busy', 'not-audited']) }),
]);
export type AuditDeskAnswer = z.infer<typeof auditDeskAnswer>;
