/** What a hall asks of the centre beside the copy of its log. Each request has an end in time; expected failures are returned. */
import type { z } from 'zod';
import { centreError } from '../../domain/contracts/centre.ts';
import {
	type ConfigurationOffer,
	type ConfigurationState,
	configurationFile,
	configurationOffer,
	type ForwardedAnswer,
	type ForwardedRequest,
	forwarded,
	forwardedTaken,
} from '../../domain/contracts/centre-down.ts';
import { type RecordChanges, type RecordDay, recordDay, recordDays, recordLines } from '../../domain/contracts/centre-records.ts';
import type { CentreAddress, Said } from './centre-client.ts';

const answerWithinMs = 15_000;

export interface DownClient {
	/** Waits at the centre until a request of the front end is there, or nothing came for so long. */
	bookings(waitSeconds: number): Promise<Said<{ requests: ForwardedRequest[] }>>;
	answered(id: string, answer: ForwardedAnswer): Promise<Said<{ taken: boolean }>>;
	configuration(): Promise<Said<ConfigurationOffer>>;
	file(sha256: string): Promise<Said<{ text: string }>>;
	tellConfiguration(state: ConfigurationState): Promise<Said<ConfigurationOffer>>;
	recordDays(since: string): Promise<Said<{ days: RecordDay[] }>>;
	recordLines(day: string): Promise<Said<z.infer<typeof recordLines>>>;
	changeRecords(day: string, changes: RecordChanges): Promise<Said<RecordDay>>;
	close(): void;
}

export function downClient({ url, token }: CentreAddress, hall: string): DownClient {
	const base = `${url.replace(/\/+$/, '')}/api/centre/v1/halls/${hall}`;
	const ended = new AbortController();

	async function ask<S extends z.ZodType>(
		answer: S,
		method: string,
		path: string,
		body?: unknown,
		withinMs = answerWithinMs,
	): Promise<Said<z.infer<S>>> {
		try {
			const response = await fetch(`${base}${path}`, {
				method,
				headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
				body: body === undefined ? null : JSON.stringify(body),
				// The token goes to this address alone.
				redirect: 'error',
				signal: AbortSignal.any([ended.signal, AbortSignal.timeout(withinMs)]),
			});
			const said: unknown = await response.json();
			if (response.ok) return { ok: true, value: answer.parse(said) };
			return { ok: false, code: centreError.parse(said).error.code };
		} catch {
			// No connection, no answer in time, or the words of something that is not the centre.
			return { ok: false, code: 'cut' };
		}
	}

	return {
		bookings: (seconds) => ask(forwarded, 'GET', `/bookings?wait=${seconds}`, undefined, (seconds + 10) * 1_000),
		answered: (id, answer) => ask(forwardedTaken, 'PUT', `/bookings/${id}`, answer),
		configuration: () => ask(configurationOffer, 'GET', '/configuration'),
		file: (sha256) => ask(configurationFile, 'GET', `/configuration/files/${sha256}`),
		tellConfiguration: (state) => ask(configurationOffer, 'PUT', '/configuration/state', state),
		recordDays: (since) => ask(recordDays, 'GET', `/reservations?since=${since}`),
		recordLines: (day) => ask(recordLines, 'GET', `/reservations/${day}`),
		changeRecords: (day, changes) => ask(recordDay, 'POST', `/reservations/${day}`, changes),
		close: () => ended.abort(),
	};
}
