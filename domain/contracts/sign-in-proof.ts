/**
 * What is signed so that a sign-in can be proved later, also to a platform that never saw it.
 *
 * - A *shift token* (`TS1:`), signed by the hall key of the platform at a connected sign-in: this session is this member's, here, from … until.
 * - A *permit* (`TP1:`), signed by a hall key: this member may sign in at this station, on this machine, while it is cut off, until …
 * - An *offline sign-in* (`TO1:`), signed by the machine's key: this member typed the right PIN here; it carries the permit it rests on.
 *
 * Each statement is a text that is signed as it stands: its prefix, then JSON. The prefixes keep a signature of one kind from being taken for
 * another, and for that of a ticket (`TH2:`).
 */
import { z } from 'zod';
import { hallCode, instant, staffId, stationId } from './identity.ts';
import { staffRole } from './staff-roles.ts';
import { machineKey, ticketKeyId, ticketSignature } from './ticket-keys.ts';

/** First 16 characters of the SHA-256 of the PIN's hash, base64url: another one when the PIN is another. */
export const pinMark = z.string().regex(/^[A-Za-z0-9_-]{16}$/);
/** SHA-256 of a session's token, base64url. */
export const sessionMark = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const signedStatement = z.object({ text: z.string().min(5).max(2_000), keyId: ticketKeyId, signature: ticketSignature });
export type SignedStatement = z.infer<typeof signedStatement>;

const member = { hall: hallCode, staff: staffId, station: stationId };
const span = { from: instant, until: instant };

export const shiftToken = z.object({ ...member, ...span, roles: z.array(staffRole), session: sessionMark, pin: pinMark });
export const permit = z.object({ ...member, ...span, roles: z.array(staffRole), machine: ticketKeyId, pin: pinMark });
export const offlineSignIn = z.object({ ...member, ...span, session: sessionMark });
export type ShiftToken = z.infer<typeof shiftToken>;
export type Permit = z.infer<typeof permit>;
export type OfflineSignIn = z.infer<typeof offlineSignIn>;

/** What a station says of a session whose platform may not be the one it speaks to now. `ended`: when the member signed out. */
export const signInProof = z.union([
	z.object({ session: z.string().min(1).max(128), shift: signedStatement, ended: instant.optional() }),
	z.object({
		session: z.string().min(1).max(128),
		offline: signedStatement,
		permit: signedStatement,
		key: machineKey,
		ended: instant.optional(),
	}),
]);
export type SignInProof = z.infer<typeof signInProof>;

/** Public keys of a hall's platforms; the private halves never leave their stores. */
export const hallKeys = z.array(machineKey).max(64);

const kinds = {
	shift: { prefix: 'TS1:', body: shiftToken },
	permit: { prefix: 'TP1:', body: permit },
	offline: { prefix: 'TO1:', body: offlineSignIn },
} as const;
type Kinds = typeof kinds;

/** The text to be signed. */
export function statementText<K extends keyof Kinds>(kind: K, body: z.infer<Kinds[K]['body']>): string {
	return kinds[kind].prefix + JSON.stringify(body);
}

/** What a statement says, once its signature was checked by `holds`; `null` = it is of another kind, forged, or not understood. */
export function readStatement<K extends keyof Kinds>(
	kind: K,
	statement: SignedStatement,
	holds: (statement: SignedStatement) => boolean,
): z.infer<Kinds[K]['body']> | null {
	const { prefix, body } = kinds[kind];
	if (!statement.text.startsWith(prefix) || !holds(statement)) return null;
	try {
		const read = body.safeParse(JSON.parse(statement.text.slice(prefix.length)));
		return read.success ? (read.data as z.infer<Kinds[K]['body']>) : null;
	} catch {
		return null;
	}
}
