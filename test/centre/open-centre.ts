/** A centre inside the test, on a memory store, with two halls. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { startCentre } from '../../platform/centre/start-centre.ts';
import { hashToken, makeToken } from '../../platform/centre/tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';

export async function openCentre(store: HallStore = new MemoryStore()) {
	const lines: string[] = [];
	const tokens = { DEMO: makeToken(), OTHER: makeToken() };
	const centre = await startCentre({
		halls: Object.entries(tokens).map(([code, token]) => ({ code, tokenHash: hashToken(token) })),
		store,
		clock: systemClock,
		log: jsonLog({ write: (line) => void lines.push(line) }),
		host: '127.0.0.1',
		port: 0,
	});
	const ask = async (method: string, path: string, body?: unknown, token: string | null = tokens.DEMO) => {
		const response = await fetch(`${centre.url}${path}`, {
			method,
			headers: {
				...(token === null ? {} : { authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
	};
	return { ...centre, store, lines, tokens, ask };
}

/** A log of `length` events of one kind. */
export function logOf(length: number, event: (position: number) => HallEvent): HallEvent[] {
	return Array.from({ length }, (_, index) => event(index + 1));
}
