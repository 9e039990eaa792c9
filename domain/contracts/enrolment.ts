/**
 * Enrolment: a station's own key is bound to its seats by a one-time code of a manager (decision 0026). The code is never sent: both sides prove by a
 * hash keyed with it that they know it, over everything that is said, the hall's authority among it. So a code also says whom to believe.
 */
import { z } from 'zod';
import { hallCode, instant, staffId, stationId } from './identity.ts';
import { machineKey, ticketKeyId, ticketSignature } from './ticket-keys.ts';

/** Without letters and digits that look alike. */
export const codeCharacters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const codeLength = 10;
export const codeLastsMs = 15 * 60_000;
/** A machine that is not seen for so long is a forgotten one; each visit renews it. */
export const enrolmentLastsMs = 400 * 24 * 3_600_000;

/** As a person typed it: with or without the dash, in small letters; `null` = it cannot be a code. */
export function readEnrolmentCode(text: string): string | null {
	const code = text.replaceAll(/[\s-]/g, '').toUpperCase();
	return code.length === codeLength && [...code].every((one) => codeCharacters.includes(one)) ? code : null;
}

/** As a person reads it: `K7M2P-9XWQR`. */
export const shownCode = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`;

export const nonce = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
export const proof = z.string().regex(/^[0-9a-f]{64}$/);
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
export const enrolledSeats = z.array(stationId).min(1).max(64);

/** `POST /api/enrolment`, station → platform. */
export const enrolmentUp = z.object({
	hall: hallCode,
	/** The seats of this machine: some or all of those the code is for. */
	stations: enrolledSeats,
	key: machineKey,
	nonce,
	/** The authority as the station was shown it; `null`: the platform was reached in the clear. */
	authority: fingerprint.nullable(),
	/** Keyed with the code. */
	proof,
	/** By the station's key, over the same text: the key is its own. */
	signature: ticketSignature,
});
export type EnrolmentUp = z.infer<typeof enrolmentUp>;

/** Keyed with the code too: no other than the platform of the code could have said it. */
export const enrolmentAnswer = z.object({ authority: fingerprint.nullable(), proof });
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>;

/** `wrong-code`: wrong, used, withdrawn or over; which of them is not said. `locked`: too many wrong ones from this address. */
export const enrolmentProblems = [
	'malformed',
	'wrong-code',
	'locked',
	'other-hall',
	'unknown-station',
	'revoked-key',
	'standby',
	'busy',
] as const;
export type EnrolmentProblem = (typeof enrolmentProblems)[number];

/** What both sides prove: bound to the hall, the seats, the key and the authority. */
export function enrolmentText({ hall, stations, key, nonce: of, authority }: Omit<EnrolmentUp, 'proof' | 'signature'>): string {
	return JSON.stringify(['tidehall/enrolment/1', hall, [...stations].sort(), key.keyId, key.publicKey, of, authority ?? '']);
}

/** A platform that wants a machine's key proved says this in its refusal of a hello. */
export const keyChallenge = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
export const keyProof = z.object({ challenge: keyChallenge, signature: ticketSignature });
export type KeyProof = z.infer<typeof keyProof>;

/** What the machine signs then; nothing else it signs begins so. */
export function keyProofText(hall: string, keyId: string, challenge: string): string {
	return `THK1:${hall}:${keyId}:${challenge}`;
}

/** An enrolment as a manager sees it. */
export const shownEnrolment = z.object({
	station: stationId,
	keyId: ticketKeyId,
	/** The manager who made the code; `null` = made at the platform itself. */
	by: staffId.nullable(),
	at: instant,
	seenAt: instant,
	/** Until when it lasts without a visit. */
	until: instant,
	ended: z.object({ by: staffId.nullable(), at: instant, reason: z.string() }).nullable(),
});
export type ShownEnrolment = z.infer<typeof shownEnrolment>;

/** A code that waits to be used; the code itself is shown once, in the answer to its making. */
export const waitingCode = z.object({ id: z.string().max(40), stations: enrolledSeats, by: staffId.nullable(), until: instant });
export type WaitingCode = z.infer<typeof waitingCode>;
export const madeCode = waitingCode.extend({ code: z.string().length(codeLength) });
