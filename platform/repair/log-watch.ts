/**
 * Knows which days of the log are damaged, and looks for more while the platform runs: one day a minute, the ones that are over. Damage is told in the
 * log, in health, to Prometheus and to every manager; the day is noted, and the next start looks for a copy of it.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { damagedDaysKept, forgetDamagedDay, noteDamagedDay } from './damaged-days.ts';
import { damageInWords } from './look-over.ts';

export const scrubEveryMs = 60_000;

export interface LogWatchParts {
	store: HallStore;
	hall: string;
	clock: Clock;
	log: Log;
	metrics: Metrics;
}

export class LogWatch {
	readonly #parts: LogWatchParts;
	/** `HALL/day`. */
	#damaged = new Set<string>();
	#rows = false;
	/** Days left of this round, oldest last. */
	#left: { hall: string; day: string }[] = [];
	#looking = false;
	#listeners = new Set<() => void>();

	private constructor(parts: LogWatchParts) {
		this.#parts = parts;
		parts.metrics.watchLogDamage(() => this.#damaged.size + (this.#rows ? 1 : 0));
	}

	/** Looks at once at the days that were found damaged before. Rejects with a `StoreFailure`. */
	static async open(parts: LogWatchParts): Promise<LogWatch> {
		const watch = new LogWatch(parts);
		for (const name of await damagedDaysKept(parts.store)) {
			const [hall, day] = name.split('/') as [string, string];
			await watch.#look(hall, day);
		}
		return watch;
	}

	/** Whether this day of the hall must not be read or decided on. */
	isDamaged(day: string): boolean {
		return [...this.#damaged].some((name) => name.endsWith(`/${day}`) && name.split('/')[0]!.split('~')[0] === this.#parts.hall);
	}

	get any(): boolean {
		return this.#damaged.size > 0 || this.#rows;
	}

	/** Told when a first damage is found, or none is left. */
	onChange(listener: () => void): void {
		this.#listeners.add(listener);
	}

	/** Problems for `/healthz`. */
	warnings(): string[] {
		return this.any ? ['log-damage'] : [];
	}

	/** Somebody could not read this day. */
	async found(day: string): Promise<void> {
		const { store, hall } = this.#parts;
		for (const kept of await store.keptDays()) if (kept.day === day && kept.hall.split('~')[0] === hall) await this.#look(kept.hall, day);
	}

	/** Scrubs until the returned function is called. `today`: whose log is in memory, and grows. */
	scrub(today: () => string): () => void {
		return this.#parts.clock.every(scrubEveryMs, () => {
			if (this.#looking) return;
			this.#looking = true;
			this.#next(today())
				.catch((cause) => this.#parts.log.error('scrub-failed', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' }))
				.finally(() => {
					this.#looking = false;
				});
		});
	}

	async #next(today: string): Promise<void> {
		const { store, log } = this.#parts;
		if (this.#left.length === 0) {
			// Between two rounds what stands beside the logs.
			const rows = await store.damagedRows();
			if (rows.length > 0 && !this.#rows) log.error('rows-damaged', { count: rows.length, code: rows[0]!.table });
			const before = this.any;
			this.#rows = rows.length > 0;
			this.#tell(before);
			this.#left = (await store.keptDays()).filter(({ day }) => day !== today);
		}
		const next = this.#left.pop();
		if (next) await this.#look(next.hall, next.day);
	}

	async #look(hall: string, day: string): Promise<void> {
		const { store, log, metrics } = this.#parts;
		const { damage } = await store.prove(hall, day);
		const [name, before] = [`${hall}/${day}`, this.any];
		if (damage.length > 0 && !this.#damaged.has(name)) {
			this.#damaged.add(name);
			metrics.alarms.inc({ kind: 'log-damage' });
			log.error('log-damage', { hall, day, code: damage[0]!.kind, ...(damage[0]!.from === null ? {} : { n: damage[0]!.from }) });
			await noteDamagedDay(store, hall, day, damage.map(damageInWords));
		} else if (damage.length === 0) {
			this.#damaged.delete(name);
			if ((await store.record('damaged-day', name)) !== null) {
				await forgetDamagedDay(store, hall, day);
				log.info('log-damage-mended', { hall, day });
			}
		}
		this.#tell(before);
	}

	#tell(before: boolean): void {
		if (before !== this.any) for (const listener of this.#listeners) listener();
	}
}
