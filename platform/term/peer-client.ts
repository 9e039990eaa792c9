/** What a platform says to another one of its hall, with the peers' token. Expected failures are returned. */
import type { z } from 'zod';
import { peerFetch } from '../tls/hall-trust.ts';

/** `cut`: nobody answered in time, or not a platform of this hall. `refused`: its own words. */
export type PeerSaid<T> = { ok: true; value: T } | { ok: false; code: 'cut' | 'refused'; what: string };

const answerWithinMs = 10_000;

export async function tellPeer<S extends z.ZodType>(
	{ url, token }: { url: string; token: string },
	path: string,
	answer: S,
	body?: unknown,
	ended?: AbortSignal,
): Promise<PeerSaid<z.infer<S>>> {
	try {
		const limit = AbortSignal.timeout(answerWithinMs);
		const response = await peerFetch(`${url}/api/peer/${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			body: body === undefined ? null : JSON.stringify(body),
			// The token goes to this address alone.
			redirect: 'error',
			signal: ended ? AbortSignal.any([limit, ended]) : limit,
		});
		const said: unknown = await response.json();
		if (response.ok) return { ok: true, value: answer.parse(said) };
		const what = (said as { error?: { message?: unknown } } | null)?.error?.message;
		return { ok: false, code: 'refused', what: typeof what === 'string' ? what : `answered ${response.status}` };
	} catch {
		return { ok: false, code: 'cut', what: 'it does not answer' };
	}
}
