/**
 * The hall's end of the bookings that the city makes at the centre: it asks for them, decides each at its own door, and answers. The hall calls the
 * centre and never the other way round; a cut costs nothing but time, because a repeat with the same key gets the same answer.
 */
import { type ForwardedAnswer, type ForwardedRequest, longestAnswer, longestWaitSeconds } from '../../domain/contracts/centre-down.ts';
import { backOffMs } from './back-off.ts';
import type { DownClient } from './down-client.ts';

export interface TakeBookings {
	client: Pick<DownClient, 'bookings' | 'answered'>;
	/** Answers a request as `/api/reservations` of this hall does. Never rejects. */
	decide(request: ForwardedRequest): Promise<ForwardedAnswer>;
	/** The line came or went; told when it changes. */
	state(state: 'ok' | 'cut'): void;
	random(): number;
	/** Resolves after `ms`, or when `close` was called. */
	pause(ms: number): Promise<void>;
}

export function takeBookings({ client, decide, state, random, pause }: TakeBookings): { close(): Promise<void> } {
	let stopped = false;
	let last: 'ok' | 'cut' | null = null;
	const deciding = new Set<Promise<void>>();
	const become = (next: 'ok' | 'cut') => {
		if (last !== next) state(next);
		last = next;
	};

	async function answer(request: ForwardedRequest): Promise<void> {
		const said = await decide(request);
		// Not delivered: the centre gives the request again, and the key finds the same answer.
		await client.answered(request.id, said);
	}

	const done = (async () => {
		for (let tries = 0; !stopped; ) {
			// After a cut without waiting, so that the line is known to stand again.
			const got = await client.bookings(last === 'ok' ? longestWaitSeconds : 0);
			if (stopped) return;
			if (!got.ok) {
				become('cut');
				tries += 1;
				await pause(Math.min(10_000, backOffMs(tries, random)));
				continue;
			}
			become('ok');
			tries = 0;
			for (const request of got.value.requests) {
				const one = answer(request).finally(() => deciding.delete(one));
				deciding.add(one);
			}
		}
	})();
	return {
		async close() {
			stopped = true;
			await done;
			await Promise.all(deciding);
		},
	};
}

export const prefixOfBookings = '/api/reservations';

/** What a hall's door answered, as it goes over the line. */
export function answerOf(response: { statusCode: number; headers: Record<string, unknown>; payload: string }): ForwardedAnswer {
	const { 'content-type': type, 'content-language': language } = response.headers;
	return {
		status: response.statusCode,
		contentType: typeof type === 'string' ? type.slice(0, 100) : 'application/json',
		language: typeof language === 'string' ? language.slice(0, 20) : null,
		body: response.payload.slice(0, longestAnswer),
	};
}
