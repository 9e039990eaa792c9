/** Signing in at a station with number and PIN. */
import { hash, verify } from '@node-rs/argon2';
import type { z } from 'zod';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import type { SignIn, signInAnswer } from '../../domain/contracts/wire.ts';
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
}

/** The hash compared with when nobody bears the number, so that the answer takes as long. */
let nobody: Promise<string> | null = null;

/** The PIN is looked at off the main thread; nothing about it is kept. */
export async function signInAt(station: StationPlan, asked: SignIn, parts: SignInParts, now: () => number): Promise<SignInAnswer> {
	const booked = await parts.lock.book(asked.staff, now());
	if (!booked.ok) return { ok: false, code: 'locked', seconds: booked.seconds };
	const member = parts.staff.find((each) => each.id === asked.staff);
	nobody ??= hash('nobody');
	const check = parts.verify ?? verify;
	const right = await check(member?.pinHash ?? (await nobody), asked.pin).catch(() => false);
	if (!member || !right) return { ok: false, code: 'wrong-pin', left: booked.left };
	await parts.lock.clear(member.id);
	if (!member.roles.includes(station.role) || !worksAt(member, station)) return { ok: false, code: 'not-permitted' };
	const { token, expiresAt } = await parts.sessions.begin(member.id, station.id, now());
	return { ok: true, session: token, staff: member.id, name: member.name, roles: [...member.roles], expiresAt };
}

function worksAt(member: StaffMember, station: StationPlan): boolean {
	return station.role !== 'window' || !member.windows || !station.window || member.windows.includes(station.window);
}
