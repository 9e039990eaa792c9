/**
 * Keeps the engine going when its store does not: three tries to open, then memory, and a note for the machine's log.
 * The store is a cache of what the platform said; what is missing is asked for again by position.
 */
import type { Kept, Store } from './ports.ts';
import { createMemoryStore } from './store-memory.ts';

const tries = 3;

export interface StoreKeeper {
	load(hall: string): Promise<Kept>;
	/** Runs one write after the other, never waits for them. */
	write(action: (store: Store) => Promise<void>): void;
	/** Resolves when everything written so far is down. */
	settled(): Promise<void>;
	close(): void;
}

export function createStoreKeeper(open: () => Promise<Store>, note: (code: string, count?: number) => void): StoreKeeper {
	let store: Store = createMemoryStore();
	let real = false;
	let writes: Promise<void> = Promise.resolve();

	async function tryOpen(hall: string): Promise<Kept | null> {
		for (let attempt = 1; attempt <= tries; attempt += 1) {
			let opened: Store | null = null;
			try {
				opened = await open();
				const kept = await opened.load(hall);
				store = opened;
				real = true;
				return kept;
			} catch {
				opened?.close();
				note('store-open-failed', attempt);
			}
		}
		return null;
	}

	return {
		async load(hall) {
			const kept = await tryOpen(hall);
			if (kept) return kept;
			note('store-in-memory');
			return store.load(hall);
		},
		write(action) {
			writes = writes
				.then(() => action(store))
				.catch(() => {
					// A store that loses one row would have a gap for ever: from here on it is not used until the next start.
					if (!real) return;
					real = false;
					store.close();
					store = createMemoryStore();
					note('store-write-failed');
				});
		},
		settled: () => writes,
		close() {
			store.close();
		},
	};
}
