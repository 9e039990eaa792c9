/** Signing in at a station with number and PIN or password, and the second step where the account has one. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import { statementText } from '../../domain/contracts/sign-in-proof.ts';
import type { SignIn, signInAnswer } from '../../domain/contracts/wire.ts';
import type { LaterSignIns } from './later-sign-ins.ts';
import { mayWorkAt, owesSecond } from './may-work-at.ts';
import { pinMarkOf } from './offline-verifiers.ts';
import type { PinLock } from './pin-lock.ts';
import { type Sealer, spanOf, withoutRecovery } from './second-step.ts';
import type { Sessions } from './sessions.ts';
import { type SecondRules, setFirstSecond } from './set-second.ts';
import type { StaffMember } from './staff.ts';
import { codeFits, fits, slowHash } from './staff-account.ts';
import type { StaffBook } from './staff-book.ts';

export type SignInAnswer = z.infer<typeof signInAnswer>;

export interface SignInParts {
	staff: readonly StaffMember[];
	lock: PinLock;
	sessions: Sessions;
	/** Compares a PIN with its hash; argon2id unless said otherwise (a simulation has no threads to wait for). */
	verify?(hash: string, pin: string): Promise<boolean>;
	/** The accounts behind `staff`, and what the keys of second steps are sealed with; absent = there are but PINs. */
	accounts?: StaffBook;
	sealer?: Sealer;
	/** Absent = the hall demands a second step of nobody. */
	second?: SecondRules;
	/** For sign-ins while cut off, and at a platform that takes over; absent = there are none. */
	later?: Pick<LaterSignIns, 'plan' | 'hallKeys' | 'verifiers' | 'failed'>;
}

/** Whether what was typed is a one-time code that waits to be used: the member's own, or the one printed for the first administrator. */
async function oneTimeCode(asked: SignIn, { accounts }: SignInParts, now: number): Promise<'set-secret' | 'set-first-secret' | null> {
	if (!accounts) return null;
	const account = accounts.account(asked.staff);
	if (account && !account.suspended && (await codeFits(account.oneTime, asked.pin, now))) return 'set-secret';
	if (account && !account.suspended && !account.roles.includes('security')) return null;
	return (await codeFits(await accounts.firstCode(), asked.pin, now)) ? 'set-first-secret' : null;
}

/** Takes the code of the phone or a recovery code; what it takes is durable before it counts. Rejects with a `StoreFailure`. */
async function secondOf(
	{ staff, second: typed }: SignIn,
	{ accounts, sealer }: SignInParts,
	now: number,
): Promise<'second-needed' | 'wrong-second' | { recoveryLeft: number | undefined }> {
	if (typed === undefined || typed.trim() === '') return 'second-needed';
	let taken: 'wrong-second' | { recoveryLeft: number | undefined } = 'wrong-second';
	await accounts?.put(staff, (known) => {
		const step = known?.second;
		if (!known || !step || !sealer) return null;
		const span = spanOf(sealer, accounts.placeOf(staff), step, typed, now);
		const recovery = span === null ? withoutRecovery(step.recovery, typed) : null;
		if (span === null && recovery === null) return null;
		taken = { recoveryLeft: recovery?.length };
		return { ...known, second: { ...step, ...(span === null ? {} : { lastSpan: span }), recovery: recovery ?? step.recovery } };
	});
	return taken;
}

/** The hall demands a second step, and there is none yet: it is set up now, and the sign-in begins anew. */
async function firstSecond({ staff, second: typed }: SignIn, parts: SignInParts, left: number, now: number): Promise<SignInAnswer> {
	const { accounts: book, sealer, lock, later } = parts;
	const answer = await setFirstSecond(staff, typed, { book, sealer, hallName: parts.second?.hallName ?? '' }, now);
	if (answer.code === 'wrong-second') return { ok: false, code: 'wrong-second', left };
	await lock.clear(staff);
	// From now on no machine that is cut off may sign this member in.
	if (answer.code === 'second-set') await later?.verifiers.forget(staff);
	return { ok: false, ...answer };
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
	nobody ??= slowHash('nobody');
	const check = parts.verify ?? fits;
	const right = await check(member?.pinHash || (await nobody), asked.pin).catch(() => false);
	if (!member || !right) {
		const waits = await oneTimeCode(asked, parts, now());
		if (waits === null || (waits === 'set-first-secret' && station.role !== 'manager'))
			return { ok: false, code: 'wrong-pin', left: booked.left };
		return { ok: false, code: waits };
	}
	if (!mayWorkAt(member, station)) {
		await parts.lock.clear(member.id);
		return { ok: false, code: 'not-permitted' };
	}
	if (owesSecond(member, station, parts.second?.demanded ?? [])) return firstSecond(asked, parts, booked.left, now());
	// Tries at the second step are counted like those at the first: the count starts anew only when both were right.
	const second = member.second ? await secondOf(asked, parts, now()) : { recoveryLeft: undefined };
	if (second === 'second-needed') return { ok: false, code: 'second-needed' };
	if (second === 'wrong-second') return { ok: false, code: 'wrong-second', left: booked.left };
	await parts.lock.clear(member.id);
	const from = now();
	const { token, expiresAt } = await parts.sessions.begin(member.id, station.id, from);
	const signed: Extract<SignInAnswer, { ok: true }> = {
		ok: true,
		session: token,
		staff: member.id,
		name: member.name,
		roles: [...member.roles],
		expiresAt,
		...(second.recoveryLeft === undefined ? {} : { recoveryLeft: second.recoveryLeft }),
	};
	const { later } = parts;
	if (!later) return signed;
	// Making a verifier takes a moment: whoever signs in does not wait for it.
	if (!member.second) later.verifiers.signedIn(member, asked.pin, machine).catch(later.failed);
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
