/**
 * How long a new platform gathers before it decides: until the stations that were at work today have said hello and nothing more is offered, ten
 * seconds after the first of them at most, and fifteen in all. Longer a hall cannot be kept waiting; who comes later is heard all the same.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Clock } from '../clock.ts';

export const quietMs = 1_000;
export const afterFirstMs = 10_000;
export const inAllMs = 15_000;
const lookEveryMs = 250;

export class Gathering {
	readonly #clock: Clock;
	readonly #missing: Set<string>;
	readonly #began: number;
	#first: number | null = null;
	#lastHeard: number;

	readonly #planned: boolean;

	/** `log`: what is known of the day; stations that said something in it are waited for. `planned`: the former platform handed over everything. */
	constructor(clock: Clock, plan: HallPlan, log: readonly HallEvent[], planned = false) {
		this.#planned = planned;
		this.#clock = clock;
		this.#began = clock.now();
		this.#lastHeard = this.#began;
		const known = new Set(plan.stations.filter(({ role }) => role !== 'board').map(({ id }) => id));
		this.#missing = new Set(log.map(({ station }) => station).filter((station) => known.has(station)));
	}

	hello(stations: Iterable<string>): void {
		this.#lastHeard = this.#clock.now();
		this.#first ??= this.#lastHeard;
		for (const station of stations) this.#missing.delete(station);
	}

	offered(): void {
		this.#lastHeard = this.#clock.now();
	}

	isOver(): boolean {
		const now = this.#clock.now();
		// A clock that jumped back must not keep the hall waiting.
		if (this.#planned || now < this.#began || now - this.#began >= inAllMs) return true;
		if (this.#first === null) return false;
		return now - this.#first >= afterFirstMs || (this.#missing.size === 0 && now - this.#lastHeard >= quietMs);
	}

	/** Calls `end` once, when it is over; the returned function gives up before. */
	watch(end: () => void): () => void {
		const stop = this.#clock.every(lookEveryMs, () => {
			if (!this.isOver()) return;
			stop();
			end();
		});
		return stop;
	}
}
