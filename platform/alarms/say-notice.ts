/** Says one notice to one address of the site. Expected failures are answers, never thrown. */

import { signatureOf } from './sign-notice.ts';
import type { SayNotice } from './webhook-outbox.ts';

const answerWithinMs = 10_000;

/** `secret`: `null` = it is said without a signature. */
export function sayOverHttp(secret: string | null, now: () => number): { say: SayNotice; close(): void } {
	const ended = new AbortController();
	return {
		async say(url, notice) {
			const body = JSON.stringify(notice);
			try {
				const response = await fetch(url, {
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						'idempotency-key': notice.id,
						...(secret === null ? {} : { 'x-tidehall-signature': signatureOf(body, secret, now()) }),
					},
					body,
					// What is signed goes to this address alone.
					redirect: 'error',
					signal: AbortSignal.any([ended.signal, AbortSignal.timeout(answerWithinMs)]),
				});
				// What it says is of no interest, and is not kept.
				await response.body?.cancel();
				return response.ok || response.status === 409 ? 'taken' : 'again';
			} catch {
				return 'again';
			}
		},
		close: () => ended.abort(),
	};
}
