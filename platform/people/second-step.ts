/**
 * The second step of signing in: codes of six digits by the clock (TOTP, RFC 6238, SHA-1, 30 s, as every authenticator app has it). The key lies
 * sealed under the hall's; a code counts once, and so do the recovery codes for when the phone is gone.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Place } from '../../sealing/box.ts';
import type { HallKey } from '../applications/hall-seal.ts';
import { newCode, plainCode, type SecondStep } from './staff-account.ts';

const seconds = 30;
/** A phone's clock may be so many spans off, either way. */
const spansOff = 1;
export const recoveryCodes = 10;

export type Sealer = Pick<HallKey, 'wrap' | 'unwrap'>;

const codesOf = (key: Uint8Array, digits = 6) =>
	new TOTP({ secret: new Secret({ buffer: Uint8Array.from(key).buffer }), algorithm: 'SHA1', digits, period: seconds });

/** The code of a moment, for the vectors of the RFC (`digits`: 8 there). */
export const codeAt = (key: Uint8Array, now: number, digits = 6): string => codesOf(key, digits).generate({ timestamp: now });

/** Of random codes a fast hash is enough. */
const recoveryHash = (code: string) =>
	createHash('sha256')
		.update(`tidehall recovery ${plainCode(code)}`)
		.digest('base64url');

export interface NewSecond {
	step: SecondStep;
	/** For typing, and as an address that an app reads from a QR code. */
	secret: string;
	address: string;
}

/** `place`: what it is sealed for, so that nobody's key opens as another's. */
export function newSecond(sealer: Sealer, place: Place, { issuer, label }: { issuer: string; label: string }): NewSecond {
	const key = randomBytes(20);
	const totp = new TOTP({
		issuer,
		label,
		secret: new Secret({ buffer: Uint8Array.from(key).buffer }),
		algorithm: 'SHA1',
		digits: 6,
		period: seconds,
	});
	return {
		step: { key: sealer.wrap(place, key), confirmed: false, lastSpan: -1, recovery: [] },
		secret: totp.secret.base32,
		address: totp.toString(),
	};
}

/** A code of the phone: the span it is of, when it is right and newer than every one taken; else `null`. */
export function spanOf(sealer: Sealer, place: Place, step: SecondStep, typed: string, now: number): number | null {
	const key = sealer.unwrap(place, step.key);
	const code = typed.replaceAll(/\s/g, '');
	if (!key || !/^\d{6}$/.test(code)) return null;
	const delta = codesOf(key).validate({ token: code, timestamp: now, window: spansOff });
	if (delta === null) return null;
	const span = Math.floor(now / 1_000 / seconds) + delta;
	return span > step.lastSpan ? span : null;
}

export function newRecovery(): { codes: string[]; hashes: string[] } {
	const codes = Array.from({ length: recoveryCodes }, newCode);
	return { codes, hashes: codes.map(recoveryHash) };
}

/** What is left of the hashes when this recovery code is used up; `null` = it is none of them. */
export function withoutRecovery(hashes: readonly string[], typed: string): string[] | null {
	const wanted = Buffer.from(recoveryHash(typed));
	const at = hashes.findIndex((each) => each.length === wanted.length && timingSafeEqual(Buffer.from(each), wanted));
	return at < 0 ? null : hashes.filter((_, index) => index !== at);
}
