/**
 * What the centre holds of its halls: the copied log of each hall-day, and the chain over it. The log alone is the truth; a chain is worked out
 * from it and kept only to save reading. One message of a hall is taken at a time, so that a check and the write after it see the same log.
 */
import type { HeldDay, LogPart, PushEvents, Pushed } from '../../domain/contracts/centre.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { canonicalJson, chainStart, continueChain, type Sha256 } from '../../domain/day-hash.ts';
import { logPartOf } from '../repair/log-part.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { type Chain, readChain } from './read-chain.ts';

export type Taken =
	| { ok: true; pushed: Pushed }
	| { ok: false; code: 'day-unknown' }
	/** `from` is the position to go on with. */
	| { ok: false; code: 'gap'; from: number }
	/** `from` = the first event that is not the same; absent when the events are, but what the hall holds before them is not. */
	| { ok: false; code: 'history-differs'; from?: number };

/** Told after the fact. */
export interface BooksWatch {
	taken(hall: string, events: number): void;
	/** `first`: nobody was told of this day before. */
	differs(hall: string, day: string, position: number, first: boolean): void;
	agreesAgain(hall: string, day: string): void;
}

const chainKind = 'day-chain';
const differsKind = 'history-differs';
/** A chain is kept when this many events were added: reading as many again after a restart is quick, and a write for each message is not. */
const keepChainEvery = 1_000;

const keyOf = (hall: string, day: string) => `${hall}/${day}`;

export class DayBooks {
	#store: HallStore;
	#sha256: Sha256;
	#watch: BooksWatch;
	#chains = new Map<string, Chain>();
	#keptAt = new Map<string, number>();
	#differs: Map<string, number>;
	#turns = new Map<string, Promise<unknown>>();

	private constructor(store: HallStore, sha256: Sha256, watch: BooksWatch, differs: Map<string, number>) {
		this.#store = store;
		this.#sha256 = sha256;
		this.#watch = watch;
		this.#differs = differs;
	}

	static async open(store: HallStore, sha256: Sha256, watch: BooksWatch): Promise<DayBooks> {
		const differs = (await store.records(differsKind)).map(({ key, value }) => [key, Number(value)] as const);
		return new DayBooks(store, sha256, watch, new Map(differs));
	}

	/** Hall-days on which a hall sent another history than is held here: `HALL/day` → position at which it showed. */
	get differing(): ReadonlyMap<string, number> {
		return this.#differs;
	}

	/** Begins a day, or replaces its plan. */
	putDay(hall: string, day: string, plan: HallPlan): Promise<HeldDay> {
		return this.#inTurn(hall, async () => {
			await this.#store.keepDay(hall, day, plan);
			return this.#held(hall, day, (await this.#chain(hall, day)) ?? { head: 0, hash: chainStart });
		});
	}

	/** The newest `most` days from `since` on, oldest first. */
	held(hall: string, since: string, most: number): Promise<HeldDay[]> {
		return this.#inTurn(hall, async () => {
			const held: HeldDay[] = [];
			for (const { day } of (await this.#store.heads(hall, since)).slice(-most)) {
				const chain = await this.#chain(hall, day);
				if (chain) held.push(this.#held(hall, day, chain));
			}
			return held;
		});
	}

	/** Continues the log by exactly these events, or changes nothing. What is held already is compared, never written again (S1). */
	take(hall: string, day: string, { from, events, hash }: PushEvents): Promise<Taken> {
		return this.#inTurn(hall, async () => {
			const chain = await this.#chain(hall, day);
			if (!chain) return { ok: false, code: 'day-unknown' };
			if (from > chain.head + 1) return { ok: false, code: 'gap', from: chain.head + 1 };
			const known = events.slice(0, chain.head + 1 - from);
			const other = await this.#firstOther(hall, day, known);
			if (other !== null) return this.#differ(hall, day, other, other);
			const before = from === chain.head + 1 ? chain.hash : (await readChain(this.#store, this.#sha256, hall, day, from - 1)).hash;
			if (continueChain(before, events, this.#sha256) !== hash) return this.#differ(hall, day, from);
			const fresh = events.slice(known.length);
			if (fresh.length > 0) await this.#append(hall, day, fresh, hash);
			await this.#agree(hall, day);
			return { ok: true, pushed: { to: from + events.length - 1, hash } };
		});
	}

	/** A day for a hall whose own copy was damaged; `null` = not held. */
	part(hall: string, day: string, after: number): Promise<LogPart | null> {
		return this.#inTurn(hall, () => logPartOf(this.#store, hall, day, after));
	}

	async #append(hall: string, day: string, events: HallEvent[], hash: string): Promise<void> {
		await this.#store.commit({ hall, day, events, outcomes: [] });
		const key = keyOf(hall, day);
		const head = events.at(-1)!.position;
		this.#chains.set(key, { head, hash });
		if (head - (this.#keptAt.get(key) ?? 0) >= keepChainEvery) {
			await this.#store.putRecord(chainKind, key, { head, hash });
			this.#keptAt.set(key, head);
		}
		this.#watch.taken(hall, events.length);
	}

	/** Position of the first of these events that is held otherwise; `null` = all are the same. */
	async #firstOther(hall: string, day: string, events: HallEvent[]): Promise<number | null> {
		if (events.length === 0) return null;
		const held = await this.#store.read(hall, day, events[0]!.position - 1, events.length);
		const other = events.find((event, index) => canonicalJson(event) !== canonicalJson(held[index] ?? null));
		return other?.position ?? null;
	}

	async #differ(hall: string, day: string, position: number, from?: number): Promise<Taken> {
		const key = keyOf(hall, day);
		const first = !this.#differs.has(key);
		if (first) {
			await this.#store.putRecord(differsKind, key, position);
			this.#differs.set(key, position);
		}
		this.#watch.differs(hall, day, position, first);
		return { ok: false, code: 'history-differs', ...(from === undefined ? {} : { from }) };
	}

	/** A message whose chain fits proves that everything before it fits too. */
	async #agree(hall: string, day: string): Promise<void> {
		const key = keyOf(hall, day);
		if (!this.#differs.has(key)) return;
		await this.#store.deleteRecord(differsKind, key);
		this.#differs.delete(key);
		this.#watch.agreesAgain(hall, day);
	}

	#held(hall: string, day: string, chain: Chain): HeldDay {
		const differs = this.#differs.get(keyOf(hall, day));
		return { day, ...chain, ...(differs === undefined ? {} : { differs }) };
	}

	/** `null` = a day that was never begun. */
	async #chain(hall: string, day: string): Promise<Chain | null> {
		const key = keyOf(hall, day);
		const known = this.#chains.get(key);
		if (known) return known;
		const entry = (await this.#store.heads(hall, day)).find((each) => each.day === day);
		if (!entry) return null;
		const kept = (await this.#store.record(chainKind, key)) as Chain | null;
		const sound = kept !== null && kept.head <= entry.head;
		const chain = await readChain(this.#store, this.#sha256, hall, day, entry.head, sound ? kept : undefined);
		if (chain.head !== entry.head)
			throw new StoreFailure('corrupt', `The log of ${hall} ${day} ends at ${chain.head} and should end at ${entry.head}.`);
		this.#keptAt.set(key, sound ? kept.head : 0);
		this.#chains.set(key, chain);
		return chain;
	}

	#inTurn<T>(hall: string, action: () => Promise<T>): Promise<T> {
		const turn = (this.#turns.get(hall) ?? Promise.resolve()).then(action);
		const settled = turn
			.catch(() => {})
			.then(() => {
				if (this.#turns.get(hall) === settled) this.#turns.delete(hall);
			});
		this.#turns.set(hall, settled);
		return turn;
	}
}
