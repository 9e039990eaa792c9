/** With which a hall proves to the centre who it is: 32 random bytes, so that a plain hash keeps them safely and no attempt needs counting. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const tokenForm = /^thc_[A-Za-z0-9_-]{43}$/;
/** As it stands in the halls file. */
export const tokenHashForm = /^sha256\$[0-9a-f]{64}$/;

export function makeToken(): string {
	return `thc_${randomBytes(32).toString('base64url')}`;
}

export function hashToken(token: string): string {
	return `sha256$${createHash('sha256').update(token).digest('hex')}`;
}

export interface HallToken {
	code: string;
	tokenHash: string;
}

/** Compared in constant time. */
export function isToken(hash: string, token: string): boolean {
	const [given, known] = [Buffer.from(hashToken(token)), Buffer.from(hash)];
	return known.length === given.length && timingSafeEqual(known, given);
}

/** The hall of this token, or `null`. Compares with every hall, each in constant time. */
export function hallOfToken(halls: readonly HallToken[], token: string): string | null {
	let found: string | null = null;
	for (const { code, tokenHash } of halls) if (isToken(tokenHash, token)) found = code;
	return found;
}
