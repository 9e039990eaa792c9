/**
 * A platform that does not decide, beside the one that does. Having stood down, it first offers what it alone may hold of its term, says that it is
 * settled, and is a standby from then on; a standby copies the log and the records it would need to go on. Where its own log forked, that is kept
 * aside. It decides nothing until it is told to.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { compareTerms } from '../../domain/contracts/term.ts';
import { loadLog } from '../authority/hall-log.ts';
import { domainRules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { AccountPassage } from '../people/pass-accounts.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { takeBack, tellToBegin } from './finish-hand-over.ts';
import type { LinesStore } from './kept-aside.ts';
import { tellPeer } from './peer-client.ts';
import { type LogPage, logPage, peerDone, recordsPage } from './peer-contract.ts';
import { eventHash } from './peer-work.ts';
import { askPeers, type Peer } from './peers.ts';
import { takeRecords } from './records-to-hand.ts';
import { keepFormer } from './take-over.ts';
import type { TermDesk } from './term-desk.ts';

export interface FollowerParts {
	plan: HallPlan;
	store: LinesStore;
	clock: Clock;
	log: Log;
	desk: TermDesk;
	peers: readonly Peer[];
	token: string;
	/** How accounts of staff travel; absent = they do not. */
	accounts?: AccountPassage | undefined;
	/** It decides again after a hand-over that failed: it is to be started anew on its store. */
	startAnew(): void;
}

/** After a restart in the middle of a hand-over the other one may be starting as well: it is asked this many times, a second apart. */
const looksAfterRestart = 15;
const lookEveryMs = 1_000;
const recordsEveryMs = 15_000;
const offerSize = 500;

/** Until the returned function is called; it resolves when nothing is under way. */
export function followPlatformInCharge(parts: FollowerParts): () => Promise<void> {
	const follower = new Follower(parts);
	let running: Promise<void> | null = null;
	const stop = parts.clock.every(lookEveryMs, () => {
		running ??= follower.look().finally(() => {
			running = null;
		});
	});
	return async () => {
		stop();
		follower.end();
		await running;
	};
}

class Follower {
	readonly #parts: FollowerParts;
	readonly #ended = new AbortController();
	#day: { day: string; events: HallEvent[] } | null = null;
	#leader: { url: string; token: string } | null = null;
	#recordsAt = Number.NEGATIVE_INFINITY;
	#trouble = '';
	/** Only what an earlier life of this process left: one that is under way now has somebody who sees it through. */
	#handingLeft: boolean;
	#looks = 0;

	constructor(parts: FollowerParts) {
		this.#parts = parts;
		this.#handingLeft = parts.desk.office.handing !== null;
	}

	end(): void {
		this.#ended.abort();
	}

	/** One step; never rejects. */
	async look(): Promise<void> {
		const { desk, log } = this.#parts;
		const { part } = desk.office;
		if ((part !== 'standby' && part !== 'stood-down') || this.#ended.signal.aborted) return;
		try {
			if (this.#handingLeft && !(await this.#seeThrough())) return;
			this.#leader ??= await this.#find();
			if (!this.#leader) return;
			const done = part === 'stood-down' ? await this.#offer() : await this.#follow();
			if (!done) this.#leader = null;
			if (done) this.#trouble = '';
		} catch (cause) {
			if (this.#ended.signal.aborted) return;
			const code = cause instanceof StoreFailure ? cause.code : 'unexpected';
			this.#leader = null;
			if (this.#trouble !== code && code !== 'closed') log.error('follow-failed', { code });
			this.#trouble = code;
		}
	}

	/** One look at it. True when nothing of it is left. */
	async #seeThrough(): Promise<boolean> {
		const { desk, peers, ...parts } = this.#parts;
		const { office } = desk;
		await this.#find();
		const url = peers.find(({ id }) => id === office.handing?.begin.platform)?.url;
		if (url !== undefined && (await tellToBegin(url, { ...parts, office }, this.#ended.signal))) this.#handingLeft = false;
		else if (++this.#looks >= looksAfterRestart || url === undefined) {
			this.#handingLeft = false;
			await takeBack({ ...parts, office });
			return false;
		}
		return !this.#handingLeft;
	}

	async #find(): Promise<{ url: string; token: string } | null> {
		const { peers, plan, token, desk } = this.#parts;
		const said = await askPeers(peers, plan.code, this.#ended.signal);
		for (const { term, platform } of said) await desk.office.hear(term, platform);
		const [leader] = said.filter(({ part }) => part === 'in-charge').sort((one, other) => compareTerms(other.term, one.term));
		const peer = peers.find(({ id }) => id === leader?.platform);
		return peer ? { url: peer.url, token } : null;
	}

	/** Everything of this store from the day on which the term after its own began; what the other has, it knows. */
	async #offer(): Promise<boolean> {
		const { desk, store, plan, log } = this.#parts;
		const { office } = desk;
		const page = await this.#ask({ position: 0 });
		if (!page) return false;
		const next = page.begun.find((each) => compareTerms(each, office.own) > 0);
		let offered = 0;
		for (const { day, head } of await store.heads(plan.code, next?.from.day ?? page.day)) {
			for (let position = 0; position < head; position += offerSize) {
				const events = await store.read(plan.code, day, position, offerSize);
				if (events.length === 0) break;
				const taken = await this.#tell('offer', { term: office.own, day, events });
				if (!taken) return false;
				offered += events.length;
			}
		}
		if (!(await this.#tell('settled', { platform: office.id }))) return false;
		log.info('offered-own-log', { count: offered });
		await office.follow(office.own, office.begun);
		return true;
	}

	async #follow(): Promise<boolean> {
		const { desk, store, plan } = this.#parts;
		for (;;) {
			const held = await this.#held();
			const last = held.events.at(-1);
			const page = await this.#ask({ day: held.day, position: held.events.length, ...(last ? { last: eventHash(last) } : {}) });
			if (!page) return false;
			if (page.forked) {
				// What it alone held was offered as it stood down; a standby that never decided has nothing of its own.
				await store.setAside({ day: held.day, from: 0, term: desk.office.own });
				await store.asideTaken(store.aside().length - 1);
				await store.keepDay(plan.code, held.day, plan);
				this.#day = { day: held.day, events: [] };
				continue;
			}
			if (page.day !== held.day) {
				await keepFormer(store, plan.code, held.day, held.events, held.events.length, true);
				this.#day = { day: page.day, events: await this.#eventsOf(page.day) };
				if (this.#day.events.length > 0) continue;
			}
			const own = this.#day ?? held;
			const events = [...own.events, ...page.events];
			await store.keepDay(plan.code, page.day, plan);
			await keepFormer(store, plan.code, page.day, events, own.events.length);
			this.#day = { day: page.day, events };
			desk.followed = { day: page.day, position: events.length };
			if (compareTerms(page.term, desk.office.own) !== 0) await desk.office.follow(page.term, page.begun);
			if (events.length >= page.head) return this.#records();
		}
	}

	async #records(): Promise<boolean> {
		const { clock, store, plan } = this.#parts;
		if (Math.abs(clock.now() - this.#recordsAt) < recordsEveryMs || !this.#leader) return true;
		const said = await tellPeer(this.#leader, 'records', recordsPage, undefined, this.#ended.signal);
		if (!said.ok) return false;
		await takeRecords(store, plan.code, said.value.records, this.#parts.accounts);
		this.#recordsAt = clock.now();
		return true;
	}

	/** The newest day that this store holds. */
	async #held(): Promise<{ day: string; events: HallEvent[] }> {
		if (this.#day) return this.#day;
		const { store, plan } = this.#parts;
		const day = (await store.heads(plan.code, '')).at(-1)?.day ?? '0001-01-01';
		this.#day = { day, events: await this.#eventsOf(day) };
		return this.#day;
	}

	async #eventsOf(day: string): Promise<HallEvent[]> {
		const { store, plan } = this.#parts;
		return (await loadLog(store, domainRules, plan, day)).events;
	}

	async #ask(asked: Record<string, string | number>): Promise<LogPage | null> {
		if (!this.#leader) return null;
		const query = new URLSearchParams(Object.entries(asked).map(([name, value]): [string, string] => [name, String(value)]));
		const said = await tellPeer(this.#leader, `log?${query}`, logPage, undefined, this.#ended.signal);
		return said.ok ? said.value : null;
	}

	async #tell(path: string, body: unknown): Promise<boolean> {
		return this.#leader !== null && (await tellPeer(this.#leader, path, peerDone, body, this.#ended.signal)).ok;
	}
}
