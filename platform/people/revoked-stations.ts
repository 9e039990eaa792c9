/** Stations that may not work at this hall any more: stolen, copied, given back. Kept in the store, so that a restart lets none of them in. */
import type { z } from 'zod';
import { type RevokedStation, revokedStation } from '../../domain/contracts/quarantine.ts';
import type { HallStore } from '../storage/contract.ts';

const kind = 'revoked-station';
const record = revokedStation.omit({ station: true });

export class RevokedStations {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #known: Map<string, z.infer<typeof record>>;
	readonly #listeners = new Set<(station: string) => void>();

	private constructor(store: HallStore, hall: string, known: Map<string, z.infer<typeof record>>) {
		this.#store = store;
		this.#hall = hall;
		this.#known = known;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(store: HallStore, hall: string): Promise<RevokedStations> {
		const known = new Map<string, z.infer<typeof record>>();
		for (const { key, value } of await store.records(kind)) {
			const [of, station] = key.split('/');
			if (of === hall && station) known.set(station, record.parse(value));
		}
		return new RevokedStations(store, hall, known);
	}

	has(station: string): boolean {
		return this.#known.has(station);
	}

	all(): RevokedStation[] {
		return [...this.#known].map(([station, { by, at, reason }]) => ({ station, by, at, reason }));
	}

	/** Durable when it resolves; whoever sits there is told after that. Rejects with a `StoreFailure`. */
	async revoke(station: string, value: { by: string; at: number; reason: string }): Promise<void> {
		await this.#store.putRecord(kind, `${this.#hall}/${station}`, value);
		this.#known.set(station, value);
		for (const listener of this.#listeners) listener(station);
	}

	async restore(station: string): Promise<void> {
		await this.#store.deleteRecord(kind, `${this.#hall}/${station}`);
		this.#known.delete(station);
	}

	/** Called with each station that was just revoked. */
	onRevoked(listener: (station: string) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
