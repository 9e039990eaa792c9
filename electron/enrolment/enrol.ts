/**
 * Enrols this machine at a platform with a one-time code (decision 0026). The code does not leave the machine; the platform proves that it knows the same
 * code over the authority it shows, so what is pinned afterwards is the hall's and nobody's in between.
 */
import { randomBytes } from 'node:crypto';
import { enrolmentAnswer, enrolmentProblems, enrolmentText, enrolmentUp, readEnrolmentCode } from '../../domain/contracts/enrolment.ts';
import { askUnproved } from '../../trust/ask-unproved.ts';
import { enrolmentProof, keyOfCode, sameProof } from '../../trust/enrolment-proof.ts';
import { fingerprintOf } from '../../trust/judge-certificate.ts';
import type { TicketKey } from '../keys/machine-key.ts';
import type { Enrolment } from './enrolment-file.ts';

export interface EnrolWish {
	/** Origin of the platform. */
	platform: string;
	hall: string;
	/** Every seat of this machine, as the code is for. */
	stations: readonly string[];
	/** As somebody typed it. */
	code: string;
	key: TicketKey;
	now(): number;
}

/**
 * `no-code`: cannot be one. `unreachable`: nobody answers there, or no platform. `not-the-hall`: it answered, and did not prove that it knows the code.
 * The others are the platform's own.
 */
export type Enrolled =
	| { ok: true; enrolment: Enrolment }
	| { ok: false; code: 'no-code' | 'unreachable' | 'not-the-hall' | (typeof enrolmentProblems)[number] };

/** Never rejects. */
export async function enrolMachine({ platform, hall, stations, code: typed, key, now }: EnrolWish): Promise<Enrolled> {
	const code = readEnrolmentCode(typed);
	if (code === null) return { ok: false, code: 'no-code' };
	const shown = await authorityOf(platform);
	if (shown === undefined) return { ok: false, code: 'unreachable' };
	const said = {
		...{ hall, stations: [...stations], key: { keyId: key.keyId, publicKey: key.publicKey } },
		nonce: randomBytes(24).toString('base64url'),
		authority: shown === null ? null : fingerprintOf(shown),
	};
	const text = enrolmentText(said);
	const secret = await keyOfCode(code, hall);
	const asked = enrolmentUp.safeParse({ ...said, proof: enrolmentProof(secret, 'station', text), signature: key.sign(text) });
	if (!asked.success) return { ok: false, code: 'malformed' };
	const answer = await askUnproved(new URL('/api/enrolment', platform), JSON.stringify(asked.data));
	const told = inJson(answer.text);
	if (answer.status !== 200) return { ok: false, code: problemIn(told) };
	const given = enrolmentAnswer.safeParse(told);
	const proved =
		given.success && given.data.authority === said.authority && sameProof(enrolmentProof(secret, 'platform', text), given.data.proof);
	if (!proved) return { ok: false, code: 'not-the-hall' };
	return { ok: true, enrolment: { hall, stations: [...stations], authority: shown, at: now() } };
}

/** PEM; `null` = reached in the clear, `undefined` = nobody there. */
async function authorityOf(platform: string): Promise<string | null | undefined> {
	if (new URL(platform).protocol === 'http:') return null;
	const { status, text } = await askUnproved(new URL('/api/hall-ca', platform));
	return status === 200 && fingerprintOf(text) !== null ? text : undefined;
}

function problemIn(told: unknown): (typeof enrolmentProblems)[number] | 'unreachable' {
	const code = (told as { error?: { code?: unknown } } | null)?.error?.code;
	return enrolmentProblems.find((one) => one === code) ?? 'unreachable';
}

function inJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
