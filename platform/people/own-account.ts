/** What everybody may do about their own account, signed in: another PIN or password, the second step. */
import type { OwnAccountAnswer, OwnAccountRequest } from '../../domain/contracts/staff-desk.ts';
import { secretFault, secretKind } from '../../domain/staff/secret-rules.ts';
import type { PinLock } from './pin-lock.ts';
import { newRecovery, newSecond, type Sealer, spanOf } from './second-step.ts';
import { fits, slowHash } from './staff-account.ts';
import type { StaffBook } from './staff-book.ts';

export interface OwnAccountParts {
	book: StaffBook;
	lock: PinLock;
	sealer: Sealer;
	/** What an authenticator app shows beside the code. */
	hallName: string;
	/** The hall demands a second step of this role: it can be changed by a security administrator's hand, and not ended. */
	demanded: boolean;
	now(): number;
	/** Its verifier at machines is of another PIN now. */
	secretChanged(staff: string): Promise<void>;
}

/** `staff`: who is signed in. Rejects with a `StoreFailure`. */
export async function askOwnAccount(staff: string, request: OwnAccountRequest, parts: OwnAccountParts): Promise<OwnAccountAnswer> {
	const { book, lock, sealer, now, demanded } = parts;
	const account = book.account(staff);
	if (!account) return { ok: false, code: book.begun ? 'not-permitted' : 'from-file' };
	const place = book.placeOf(staff);
	const told = (more: Partial<Extract<OwnAccountAnswer, { ok: true }>> = {}): OwnAccountAnswer => {
		const { roles, second } = book.account(staff) ?? account;
		return {
			ok: true,
			kind: secretKind(roles),
			second: second?.confirmed ?? false,
			demanded,
			recoveryLeft: second?.recovery.length ?? 0,
			...more,
		};
	};
	/** Whoever sits down at a machine left open must not take it over for good: the PIN is asked for once more, and counted. */
	async function proved(secret: string): Promise<OwnAccountAnswer | null> {
		const booked = await lock.book(staff, now());
		if (!booked.ok) return { ok: false, code: 'locked', seconds: booked.seconds };
		if (!(await fits(account?.secret ?? '', secret))) return { ok: false, code: 'wrong-secret' };
		await lock.clear(staff);
		return null;
	}

	switch (request.do) {
		case 'look':
			return told();
		case 'change-secret': {
			const refused = await proved(request.now);
			if (refused) return refused;
			if (request.next === request.now) return { ok: false, code: 'as-before' };
			const { roles, name, second } = account;
			const fault = secretFault(request.next, { roles, name, staff, second: second?.confirmed ?? false });
			if (fault) return { ok: false, code: fault };
			const secret = await slowHash(request.next);
			await book.put(staff, (known) => known && { ...known, secret, changedAt: now(), changedBy: staff });
			await parts.secretChanged(staff);
			return told();
		}
		case 'second-begin': {
			if (account.second?.confirmed) return told();
			const made = newSecond(sealer, place, { issuer: parts.hallName, label: staff });
			await book.put(staff, (known) => known && { ...known, second: made.step });
			return told({ key: { secret: made.secret, address: made.address } });
		}
		case 'second-confirm': {
			const step = account.second;
			if (!step || step.confirmed) return { ok: false, code: 'wrong-code' };
			const span = spanOf(sealer, place, step, request.code, now());
			if (span === null) return { ok: false, code: 'wrong-code' };
			const { codes, hashes } = newRecovery();
			await book.put(staff, (known) => known && { ...known, second: { ...step, confirmed: true, lastSpan: span, recovery: hashes } });
			// From now on no machine that is cut off may sign this member in.
			await parts.secretChanged(staff);
			return told({ recovery: codes });
		}
		case 'second-end': {
			if (demanded) return { ok: false, code: 'second-demanded' };
			const refused = await proved(request.secret);
			if (refused) return refused;
			await book.put(staff, (known) => known && { ...known, second: null });
			return told();
		}
	}
}
