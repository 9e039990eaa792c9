/**
 * Asks the other platforms of the hall's list for the keys they sign sign-ins with, so that what one of them signed counts here too.
 * Public halves alone; they are believed because the hall file names the address.
 */
import { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { hallKeys } from '../../domain/contracts/sign-in-proof.ts';
import type { HallFetch } from '../../trust/hall-fetch.ts';
import type { Clock } from '../clock.ts';
import { peerFetch } from '../tls/hall-trust.ts';
import type { HallKeys } from './hall-keys.ts';

const everyMs = 60_000;
const withinMs = 3_000;
const largestAnswer = 20_000;
export const hallKeysAnswer = z.object({ hall: z.string(), keys: hallKeys });

export interface PeerKeysParts {
	plan: HallPlan;
	keys: HallKeys;
	clock: Clock;
	/** A key could not be kept. */
	failed(cause: unknown): void;
	get?: HallFetch;
}

/** Asks now and every minute; ends what it began when stopped. */
export function followPeerKeys({ plan, keys, clock, failed, get = peerFetch }: PeerKeysParts): () => void {
	const places = plan.platforms ?? [];
	if (places.length === 0) return () => {};
	const end = new AbortController();
	async function ask(url: string): Promise<void> {
		const told = await get(`${url}/api/hall-keys`, {
			signal: AbortSignal.any([end.signal, AbortSignal.timeout(withinMs)]),
			redirect: 'error',
		})
			.then(async (answer) => (answer.ok ? await answer.text() : ''))
			.catch(() => '');
		const read = told.length <= largestAnswer ? hallKeysAnswer.safeParse(jsonOr(told)) : null;
		if (read?.success && read.data.hall === plan.code && !end.signal.aborted) await keys.learn(read.data.keys).catch(failed);
	}
	const askAll = () => {
		for (const { url } of places) void ask(url);
	};
	askAll();
	const stop = clock.every(everyMs, askAll);
	return () => {
		stop();
		end.abort();
	};
}

function jsonOr(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
