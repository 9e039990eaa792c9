import { describe, expect, test } from 'vitest';
import type { HallDay } from '../../domain/contracts/state.ts';
import { stateHash } from '../../domain/state-hash.ts';
import { dayOf } from './busy-state.ts';

/** The same records, filled in the other way round. */
function turned<T>(value: T): T {
	if (Array.isArray(value)) return value.map(turned) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, each]) => [key, turned(each)]),
	) as T;
}

/** Every place of the state that holds a plain value. */
function* places(value: unknown, path: string[] = []): Generator<string[]> {
	if (typeof value !== 'object' || value === null) return yield path;
	for (const [key, each] of Object.entries(value)) yield* places(each, [...path, key]);
}

function changed(state: HallDay, path: string[]): HallDay {
	const copy = structuredClone(state);
	let at = copy as unknown as Record<string, unknown>;
	for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
	const key = path.at(-1)!;
	const was = at[key];
	at[key] = typeof was === 'number' ? was + 1 : typeof was === 'string' ? `${was}.` : typeof was === 'boolean' ? !was : 0;
	return copy;
}

describe('S10 the hash of a state', () => {
	const state = dayOf(40);

	test('is the same for a copy, and whatever order the records were filled in', () => {
		expect(stateHash(structuredClone(state))).toBe(stateHash(state));
		expect(stateHash(turned(state))).toBe(stateHash(state));
		expect(stateHash(state)).toMatch(/^[0-9a-f]{8}$/);
	});

	test('does not depend on the order in the index of waiting tickets, and takes undefined for absent', () => {
		const waiting = Object.fromEntries(Object.entries(state.waiting).map(([queue, tickets]) => [queue, [...tickets].reverse()]));
		expect(stateHash({ ...state, waiting })).toBe(stateHash(state));
		expect(stateHash({ ...state, nothing: undefined } as HallDay)).toBe(stateHash(state));
	});

	test('another value at any place gives another hash', () => {
		const seen = new Set([stateHash(state)]);
		let count = 0;
		for (const path of places(state)) {
			seen.add(stateHash(changed(state, path)));
			count += 1;
		}
		expect(count).toBeGreaterThan(500);
		expect(seen.size).toBe(count + 1);
	});

	test('a ticket that is missing, and two that are swapped, are noticed', () => {
		const [first, second] = Object.keys(state.tickets) as [string, string];
		const { [first]: gone, ...rest } = state.tickets;
		expect(stateHash({ ...state, tickets: rest })).not.toBe(stateHash(state));
		const swapped = { ...rest, [first]: state.tickets[second]!, [second]: gone! };
		expect(stateHash({ ...state, tickets: swapped })).not.toBe(stateHash(state));
	});
});
