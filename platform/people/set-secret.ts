/**
 * Setting a PIN or password with a one-time code: whoever was given one, and the first administrator with the code that was printed at set-up. Each
 * code works once, and wrong ones are counted like wrong PINs.
 */
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import type { SetSecret, SetSecretAnswer } from '../../domain/contracts/staff-desk.ts';
import { secretFault } from '../../domain/staff/secret-rules.ts';
import { mayWorkAt } from './may-work-at.ts';
import type { PinLock } from './pin-lock.ts';
import { codeFits, newAccount, type StaffAccount, slowHash } from './staff-account.ts';
import type { StaffBook } from './staff-book.ts';

export interface SetSecretParts {
	book: StaffBook;
	lock: PinLock;
	now(): number;
	/** For the audit; rejects with a `StoreFailure`. */
	said?(staff: string, station: string, what: 'first-administrator' | 'credential-set'): Promise<void>;
}

/** Rejects with a `StoreFailure`. */
export async function setSecretAt(station: StationPlan, asked: SetSecret, parts: SetSecretParts): Promise<SetSecretAnswer> {
	const { book, lock, now } = parts;
	const booked = await lock.book(asked.staff, now());
	if (!booked.ok) return { ok: false, code: 'locked', seconds: booked.seconds };
	const wrong: SetSecretAnswer = { ok: false, code: 'wrong-code', left: booked.left };
	const known = book.account(asked.staff);
	if (known && !known.suspended && (await codeFits(known.oneTime, asked.code, now()))) {
		if (!mayWorkAt({ roles: known.roles, windows: known.windows.length > 0 ? known.windows : undefined }, station))
			return { ok: false, code: 'not-permitted' };
		return set(known);
	}
	if (!(await codeFits(await book.firstCode(), asked.code, now()))) return wrong;
	if (station.role !== 'manager') return { ok: false, code: 'not-permitted' };
	// A number that somebody else works under is not taken over: only a security administrator who lost the way in may come back by it.
	const held = known ?? (book.begun ? null : (book.all().find(([id]) => id === asked.staff)?.[1] ?? null));
	if (held && !held.roles.includes('security')) return wrong;
	const name = asked.name?.trim() || held?.name;
	if (!name) return { ok: false, code: 'name-missing' };
	return set(newAccount({ name, roles: ['security'] }, now(), null), true);

	async function set(account: StaffAccount, first = false): Promise<SetSecretAnswer> {
		const { roles, name } = account;
		const fault = secretFault(asked.secret, { roles, name, staff: asked.staff, second: account.second?.confirmed ?? false });
		if (fault) {
			// The code was right: a word that is too short is no guess.
			await lock.clear(asked.staff);
			return { ok: false, code: fault };
		}
		const secret = await slowHash(asked.secret);
		// The code may have been used up meanwhile: it is looked at once more where changes are made one after the other.
		const before = account.oneTime?.hash;
		const value: StaffAccount = { ...account, secret, oneTime: null, changedAt: now(), changedBy: asked.staff };
		if (first) {
			if (!(await book.takeFirstCode())) return wrong;
			if (book.begun) await book.put(asked.staff, () => value);
			else await book.begin(now(), new Map([[asked.staff, value]]));
		} else if (
			!(await book.put(asked.staff, (kept) =>
				kept && kept.oneTime?.hash === before ? { ...kept, secret, oneTime: null, changedAt: now() } : null,
			))
		)
			return wrong;
		await lock.clear(asked.staff);
		await parts.said?.(asked.staff, station.id, first ? 'first-administrator' : 'credential-set');
		return { ok: true };
	}
}
