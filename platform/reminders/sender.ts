/** Says one reminder to the hall's gateway. Expected failures are answers, never thrown. */
import type { ReminderNotice } from '../../domain/contracts/reminders.ts';

/** `taken`: the gateway has it. `refused`: it will not have it, ever. `again`: nobody answered, or not now. */
export type Sent = 'taken' | 'refused' | 'again';
export interface ReminderSender {
	send(notice: ReminderNotice): Promise<Sent>;
	/** Ends what is under way. */
	close(): void;
}

const answerWithinMs = 15_000;
/** Answers that mean “later”, although they are of the 4xx kind: not signed in (the token is being changed), too slow, too early, too many. */
const later = new Set([401, 403, 404, 408, 425, 429]);

export function httpSender({ url, token }: { url: string; token: string | null }): ReminderSender {
	const ended = new AbortController();
	return {
		async send(notice) {
			try {
				const response = await fetch(url, {
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						'idempotency-key': notice.id,
						...(token === null ? {} : { authorization: `Bearer ${token}` }),
					},
					body: JSON.stringify(notice),
					// The token goes to this address alone.
					redirect: 'error',
					signal: AbortSignal.any([ended.signal, AbortSignal.timeout(answerWithinMs)]),
				});
				// What it says is of no interest, and is not kept.
				await response.body?.cancel();
				// 409: it had this one already, and its answer was lost.
				if (response.ok || response.status === 409) return 'taken';
				return response.status >= 400 && response.status < 500 && !later.has(response.status) ? 'refused' : 'again';
			} catch {
				return 'again';
			}
		},
		close: () => ended.abort(),
	};
}
