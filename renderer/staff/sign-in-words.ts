/** What a refused sign-in tells the person, as a key of `window.yaml` and its values. */
import type { SignInResult } from '../engine/contract.ts';

export type SignInRefusal = Extract<SignInResult, { ok: false }>;
export interface SignInWords {
	key: string;
	params: Record<string, string | number>;
	/** When the lock opens, ms of the clock handed in; `null` = not locked. */
	lockedUntil: number | null;
	/** Nothing went wrong: it says what comes next. */
	next?: true;
	/** A time to be said as `time`, platform time, ms. */
	at?: number;
}

/** @param now any clock, ms; `lockedUntil` is of the same clock. */
export function signInWords(refusal: SignInRefusal, now: number): SignInWords {
	const plain = (key: string) => ({ key: `signIn.${key}`, params: {}, lockedUntil: null });
	switch (refusal.code) {
		case 'wrong-pin':
			if (refusal.left === undefined) return plain('wrongPinPlain');
			// The try that used up the last one has locked already.
			if (refusal.left <= 0) return plain('wrongPinLocked');
			if (refusal.left === 1) return plain('wrongPinLast');
			return { key: 'signIn.wrongPin', params: { left: refusal.left }, lockedUntil: null };
		case 'locked':
			return { key: 'signIn.locked', params: {}, lockedUntil: now + (refusal.seconds ?? 60) * 1000 };
		case 'not-permitted':
			return plain('notPermitted');
		case 'not-seated':
			return plain('notSeated');
		case 'malformed':
			return plain('malformed');
		case 'offline-not-prepared':
			return plain('offlineNotPrepared');
		case 'offline-not-kept':
			return plain('offlineNotKept');
		case 'offline-expired':
			return { ...plain('offlineExpired'), ...(refusal.until === undefined ? {} : { at: refusal.until }) };
		case 'second-needed':
			return { ...plain('secondNeeded'), next: true };
		case 'wrong-second':
			if (refusal.left !== undefined && refusal.left <= 0) return plain('wrongPinLocked');
			return { key: 'signIn.wrongSecond', params: { left: refusal.left ?? 0 }, lockedUntil: null };
		case 'second-no-book':
			return plain('secondNoBook');
		case 'second-to-set':
		case 'second-set':
			return { ...plain('secondNext'), next: true };
		case 'set-secret':
		case 'set-first-secret':
			return plain('setSecret');
		case 'busy':
		case 'unreachable':
			return plain('unreachable');
	}
}
