import { createHash, timingSafeEqual } from 'node:crypto';

/** `sha256$` and 64 hex digits. The token is 32 bytes of chance, so a plain hash is enough: there is nothing to guess through. */
export const bookingTokenHash = /^sha256\$[0-9a-f]{64}$/;

/** The hash of a front end's token for `reservation.frontEnd.tokenHash` of `hall.yaml`. */
export function hashBookingToken(token: string): string {
	return `sha256$${createHash('sha256').update(token).digest('hex')}`;
}

/** Whether `token` is the one behind `hash`; compared in constant time. */
export function isBookingToken(hash: string, token: string): boolean {
	const [own, wanted] = [Buffer.from(hashBookingToken(token)), Buffer.from(hash)];
	return own.length === wanted.length && timingSafeEqual(own, wanted);
}
