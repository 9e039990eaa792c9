/** Who may speak to the booking API: the front end with its token, not too fast. Without a token in the hall's configuration nobody may. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isBookingToken } from '../../config/booking-token.ts';
import type { BookingProblem } from '../../domain/contracts/reservations.ts';
import { problemOf } from '../../domain/reservations/may-book.ts';
import type { Clock } from '../clock.ts';
import { TokenBucket } from '../socket/token-bucket.ts';

export interface FrontEnd {
	tokenHash: string;
	requestsPerSecond: number;
}

/** Wrong tokens of everybody together: a front end that was set up wrongly is told so, a guesser gets nowhere. */
const wrongPerSecond = 1;
const wrongAtOnce = 20;

export function createFrontDoor(
	frontEnd: FrontEnd | null,
	clock: Clock,
): {
	enter(authorization: string | undefined): BookingProblem | null;
	/** With which the platform itself brings in what its centre forwards; another one with each start, told to nobody. */
	inner: string;
} {
	const rate = frontEnd?.requestsPerSecond ?? 1;
	const asked = new TokenBucket(rate, Math.max(1, rate * 4), clock.now());
	const wrong = new TokenBucket(wrongPerSecond, wrongAtOnce, clock.now());
	const inner = `Bearer ${randomBytes(32).toString('base64url')}`;
	return {
		inner,
		enter(authorization) {
			if (authorization !== undefined && isSame(authorization, inner)) return null;
			if (!frontEnd) return problemOf('api-closed', 'token').problem;
			const [, token] = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization ?? '') ?? [];
			if (token === undefined || !isBookingToken(frontEnd.tokenHash, token))
				return wrong.take(clock.now()) ? problemOf('wrong-token', 'token').problem : tooMany(1 / wrongPerSecond);
			return asked.take(clock.now()) ? null : tooMany(1 / rate);
		},
	};
}

function isSame(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function tooMany(seconds: number): BookingProblem {
	return problemOf('too-many-requests', 'token', { seconds: Math.max(1, Math.ceil(seconds)) }).problem;
}
