/** What a hall says to the centre: three requests, each with an end in time. Expected failures are returned. */
import type { z } from 'zod';
import {
	type CentreErrorCode,
	centreError,
	type HeldDay,
	type HeldDays,
	heldDay,
	heldDays,
	type PushEvents,
	type Pushed,
	pushed,
} from '../../domain/contracts/centre.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';

/** `cut`: nobody answered, or not the centre. Everything else is the centre's own word. */
export type Said<T> = { ok: true; value: T } | { ok: false; code: CentreErrorCode | 'cut'; from?: number };

export interface CentreClient {
	days(since?: string): Promise<Said<HeldDays>>;
	putDay(day: string, plan: HallPlan): Promise<Said<HeldDay>>;
	push(day: string, message: PushEvents): Promise<Said<Pushed>>;
	/** Ends what is under way. */
	close(): void;
}

export interface CentreAddress {
	/** `https://centre.example` */
	url: string;
	token: string;
}

const answerWithinMs = 30_000;

export function centreClient({ url, token }: CentreAddress, hall: string): CentreClient {
	const base = `${url.replace(/\/+$/, '')}/api/centre/v1/halls/${hall}/days`;
	const ended = new AbortController();

	async function ask<S extends z.ZodType>(answer: S, method: string, address: string, body?: unknown): Promise<Said<z.infer<S>>> {
		try {
			const response = await fetch(address, {
				method,
				headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
				body: body === undefined ? null : JSON.stringify(body),
				// The token goes to this address alone.
				redirect: 'error',
				signal: AbortSignal.any([ended.signal, AbortSignal.timeout(answerWithinMs)]),
			});
			const said: unknown = await response.json();
			if (response.ok) return { ok: true, value: answer.parse(said) };
			const { code, from } = centreError.parse(said).error;
			return { ok: false, code, ...(from === undefined ? {} : { from }) };
		} catch {
			// No connection, no answer in time, or the words of something that is not the centre (a proxy's page).
			return { ok: false, code: 'cut' };
		}
	}

	return {
		days: (since) => ask(heldDays, 'GET', since === undefined ? base : `${base}?since=${since}`),
		putDay: (day, plan) => ask(heldDay, 'PUT', `${base}/${day}`, { plan }),
		push: (day, message) => ask(pushed, 'POST', `${base}/${day}/events`, message),
		close: () => ended.abort(),
	};
}
