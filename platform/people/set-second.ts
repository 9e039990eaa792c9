/**
 * Setting up the second step at the first sign-in, where the hall demands one of the role (`secondStep` of the hall file). Nobody is signed in by it:
 * the key is told and one of its codes shown back, then the sign-in begins anew with the next code.
 */
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';
import { newRecovery, newSecond, type Sealer, spanOf } from './second-step.ts';
import type { StaffBook } from './staff-book.ts';

export interface SecondRules {
	/** Roles of which the hall demands a second step. */
	demanded: readonly StaffRole[];
	/** What an authenticator app shows beside the code. */
	hallName: string;
}

export type FirstSecond =
	/** Scan or type this key, and show a code of it. */
	| { code: 'second-to-set'; key: { secret: string; address: string } }
	/** It is set, durably. */
	| { code: 'second-set'; recovery: string[] }
	| { code: 'wrong-second' }
	/** Accounts of `staff.yaml` can have none. */
	| { code: 'second-no-book' };

/** `staff` has just typed the right PIN or password. `typed`: a code of the key that was told. Rejects with a `StoreFailure`. */
export async function setFirstSecond(
	staff: string,
	typed: string | undefined,
	{ book, sealer, hallName }: { book: StaffBook | undefined; sealer: Sealer | undefined; hallName: string },
	now: number,
): Promise<FirstSecond> {
	if (!book?.account(staff) || !sealer) return { code: 'second-no-book' };
	const place = book.placeOf(staff);
	if (typed === undefined || typed.trim() === '') {
		const made = newSecond(sealer, place, { issuer: hallName, label: staff });
		// Set up at another machine in the same moment: that one counts.
		const put = await book.put(staff, (known) => (known && !known.second?.confirmed ? { ...known, second: made.step } : null));
		return put ? { code: 'second-to-set', key: { secret: made.secret, address: made.address } } : { code: 'wrong-second' };
	}
	const { codes, hashes } = newRecovery();
	const set = await book.put(staff, (known) => {
		const step = known?.second;
		if (!known || !step || step.confirmed) return null;
		const span = spanOf(sealer, place, step, typed, now);
		return span === null ? null : { ...known, second: { ...step, confirmed: true, lastSpan: span, recovery: hashes } };
	});
	return set ? { code: 'second-set', recovery: codes } : { code: 'wrong-second' };
}
