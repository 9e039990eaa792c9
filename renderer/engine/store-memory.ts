/** A store that forgets with the page: for browsers without IndexedDB, and what the engine falls back to. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { Kept, Store } from './ports.ts';

export function createMemoryStore(): Store {
	const halls = new Map<string, Kept>();
	const of = (hall: string): Kept => {
		const found = halls.get(hall);
		if (found) return found;
		const fresh: Kept = {
			plan: null,
			day: null,
			events: [],
			clockOffset: 0,
			series: {},
			keys: [],
			reservations: null,
			reservationKeys: [],
			terms: null,
		};
		halls.set(hall, fresh);
		return fresh;
	};
	return {
		load: async (hall) => structuredClone(of(hall)),
		async startDay(hall, day) {
			const kept = of(hall);
			Object.assign(kept, { day, events: [], series: {}, reservations: kept.reservations?.day === day ? kept.reservations : null });
		},
		async keepEvents(hall, day, events: HallEvent[]) {
			const kept = of(hall);
			if (kept.day === day) kept.events.push(...events);
		},
		async keepPlan(hall, plan) {
			of(hall).plan = plan;
		},
		async keepWelcome(hall, bits) {
			Object.assign(of(hall), { clockOffset: bits.clockOffset, series: bits.series });
		},
		async keepKeys(hall, keys) {
			of(hall).keys = structuredClone(keys);
		},
		async keepReservations(hall, held) {
			of(hall).reservations = structuredClone(held);
		},
		async keepReservationKeys(hall, keys) {
			of(hall).reservationKeys = structuredClone(keys);
		},
		async keepTerms(hall, terms) {
			of(hall).terms = structuredClone(terms);
		},
		async cutAfter(hall, day, position, terms) {
			const kept = of(hall);
			if (kept.day === day) kept.events = kept.events.filter((event) => event.position <= position);
			kept.terms = structuredClone(terms);
		},
		close() {},
	};
}
