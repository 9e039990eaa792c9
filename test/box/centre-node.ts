/**
 * The centre in the box: the product's books of days behind the checks of its door, on a store of its own, and the copier of every platform that decides,
 * over a line that is cut, loses answers and is slow. What lies between the two in life (HTTP, tokens) is left out: `test/centre`.
 */
import { hallDayPath, mostDays, putDay } from '../../domain/contracts/centre.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { CentreClient, Said } from '../../platform/centre/centre-client.ts';
import { Copier } from '../../platform/centre/copier.ts';
import { DayBooks } from '../../platform/centre/day-books.ts';
import { readChain } from '../../platform/centre/read-chain.ts';
import { readEvents, readShape } from '../../platform/centre/read-message.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import type { Clock } from '../../platform/clock.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import type { BoxNetwork } from './network.ts';
import type { Random } from './random.ts';
import { type SlowNode, slowStore } from './slow-store.ts';
import type { Witness } from './witness.ts';
import { createLife, type Life, type World } from './world.ts';

/** As `centre-client.ts` waits for an answer. */
const answerWithinMs = 30_000;
/** After everything healed: the longest pause of the copier, an answer that never came, and a moment. */
export const equalWithinMs = 100_000;

export interface CentreParts {
	world: World;
	random: Random;
	network: BoxNetwork;
	plan: HallPlan;
	witness: Witness;
	counts: Map<string, number>;
	/** What the centre's store makes of things; a planted bug. */
	spoilStore?: ((store: HallStore) => HallStore) | undefined;
}

export class CentreNode implements SlowNode {
	readonly id = 'centre';
	readonly office = null;
	readonly brings = true;
	failingCommits = 0;
	readonly disk = new MemoryStore();
	#parts: CentreParts;
	#life = createLife();
	#books: DayBooks | null = null;
	#line = { up: true, down: true };

	constructor(parts: CentreParts) {
		this.#parts = parts;
	}
	newEpoch(): string {
		return 'ce'.repeat(8);
	}

	async start(): Promise<void> {
		const life = createLife();
		this.#life = life;
		const slow = slowStore(this.disk, { ...this.#parts, life, node: this });
		const note = (code: string) => () => this.#parts.witness.note(code);
		const watch = { taken: note('centre-took'), differs: note('centre-history-differs'), agreesAgain: note('centre-agrees-again') };
		const books = await DayBooks.open(this.#parts.spoilStore?.(slow) ?? slow, sha256, watch);
		if (life.alive) this.#books = books;
	}
	#stop(ms: number): void {
		this.#books = null;
		this.#life.end();
		this.#parts.world.after(createLife(), ms, () => void this.start());
	}

	/** Cuts, ends and failing writes of its own, until people stop coming. */
	trouble(life: Life, until: () => number): void {
		const { world, random, counts } = this.#parts;
		const next = () =>
			world.after(life, -Math.log(1 - random.next()) * 20_000, () => {
				next();
				if (world.now >= until()) return;
				const kind = random.pick(['cut-centre', 'cut-centre', 'kill-centre', 'centre-write-fails']);
				counts.set(kind, (counts.get(kind) ?? 0) + 1);
				world.note(`fault ${kind}`);
				const lasting = random.pick([2_000, 20_000, 90_000]) * random.between(0.5, 1.5);
				if (kind === 'kill-centre' && this.#books) this.#stop(random.between(500, 20_000));
				if (kind === 'centre-write-fails') this.failingCommits = 1;
				if (kind !== 'cut-centre') return;
				this.#line = random.pick([
					{ up: false, down: false },
					{ up: false, down: true },
					{ up: true, down: false },
				]);
				world.after(life, lasting, () => this.heal());
			});
		next();
	}
	heal(): void {
		this.#line = { up: true, down: true };
		this.failingCommits = 0;
	}

	/** What one life of a platform says to it. */
	client(url: string, life: Life): CentreClient {
		const { world, random, network, plan } = this.#parts;
		const hall = plan.code;
		const free = (direction: 'up' | 'down') => this.#line[direction] && network.passes(url, url, direction);
		const ask = async <T>(act: (books: DayBooks) => Promise<Said<T>>): Promise<Said<T>> => {
			await world.wait(life, random.between(2, 40));
			const there = this.#books;
			if (!free('up') || !there) {
				await world.wait(life, there ? answerWithinMs : 5);
				return { ok: false, code: 'cut' };
			}
			const said = await Promise.race([this.#answer(() => act(there)), world.wait(life, answerWithinMs)]);
			await world.wait(life, random.between(2, 40));
			if (said && free('down')) return network.json(said) as Said<T>;
			await world.wait(life, answerWithinMs);
			return { ok: false, code: 'cut' };
		};
		const malformed = { ok: false, code: 'malformed' } as const;
		return {
			days: (since) => ask(async (books) => ({ ok: true, value: { hall, days: await books.held(hall, since ?? '0000-00-00', mostDays) } })),
			putDay: (day, sent) => {
				const read = readShape(hallDayPath.extend(putDay.shape), network.json({ hall, day, plan: sent }), 'body');
				return ask(async (books) => (read.ok ? { ok: true, value: await books.putDay(hall, day, read.value.plan) } : malformed));
			},
			push: (day, message) => {
				const read = readEvents(hall, day, network.json(message));
				return ask(async (books) => {
					if (!read.ok) return malformed;
					const taken = await books.take(hall, day, read.value);
					return taken.ok ? { ok: true, value: taken.pushed } : taken;
				});
			},
			close() {},
		};
	}

	/** A store that failed is not used any more: the supervisor starts the centre anew. */
	async #answer<T>(act: () => Promise<Said<T>>): Promise<Said<T>> {
		try {
			return await act();
		} catch (cause) {
			if (!(cause instanceof StoreFailure)) throw cause;
			this.#stop(this.#parts.random.between(500, 5_000));
			return { ok: false, code: 'store-failed' };
		}
	}

	/** As `follow-hall.ts` puts a platform's copier together. */
	follow(url: string, life: Life, { store, clock }: { store: HallStore; clock: Clock }): Copier {
		const { world, random, plan, witness } = this.#parts;
		const copier = new Copier({
			...{ hall: plan.code, store, centre: this.client(url, life), sha256, now: () => clock.now(), random: () => random.next() },
			watch: {
				state: (state) => witness.note(`copier-${state}`),
				problem: (_day, problem) => witness.note(`copier-${problem}`),
				settled() {},
				sent() {},
			},
			after: (ms, action) => world.after(life, ms, action),
		});
		copier.start();
		return copier;
	}

	/** Days of which the centre's log, event for event, is not that of this store. */
	async differing(store: HallStore): Promise<string[]> {
		const { code } = this.#parts.plan;
		const differing: string[] = [];
		for (const { day, head } of await store.heads(code, '0000-00-00')) {
			const [own, theirs] = [await readChain(store, sha256, code, day, head), await readChain(this.disk, sha256, code, day, head + 1)];
			if (own.hash !== theirs.hash) differing.push(day);
		}
		return differing;
	}
}
