/**
 * The platform that holds the book of reservations tells every booking to those that stand by before it answers it: whoever takes over knows what people
 * were promised. One that does not answer holds nobody up for longer than two seconds; from then on this platform gives no more than its own part of the
 * places (`share-of-places.ts`), until all that ever had a copy have the whole of it again.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type PlatformId, platformId } from '../../domain/contracts/term.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { tellPeer } from '../term/peer-client.ts';
import { peerDone } from '../term/peer-contract.ts';
import { askPeers, type Peer } from '../term/peers.ts';
import { type BookCopy, sealBook } from './pass-book.ts';
import { type LastShared, lastShared, sharedAs } from './share-of-places.ts';

export const copiesKind = 'reservation-copies';
/** Who was ever given a copy; what was known to all of them, where this platform may have gone on without one. */
export const keptCopies = z.object({ holders: z.array(platformId).max(9), alone: lastShared.nullable() });
export type KeptCopies = z.infer<typeof keptCopies>;

export interface CopySender {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	peers: readonly Peer[];
	token: string;
	/** It holds the book, and decides. */
	mayTell(): boolean;
}
export type Change = Pick<BookCopy, 'reservations' | 'answers' | 'personKeys' | 'quotas'>;

const lookEveryMs = 2_000;
const answerWithinMs = 2_000;
/** A copy is told anew after so many changes, and every hour: what has been let go of here goes there too. */
const changesLimit = 500;
const anewEveryMs = 3_600_000;

export class Copies {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #secret: string;
	#kept: KeptCopies;
	#sender: CopySender | null = null;
	/** Those that have all of it. */
	#current = new Map<PlatformId, { run: string; n: number; at: number }>();

	private constructor(store: HallStore, hall: string, secret: string, kept: KeptCopies) {
		this.#store = store;
		this.#hall = hall;
		this.#secret = secret;
		this.#kept = kept;
	}

	/** `listed`: the hall's platforms. `secret`: what copies are sealed under on their way. */
	static async open(store: HallStore, hall: string, secret: string, listed: readonly PlatformId[]): Promise<Copies> {
		const none: KeptCopies = { holders: [], alone: null };
		const kept = keptCopies.nullable().parse(await store.record(copiesKind, hall)) ?? none;
		// One that was taken off the hall's list takes nothing over any more.
		const holders = kept.holders.filter((id) => listed.includes(id));
		return new Copies(store, hall, secret, holders.length === 0 ? none : { ...kept, holders });
	}

	get kept(): KeptCopies {
		return this.#kept;
	}
	/** What bounds this platform; `null` = nothing: all that have a copy know everything, or nobody has one. */
	get alone(): LastShared | null {
		return this.#kept.alone;
	}

	/** Nobody is known to have the whole of it: after a start. */
	async begin(shared: LastShared): Promise<void> {
		if (this.#kept.holders.length > 0 && this.#kept.alone === null) await this.#keep({ ...this.#kept, alone: shared });
	}

	/** To be kept in one write with the book of another platform. */
	taking(next: KeptCopies): KeptRecord {
		return { kind: copiesKind, key: this.#hall, value: next };
	}
	taken(next: KeptCopies): void {
		this.#kept = next;
		this.#current.clear();
	}

	async #keep(next: KeptCopies): Promise<void> {
		await this.#store.putRecord(copiesKind, this.#hall, next);
		this.#kept = next;
	}

	/** Called in the book's turn, before a booking is written. `shared`: the book without it. Rejects with a `StoreFailure`. */
	async confirm(change: Change, shared: () => LastShared): Promise<void> {
		const sender = this.#sender;
		if (sender)
			await Promise.all(
				[...this.#current].map(async ([id, held]) => {
					const url = sender.peers.find((each) => each.id === id)?.url;
					const copy = { hallKey: '', signingKey: '', ...change };
					held.n += 1;
					if (url === undefined || !(await this.#tell(sender, url, { run: held.run, n: held.n, copy }))) this.#lost(id, sender);
				}),
			);
		if (this.#kept.alone === null && this.#kept.holders.some((id) => !this.#current.has(id)))
			await this.#keep({ ...this.#kept, alone: shared() });
	}

	#lost(id: PlatformId, { log }: CopySender): void {
		this.#current.delete(id);
		log.warn('reservation-copy-lost', { code: id });
	}

	async #tell(
		{ token, plan, clock }: CopySender,
		url: string,
		{ run, n, copy }: { run: string; n: number; copy: BookCopy },
	): Promise<boolean> {
		const ended = new AbortController();
		const stop = clock.every(answerWithinMs, () => ended.abort());
		try {
			const box = sealBook(copy, this.#secret, plan.code, plan.cryptoSuite);
			return (await tellPeer({ url, token }, 'book-copy', peerDone, { run, n, box }, ended.signal)).ok;
		} finally {
			stop();
		}
	}

	/** `inTurn`: nothing is booked while it is under way; it is given everything that is in the book then. Until the returned function is called. */
	watch(sender: CopySender, inTurn: (tell: (copy: BookCopy) => Promise<void>) => Promise<void>): () => Promise<void> {
		this.#sender = sender;
		let running: Promise<void> | null = null;
		let ended = false;
		const look = async (): Promise<void> => {
			const { peers, plan, clock, log } = sender;
			const now = clock.now();
			for (const [id, { n, at }] of this.#current)
				if (n >= changesLimit || Math.abs(now - at) >= anewEveryMs) this.#current.get(id)!.at = 0;
			const lacking = peers.filter(({ id }) => !this.#current.get(id)?.at);
			if (lacking.length === 0) return;
			const said = await askPeers(lacking, plan.code);
			for (const { platform, part } of said) {
				const url = peers.find(({ id }) => id === platform)?.url;
				if (part !== 'standby' || url === undefined || ended || !sender.mayTell()) continue;
				await inTurn(async (copy) => {
					if (ended || !sender.mayTell()) return;
					// Before it has anything: whoever may have a copy is never forgotten.
					if (!this.#kept.holders.includes(platform)) await this.#keep({ ...this.#kept, holders: [...this.#kept.holders, platform] });
					const run = randomUUID();
					if (await this.#tell(sender, url, { run, n: 0, copy })) this.#current.set(platform, { run, n: 0, at: clock.now() });
					else {
						this.#current.delete(platform);
						await this.begin(sharedAs(copy.reservations));
					}
					if (this.#kept.alone === null || !this.#kept.holders.every((id) => this.#current.has(id))) return;
					await this.#keep({ ...this.#kept, alone: null });
					log.info('reservation-copies-whole', { count: copy.reservations.length });
				});
			}
		};
		const stop = sender.clock.every(lookEveryMs, () => {
			if (!sender.mayTell()) return;
			running ??= look()
				.catch((cause) => {
					const code = cause instanceof StoreFailure ? cause.code : 'unexpected';
					if (!ended && code !== 'closed') sender.log.error('reservation-copy-failed', { code });
				})
				.finally(() => {
					running = null;
				});
		});
		return async () => {
			stop();
			ended = true;
			this.#sender = null;
			this.#current.clear();
			await running;
		};
	}
}
