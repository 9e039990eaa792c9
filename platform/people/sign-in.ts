/** Signing in at a station with number and PIN. */
import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { z } from 'zod';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import { statementText } from '../../domain/contracts/sign-in-proof.ts';
import type { SignIn, signInAnswer } from '../../domain/contracts/wire.ts';
import type { LaterSignIns } from './later-sign-ins.ts';
import { mayWorkAt } from './may-work-at.ts';
import { pinMarkOf } from './offline-verifiers.ts';
import type { PinLock } from './pin-lock.ts';
import type { Sessions } from './sessions.ts';
import type { StaffMember } from './staff.ts';

export type SignInAnswer = z.infer<typeof signInAnswer>;

export interface SignInParts {
	staff: readonly StaffMember[];
	lock: PinLock;
	sessions: Sessions;
	/** Compares a PIN with its hash; argon2id unless said otherwise (a simulation has no threads to wait for). */
	verify?(hash: string, pin: string): Promise<boolean>;
	/** For sign-ins while cut off, and at a platform that takes over; absent = there are none. */
	later?: Pick<LaterSignIns, 'plan' | 'hallKeys' | 'verifiers' | 'failed'>;
}

/** The hash compared with when nobody bears the number, so that the answer takes as long. */
let nobody: Promise<string> | null = null;

/** The PIN is looked at off the main thread; nothing about it is kept. */
export async function signInAt(
	station: StationPlan,
	asked: SignIn,
	parts: SignInParts,
	now: () => number,
	/** Key of the machine it is typed on. */
	machine?: string,
): Promise<SignInAnswer> {
	const booked = await parts.lock.book(asked.staff, now());
	if (!booked.ok) return { ok: false, code: 'locked', seconds: booked.seconds };
	const member = parts.staff.find((each) => each.id === asked.staff);
	nobody ??= hash('nobody');
	const check = parts.verify ?? verify;
	const right = await check(member?.pinHash ?? (await nobody), asked.pin).catch(() => false);
	if (!member || !right) return { ok: false, code: 'wrong-pin', left: booked.left };
	await parts.lock.clear(member.id);
	if (!mayWorkAt(member, station)) return { ok: false, code: 'not-permitted' };
	const from = now();
	const { token, expiresAt } = await parts.sessions.begin(member.id, station.id, from);
	const signed: Extract<SignInAnswer, { ok: true }> = {
		ok: true,
		session: token,
		staff: member.id,
		name: member.name,
		roles: [...member.roles],
		expiresAt,
	};
	const { later } = parts;
	if (!later) return signed;
	// Making a verifier takes a moment: whoever signs in does not wait for it.
	later.verifiers.signedIn(member, asked.pin, machine).catch(later.failed);
	const session = createHash('sha256').update(token).digest('base64url');
	const { id: staff, roles } = member;
	const said = {
		hall: later.plan.code,
		staff,
		station: station.id,
		from,
		until: expiresAt,
		roles: [...roles],
		session,
		pin: pinMarkOf(member),
	};
	return { ...signed, shift: later.hallKeys.sign(statementText('shift', said)) };
}
