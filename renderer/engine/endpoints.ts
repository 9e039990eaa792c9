/** The hall's platforms in the order in which a station tries them, round and round until one is in charge; slower with each round. Pure. */

import type { HallPlan } from '../../domain/contracts/hall-plan.ts';

export interface Endpoints {
	current(): string;
	/** True when there is another one to try. */
	several(): boolean;
	/** More addresses, after those it was made with. `first`: the one to begin with. The current one stays otherwise. */
	reach(urls: readonly string[], first?: string): void;
	/** Goes on to the next one. Returns how long to wait before it is tried, ms. */
	next(): number;
	/** This one is in charge. */
	found(): void;
}

/** Between two tries of the first round; doubled with each round. */
const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** Addresses of the hall's list, or of one platform of it. */
export function platformsOf(plan: HallPlan, id?: string): string[] {
	return (plan.platforms ?? []).filter((place) => id === undefined || place.id === id).map(({ url }) => url);
}

const originOf = (url: string) => url.replace(/\/+$/, '');

export function createEndpoints(given: readonly string[]): Endpoints {
	const own = [...new Set(given.map(originOf))];
	let urls = own;
	let at = 0;
	let tries = 0;
	return {
		current: () => urls[at] ?? '',
		several: () => urls.length > 1,
		reach(more, first) {
			const stays = first === undefined ? urls[at] : originOf(first);
			urls = [...new Set([...own, ...more.map(originOf)])];
			at = Math.max(0, urls.indexOf(stays ?? ''));
		},
		next() {
			at = (at + 1) % urls.length;
			tries += 1;
			return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(10, Math.floor(tries / urls.length)));
		},
		found() {
			tries = 0;
		},
	};
}
