/** The city's booking front end as a test plays it, over real HTTP; and a platform whose store takes its time. */
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { problem } from '../../platform/http/problem.ts';
import { slotList } from '../../platform/http/reservations.ts';
import type { PlatformHall } from '../../platform/platform-parts.ts';
import { shownReservation } from '../../platform/reservations/answers.ts';
import type { KeptRecord } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall } from '../platform/fixture.ts';

export const token = 'a-token-for-tests-that-no-hall-has';
export const tokenHash = `sha256$${createHash('sha256').update(token).digest('hex')}`;

/** The demo hall, open to a front end with `token`. */
export function bookingHall(requestsPerSecond = 5_000): PlatformHall {
	return { ...demoHall(), frontEnd: { tokenHash, requestsPerSecond } };
}

/** Every write of records takes some turns of the event loop, so that requests which do not wait for each other would meet. */
export class SlowStore extends MemoryStore {
	override async putRecords(records: readonly KeptRecord[]): Promise<void> {
		for (let turns = 0; turns < 3; turns++) await turn();
		await super.putRecords(records);
		for (let turns = 0; turns < 3; turns++) await turn();
	}
}

let keys = 0;
export const newKey = () => `key-${String(++keys).padStart(8, '0')}`;
export const nextPerson = () => `person-${String(++keys).padStart(6, '0')}`;

export interface Said {
	status: number;
	body: unknown;
}

/** One request; the answer as it came. */
export async function say(
	url: string,
	method: string,
	path: string,
	more: { body?: unknown; key?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Said> {
	const answer = await fetch(`${url}/api/reservations${path}`, {
		method,
		...(more.signal ? { signal: more.signal } : {}),
		headers: {
			authorization: `Bearer ${token}`,
			'accept-language': 'en',
			...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
			...(more.key === undefined ? {} : { 'idempotency-key': more.key }),
			...more.headers,
		},
		...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
	});
	return { status: answer.status, body: await answer.json() };
}

export const shown = (said: Said) => shownReservation.parse(said.body);
export const told = (said: Said) => problem.parse(said.body);
export const slotsOf = async (url: string, query = '') => slotList.parse((await say(url, 'GET', `/slots${query}`)).body);

export const keptReservations = async (store: MemoryStore): Promise<Reservation[]> =>
	(await store.records('reservation/DEMO-HALL-01')).map(({ value }) => value as Reservation);
