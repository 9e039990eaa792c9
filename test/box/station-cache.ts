/** IndexedDB as a station has it: a cache whose newest writes may be missing after a crash, and that may be empty. */
import type { Store } from '../../renderer/engine/ports.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import type { Random } from './random.ts';
import type { Life, World } from './world.ts';

type Write = (store: Store) => Promise<void>;

export class StationCache {
	#writes: Write[] = [];
	/** What a page keeps for itself, newest last. */
	#facts: { key: string; value: unknown }[] = [];
	/** How often it forgot something. */
	losses = 0;
	#world: World;
	#random: Random;

	constructor(world: World, random: Random) {
		this.#world = world;
		this.#random = random;
	}

	/** Opened by one life of the engine. */
	async open(life: Life): Promise<Store> {
		await this.#world.wait(life, this.#random.between(1, 20));
		const store = createMemoryStore();
		for (const write of this.#writes) await write(store);
		const keep = async (write: Write) => {
			await this.#world.wait(life, this.#random.between(0.2, 6));
			this.#writes.push(write);
			await write(store);
		};
		return {
			load: (hall) => store.load(hall),
			startDay: async (...args) => {
				await this.#world.wait(life, 1);
				// What was kept of other days is gone with this.
				this.#writes = this.#writes.filter((write) => plans.has(write));
				const write: Write = (kept) => kept.startDay(...args);
				this.#writes.push(write);
				await write(store);
			},
			keepEvents: (...args) => keep((kept) => kept.keepEvents(...args)),
			keepPlan: (...args) => {
				const write: Write = (kept) => kept.keepPlan(...args);
				plans.add(write);
				return keep(write);
			},
			keepWelcome: (...args) => keep((kept) => kept.keepWelcome(...args)),
			keepKeys: (...args) => {
				const write: Write = (kept) => kept.keepKeys(...args);
				plans.add(write);
				return keep(write);
			},
			keepReservations: (...args) => keep((kept) => kept.keepReservations(...args)),
			keepReservationKeys: (...args) => {
				const write: Write = (kept) => kept.keepReservationKeys(...args);
				plans.add(write);
				return keep(write);
			},
			keepTerms: (...args) => {
				const write: Write = (kept) => kept.keepTerms(...args);
				plans.add(write);
				return keep(write);
			},
			cutAfter: (...args) => keep((kept) => kept.cutAfter(...args)),
			close() {},
		};
	}

	/** The last fact under a key, and a way to keep the next. */
	async fact(life: Life, key: string): Promise<unknown> {
		await this.#world.wait(life, this.#random.between(1, 20));
		return this.#facts.findLast((fact) => fact.key === key)?.value ?? null;
	}
	async keepFact(life: Life, key: string, value: unknown): Promise<void> {
		await this.#world.wait(life, this.#random.between(0.2, 6));
		this.#facts = [...this.#facts.slice(-8), { key, value }];
	}

	/** The power went: the newest writes may not have reached the disk. */
	loseNewest(): void {
		const lost = this.#random.below(4);
		if (lost === 0) return;
		this.losses += 1;
		this.#writes.splice(-lost);
		this.#facts.splice(-lost);
	}
	wipe(): void {
		this.losses += 1;
		this.#writes = [];
		this.#facts = [];
	}
	image(): readonly Write[] {
		return [...this.#writes];
	}
	restore(image: readonly Write[]): void {
		this.losses += 1;
		this.#writes = [...image];
		this.#facts = [];
	}
}

const plans = new WeakSet<Write>();
