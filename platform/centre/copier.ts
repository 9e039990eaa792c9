/**
 * Copies a hall's log up to the centre. It follows the store and not the broadcast, so that nothing is kept twice and any length of cut is the
 * same as a short one: what is sent next is what the centre does not hold yet. It decides nothing and nothing waits for it.
 */
import { type HeldDay, mostBytes, mostDays, mostEvents } from '../../domain/contracts/centre.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart, continueChain, type Sha256 } from '../../domain/day-hash.ts';
import type { HallStore } from '../storage/contract.ts';
import { backOffMs } from './back-off.ts';
import type { CentreClient, Said } from './centre-client.ts';
import { type Chain, pageSize, readChain } from './read-chain.ts';

export type CopierState = 'starting' | 'ok' | 'cut' | 'token-refused' | 'store-failed';
/** What a person must look at, per day. Nothing is overwritten on either side. */
export type DayProblem =
	| 'centre-knows-more' // the centre holds events that this hall does not: its store was restored from an older copy
	| 'history-differs' // the same position, another event
	| 'centre-refuses'; // the centre does not understand what is in this log

export interface CopierWatch {
	state(state: CopierState): void;
	problem(day: string, problem: DayProblem): void;
	settled(day: string): void;
	sent(events: number): void;
}

export interface CopierParts {
	hall: string;
	store: HallStore;
	centre: CentreClient;
	sha256: Sha256;
	watch: CopierWatch;
	/** Milliseconds since 1970. */
	now(): number;
	random(): number;
	/** Runs `action` once, `ms` from now, unless the returned function is called first. */
	after(ms: number, action: () => void): () => void;
}

export interface CopierReport {
	state: CopierState;
	/** Events that the centre is not known to hold. */
	behindEvents: number;
	/** When hall and centre last agreed that nothing is missing, ms since 1970; `null` = not since the start. */
	lastOkAt: number | null;
	problems: { day: string; code: DayProblem }[];
}

/** Late reports arrive for this long after their day (`LateDays`); older logs do not grow. */
const livelyDays = 15;
/** Late days grow without a word: the store is asked this often. Events that come in a burst share a message. */
const lookEveryMs = 2_000;
const gatherMs = 200;
/** Everything is compared anew this often, and when the day turns: heads of all days, hashes of those that may still grow. */
const compareEveryMs = 24 * 3_600_000;
/** The same while a day has a problem: a person may be at work on it. */
const compareTroubleEveryMs = 10 * 60_000;
/** A quiet hall asks this often whether the centre is still there. */
const askEveryMs = 30_000;
const bytesOfMessage = mostBytes / 2;
const dayMs = 24 * 3_600_000;

/** The centre is not what it was when it was last asked (it was restored, or lost the day): ask again before anything is sent. */
class AskAnew extends Error {}

/** The line failed: nothing more can be done in this round. */
class RoundEnds extends Error {
	readonly state: CopierState;
	constructor(state: CopierState) {
		super(state);
		this.state = state;
	}
}

export class Copier {
	#parts: CopierParts;
	#state: CopierState = 'starting';
	#lastOkAt: number | null = null;
	#heads = new Map<string, number>();
	/** Days whose log hall and centre are proven to hold alike, up to here. */
	#agreed = new Map<string, Chain>();
	/** Days that are over and were found equal by head alone. */
	#atRest = new Map<string, number>();
	#theirs: Map<string, HeldDay> | null = null;
	#problems = new Map<string, DayProblem>();
	/** Days left alone until everything is compared again. */
	#aside = new Set<string>();
	/** Days the centre has a plan of, and those whose plan this process sent. */
	#begun = new Set<string>();
	#planSent = new Set<string>();
	#heardAt = Number.NEGATIVE_INFINITY;
	#comparedAt = Number.NEGATIVE_INFINITY;
	#newest = '';
	/** The day that was last told of. */
	#current = '';
	#tries = 0;
	#stopped = false;
	#running: Promise<void> | null = null;
	#cancel: (() => void) | null = null;
	#again = false;
	/** The next round is near: more events must not put it off. */
	#gathering = false;

	constructor(parts: CopierParts) {
		this.#parts = parts;
	}

	start(): void {
		this.#wait(0);
	}

	/** Something was appended to the log of `day`, up to `position`. */
	appended(day: string, position: number): void {
		this.#current = day;
		if ((this.#heads.get(day) ?? 0) < position) this.#heads.set(day, position);
		// During a cut the next try has its time; a line that stands is used at once.
		if (this.#state !== 'ok') return;
		if (this.#running) this.#again = true;
		else if (!this.#gathering) this.#wait(gatherMs);
		this.#gathering = true;
	}

	report(): CopierReport {
		let behind = 0;
		for (const [day, head] of this.#heads) behind += Math.max(0, head - (this.#agreed.get(day)?.head ?? this.#atRest.get(day) ?? 0));
		const problems = [...this.#problems].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, code]) => ({ day, code }));
		return { state: this.#state, behindEvents: behind, lastOkAt: this.#lastOkAt, problems };
	}

	/** Resolves when nothing is under way any more. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#cancel?.();
		this.#parts.centre.close();
		await this.#running;
	}

	#wait(ms: number): void {
		if (this.#stopped) return;
		this.#cancel?.();
		this.#cancel = this.#parts.after(ms, () => {
			if (this.#running) return;
			this.#running = this.#round().finally(() => {
				this.#running = null;
			});
		});
	}

	async #round(): Promise<void> {
		this.#again = false;
		this.#gathering = false;
		try {
			await this.#copy();
			this.#tries = 0;
			this.#become('ok');
			this.#gathering = this.#again;
			this.#wait(this.#again ? gatherMs : lookEveryMs);
		} catch (cause) {
			this.#tries += 1;
			// What the centre held before the cut may not be what it holds after.
			this.#theirs = null;
			if (!this.#stopped && !(cause instanceof AskAnew)) this.#become(cause instanceof RoundEnds ? cause.state : 'store-failed');
			this.#wait(backOffMs(this.#tries, this.#parts.random));
		}
	}

	async #copy(): Promise<void> {
		const { hall, store, now } = this.#parts;
		const due = now() - this.#comparedAt > (this.#problems.size > 0 ? compareTroubleEveryMs : compareEveryMs);
		const compare = due || this.#theirs === null;
		const since = compare ? await this.#askDays(due) : this.#lively();
		// After the question, so that the centre can only know more if it truly does.
		const heads = await store.heads(hall, since);
		for (const { day, head } of heads) this.#heads.set(day, head);
		const newest = heads.at(-1)?.day ?? '';
		if (this.#newest !== '' && newest > this.#newest) this.#comparedAt = Number.NEGATIVE_INFINITY;
		this.#newest = newest;
		if (compare) await this.#missingHere(heads.map(({ day }) => day));
		const lively = this.#lively();
		for (const { day, head } of heads) await this.#copyDay(day, head, day >= lively);
		await this.#askWhenQuiet();
		if (this.#problems.size === 0) this.#lastOkAt = this.#heardAt;
	}

	/** Asks what the centre holds. Answers the day from on which that can be compared. `anew`: trust nothing that was worked out before. */
	async #askDays(anew: boolean): Promise<string> {
		const { days } = this.#must(await this.#parts.centre.days());
		this.#theirs = new Map(days.map((each) => [each.day, each]));
		this.#begun = new Set(this.#theirs.keys());
		this.#aside.clear();
		this.#atRest.clear();
		if (anew) {
			this.#agreed.clear();
			this.#comparedAt = this.#parts.now();
		}
		for (const [day, chain] of this.#agreed) {
			const theirs = this.#theirs.get(day);
			if (theirs?.head !== chain.head || theirs.hash !== chain.hash) this.#agreed.delete(day);
		}
		// A full list may leave older days out; they were compared when they were young.
		return days.length < mostDays ? '' : days[0]!.day;
	}

	/** From this day on a log may still grow. A clock that is wrong must not hide the day the hall is in. */
	#lively(): string {
		const { now } = this.#parts;
		const [first] = [new Date(now()).toISOString().slice(0, 10), this.#newest, this.#current].filter((day) => day !== '').sort();
		return new Date(Date.parse(first!) - livelyDays * dayMs).toISOString().slice(0, 10);
	}

	async #askWhenQuiet(): Promise<void> {
		if (this.#parts.now() - this.#heardAt < askEveryMs) return;
		const { days } = this.#must(await this.#parts.centre.days(this.#newest));
		for (const { day, head, hash } of days) {
			const agreed = this.#agreed.get(day);
			if (agreed && (agreed.head !== head || agreed.hash !== hash)) throw new AskAnew();
		}
	}

	/** Days of the centre that this hall has never heard of. */
	async #missingHere(days: readonly string[]): Promise<void> {
		for (const [day, { head }] of this.#theirs ?? []) {
			if (head > 0 && !days.includes(day) && !(await this.#parts.store.day(this.#parts.hall, day))) this.#trouble(day, 'centre-knows-more');
		}
	}

	async #copyDay(day: string, head: number, lively: boolean): Promise<void> {
		if (this.#aside.has(day)) return;
		const theirs = this.#theirs?.get(day);
		let agreed = this.#agreed.get(day) ?? null;
		if (!agreed && theirs && !lively && theirs.head === head && theirs.differs === undefined) {
			this.#atRest.set(day, head);
			this.#settle(day);
			return;
		}
		agreed ??= await this.#agree(day, head);
		if (!agreed) return;
		if (!this.#begun.has(day) || (day === this.#newest && !this.#planSent.has(day))) {
			const entry = await this.#parts.store.day(this.#parts.hall, day);
			if (!entry || this.#refused(day, await this.#parts.centre.putDay(day, entry.plan))) return;
			this.#begun.add(day);
			this.#planSent.add(day);
		}
		if (agreed.head < head) await this.#send(day, head, agreed);
		else if (theirs?.differs !== undefined) await this.#sendLastAgain(day, agreed);
		else this.#settle(day);
	}

	/** What the centre holds of a day is held to what this hall holds; `null` = it is not the same, and was told. */
	async #agree(day: string, head: number): Promise<Chain | null> {
		const { hall, store, sha256 } = this.#parts;
		const theirs = this.#theirs?.get(day) ?? { head: 0, hash: chainStart };
		if (theirs.head > head) return this.#trouble(day, 'centre-knows-more');
		const mine = await readChain(store, sha256, hall, day, theirs.head);
		if (mine.hash !== theirs.hash) return this.#trouble(day, 'history-differs');
		this.#agreed.set(day, mine);
		return mine;
	}

	async #send(day: string, head: number, from: Chain): Promise<void> {
		const { sha256, centre, watch } = this.#parts;
		for (let agreed = from; agreed.head < head && !this.#stopped; ) {
			const events = await this.#nextEvents(day, agreed.head, head);
			if (events.length === 0) return;
			const hash = continueChain(agreed.hash, events, sha256);
			const said = await centre.push(day, { from: agreed.head + 1, events, hash });
			if (this.#refused(day, said)) return;
			agreed = { head: agreed.head + events.length, hash };
			this.#agreed.set(day, agreed);
			watch.sent(events.length);
		}
		this.#settle(day);
	}

	/** The centre still has an old difference on its list: a message that fits takes it off. */
	async #sendLastAgain(day: string, { head, hash }: Chain): Promise<void> {
		const events = await this.#parts.store.read(this.#parts.hall, day, head - 1, 1);
		if (events.length === 1 && this.#refused(day, await this.#parts.centre.push(day, { from: head, events, hash }))) return;
		const theirs = this.#theirs?.get(day);
		if (theirs) this.#theirs?.set(day, { day, head: theirs.head, hash: theirs.hash });
		this.#settle(day);
	}

	async #nextEvents(day: string, after: number, head: number): Promise<HallEvent[]> {
		const events: HallEvent[] = [];
		let bytes = 0;
		while (events.length < mostEvents && bytes < bytesOfMessage && after + events.length < head) {
			const page = await this.#parts.store.read(
				this.#parts.hall,
				day,
				after + events.length,
				Math.min(pageSize, mostEvents - events.length),
			);
			if (page.length === 0) break;
			events.push(...page);
			bytes += Buffer.byteLength(JSON.stringify(page));
		}
		return events;
	}

	/** True when the centre did not take it, and what a person must see is told. */
	#refused(day: string, said: Said<unknown>): boolean {
		if (!said.ok && said.code === 'history-differs') this.#trouble(day, 'history-differs');
		else if (!said.ok && (said.code === 'malformed' || said.code === 'too-large')) this.#trouble(day, 'centre-refuses');
		else this.#must(said);
		return !said.ok;
	}

	#must<T>(said: Said<T>): T {
		if (said.ok) {
			this.#heardAt = this.#parts.now();
			return said.value;
		}
		if (said.code === 'gap' || said.code === 'day-unknown') throw new AskAnew();
		const refused = said.code === 'no-token' || said.code === 'wrong-token' || said.code === 'not-your-hall';
		throw new RoundEnds(refused ? 'token-refused' : 'cut');
	}

	/** The day is left alone until everything is compared again; the others go on. */
	#trouble(day: string, problem: DayProblem): null {
		this.#agreed.delete(day);
		this.#aside.add(day);
		if (this.#problems.get(day) !== problem) this.#parts.watch.problem(day, problem);
		this.#problems.set(day, problem);
		return null;
	}

	#settle(day: string): void {
		if (this.#problems.delete(day)) this.#parts.watch.settled(day);
	}

	#become(state: CopierState): void {
		if (this.#state === state) return;
		this.#state = state;
		this.#parts.watch.state(state);
	}
}
