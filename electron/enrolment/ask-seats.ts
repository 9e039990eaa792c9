/**
 * What a one-time code opens, before it is used: the platform proves that it knows the code over the authority it shows and over all it tells, so a name of a
 * hall and its seats on the screen are those of the hall the code was made in (decisions 0026, 0030).
 */
import { randomBytes } from 'node:crypto';
import { enrolmentProblems, readEnrolmentCode } from '../../domain/contracts/enrolment.ts';
import { hallCode, type Words } from '../../domain/contracts/identity.ts';
import { type OfferedSeat, seatsAnswer, seatsAnswerText, seatsAskedText } from '../../domain/contracts/set-up-hall.ts';
import { askUnproved } from '../../trust/ask-unproved.ts';
import { enrolmentProof, keyOfCode, sameProof } from '../../trust/enrolment-proof.ts';
import { fingerprintOf } from '../../trust/judge-certificate.ts';

export interface OpenedByCode {
	hall: string;
	name: Words;
	/** PEM; `null` = reached in the clear. */
	authority: string | null;
	seats: OfferedSeat[];
	/** Platform's clock minus `now()`, ms. */
	aheadMs: number;
}

export type SeatsAskedAnswer =
	| { ok: true; opened: OpenedByCode }
	| { ok: false; code: 'no-code' | 'unreachable' | 'not-a-platform' | 'not-the-hall' | (typeof enrolmentProblems)[number] };

/** The hall that whoever answers there says it is; nothing of it is proved. Never rejects. */
export async function hallAt(
	platform: string,
): Promise<{ ok: true; hall: string } | { ok: false; code: 'unreachable' | 'not-a-platform' }> {
	const { status, text } = await askUnproved(new URL('/healthz', platform));
	if (status === 0) return { ok: false, code: 'unreachable' };
	const hall = hallCode.safeParse((inJson(text) as { hall?: unknown } | null)?.hall);
	return hall.success ? { ok: true, hall: hall.data } : { ok: false, code: 'not-a-platform' };
}

/** Never rejects. */
export async function askSeats({
	platform,
	code: typed,
	now,
}: {
	platform: string;
	code: string;
	now(): number;
}): Promise<SeatsAskedAnswer> {
	const code = readEnrolmentCode(typed);
	if (code === null) return { ok: false, code: 'no-code' };
	const at = await hallAt(platform);
	if (!at.ok) return at;
	const shown = new URL(platform).protocol === 'http:' ? null : (await askUnproved(new URL('/api/hall-ca', platform))).text;
	const authority = shown === null ? null : fingerprintOf(shown);
	if (shown !== null && authority === null) return { ok: false, code: 'not-a-platform' };
	const said = { hall: at.hall, nonce: randomBytes(24).toString('base64url'), authority };
	const secret = await keyOfCode(code, at.hall);
	const body = JSON.stringify({ ...said, proof: enrolmentProof(secret, 'station', seatsAskedText(said)) });
	const answer = await askUnproved(new URL('/api/enrolment/seats', platform), body);
	if (answer.status === 0) return { ok: false, code: 'unreachable' };
	const told = inJson(answer.text);
	if (answer.status !== 200) {
		const problem = (told as { error?: { code?: unknown } } | null)?.error?.code;
		return { ok: false, code: enrolmentProblems.find((one) => one === problem) ?? 'not-a-platform' };
	}
	const given = seatsAnswer.safeParse(told);
	if (!given.success || !sameProof(enrolmentProof(secret, 'platform', seatsAnswerText(said, given.data)), given.data.proof))
		return { ok: false, code: 'not-the-hall' };
	const { name, seats, now: theirs } = given.data;
	return { ok: true, opened: { hall: at.hall, name, authority: shown, seats, aheadMs: theirs - now() } };
}

function inJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
