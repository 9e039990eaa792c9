/**
 * The term of office of one platform: whether it decides, in which term, and the fence. Whoever tells of a higher term than its own (a station, a
 * peer, its own disk), it stands down at once and for good; what it hears is kept before anybody is answered by it.
 */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import {
	compareTerms,
	firstTerm,
	type PlatformId,
	type PlatformTerm,
	type TakeOverOrder,
	type TermBegin,
	type TermReport,
} from '../../domain/contracts/term.ts';
import type { TermOfDays } from '../authority/term-of-days.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { blockBeside } from './block.ts';
import { type Handing, keepTermRecord, readTermRecord, type TermPart, type TermRecord } from './term-record.ts';

export interface OfficeParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	/** Place of this platform in the hall's list; absent = what its store says, else P1. */
	as?: PlatformId | undefined;
	/** A new store begins as a standby, also that of P1. */
	follow?: boolean | undefined;
}

/** No clock is so far ahead (2038): a number beyond this is a slip or an attack, and would end all take-overs. */
export const highestTermNumber = 2 ** 31;

export class TermOffice implements TermOfDays {
	readonly #parts: OfficeParts;
	#record: TermRecord;
	#writing: Promise<void> = Promise.resolve();
	#listeners = new Set<() => void>();
	#isNew: boolean;

	private constructor(parts: OfficeParts, record: TermRecord, isNew: boolean) {
		this.#parts = parts;
		this.#record = record;
		this.#isNew = isNew;
	}

	/** Rejects with a `StoreFailure`, or with an error in words when the store belongs to another platform of the hall. */
	static async open(parts: OfficeParts): Promise<TermOffice> {
		const { store, plan } = parts;
		const known = await readTermRecord(store, plan.code);
		const platform = parts.as ?? known?.platform ?? 'P1';
		if (known && known.platform !== platform)
			throw new Error(
				`This store is that of platform ${known.platform}, not of ${platform}. Start it with --as ${known.platform}, or choose another --data folder.`,
			);
		// The first platform of the list decides from the beginning; any other waits to be told.
		const begins = platform === 'P1' && !(parts.follow ?? false);
		const fresh: TermRecord = {
			platform,
			own: firstTerm,
			heard: firstTerm,
			part: begins ? 'in-charge' : 'standby',
			begun: [],
			orders: [],
			series: null,
			unsettled: [],
			handing: null,
			undecided: [],
		};
		const isNew = known === null && !(await store.keptDays()).some(({ hall }) => hall === plan.code);
		return new TermOffice(parts, known ?? fresh, isNew);
	}

	/** Its store was empty and it has had no part in a term since: it has never worked, or its disk was lost and nobody can say what it did before. */
	get isNew(): boolean {
		return this.#isNew;
	}

	get id(): PlatformId {
		return this.#record.platform;
	}
	get own(): PlatformTerm {
		return this.#record.own;
	}
	get heard(): PlatformTerm {
		return this.#record.heard;
	}
	get part(): TermPart {
		return this.#record.part;
	}
	carriedOut(order: string): boolean {
		return this.#record.orders.includes(order);
	}
	/** How terms began, as far as it is known, oldest first. */
	get begun(): readonly TermBegin[] {
		return this.#record.begun;
	}

	/** Its own term began with a hand-over: nothing can be offered that it lacks. */
	get isPlanned(): boolean {
		return this.begun.some((each) => each.planned && compareTerms(each, this.own) === 0);
	}

	/** Own terms in which it decided nothing. */
	get undecided(): readonly PlatformTerm[] {
		return this.#record.undecided;
	}

	/** Told when it has stood down or become something else. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	mayDecide(): boolean {
		return this.#record.part === 'in-charge';
	}

	/**
	 * Somebody has heard of this term. At once: nothing is decided any more when it is higher than the own one. Resolves when it is kept: true when
	 * this made it stand down.
	 */
	async hear(term: PlatformTerm, from: string): Promise<boolean> {
		const { heard, own, part } = this.#record;
		if (compareTerms(term, heard) <= 0) {
			await this.#writing;
			return false;
		}
		const decides = part === 'in-charge' || part === 'gathering';
		const fenced = decides && compareTerms(term, own) > 0;
		const { number, platform } = term;
		if (fenced) this.#parts.log.error('stood-down', { code: `${number}${platform}`, station: from });
		await this.#change({ heard: { number, platform }, ...(fenced ? { part: 'stood-down' as const } : {}) });
		return fenced;
	}

	/** The hand-over that is not seen through yet. */
	get handing(): Handing | null {
		return this.#record.handing;
	}

	/** Stands down for a successor that is ready. What it still has to be told is kept in the same moment. */
	async standDownFor(handing: Handing): Promise<void> {
		const { number, platform } = handing.begin;
		this.#isNew = false;
		this.#parts.log.warn('stood-down', { code: `${number}${platform}` });
		await this.#change({ heard: { number, platform }, part: 'stood-down', handing });
	}

	/** The successor has begun, or somebody else decides by now. */
	async handedDown(): Promise<void> {
		if (this.#record.handing) await this.#change({ handing: null });
	}

	/** A new term of this platform has begun to gather. `unsettled`: platforms of terms before that may still be at work somewhere. */
	async beginTerm(
		begin: TermBegin,
		from: { order: string; told: TakeOverOrder; begun: readonly TermBegin[]; unsettled: readonly PlatformId[] },
	): Promise<void> {
		const { number, platform } = begin;
		const term = { number, platform };
		this.#isNew = false;
		await this.#change({
			own: term,
			heard: compareTerms(term, this.heard) > 0 ? term : this.heard,
			part: 'gathering',
			undecided: [...this.#record.undecided, term],
			begun: [...from.begun, begin],
			orders: [...this.#record.orders, from.order],
			series: { day: from.told.day, highest: from.told.series },
			unsettled: [...new Set(from.unsettled)].filter((each) => each !== platform),
			handing: null,
		});
	}

	/**
	 * Gathering is over: from here on it decides. `taken`: blocks of the day that a former life of this platform used, as stations have just told.
	 */
	async takeCharge(day: string, position: number, taken: readonly number[] = []): Promise<void> {
		if (this.#record.part !== 'gathering') return;
		const step = this.#parts.plan.platforms?.length ?? 1;
		const begun = this.#record.begun.map((each) =>
			compareTerms(each, this.own) === 0 && each.from.day === day
				? { ...each, from: { day, position }, block: blockBeside(each.block, taken, step) }
				: each,
		);
		const undecided = this.#record.undecided.filter((each) => compareTerms(each, this.own) !== 0);
		await this.#change({ part: 'in-charge', undecided, begun });
	}

	get unsettled(): readonly PlatformId[] {
		return this.#record.unsettled;
	}

	/** A platform of an earlier term has stood down and handed over what it had. */
	async settle(platform: PlatformId): Promise<void> {
		const { unsettled } = this.#record;
		if (unsettled.includes(platform)) await this.#change({ unsettled: unsettled.filter((each) => each !== platform) });
	}

	/**
	 * What it follows: the term and how terms began. Where it has begun a term of its own meanwhile (handed over, or ordered), that stands: a standby
	 * that was just copying must not take it back.
	 */
	async follow(term: PlatformTerm, begun: readonly TermBegin[]): Promise<void> {
		const { number, platform } = term;
		if (this.#record.part === 'in-charge' || this.#record.part === 'gathering') return;
		this.#isNew = false;
		await this.#change({ own: { number, platform }, begun: [...begun], part: 'standby', handing: null });
	}

	beginning(day: HallDay): CommandBody<'begin-term'> | null {
		const { number, platform } = this.own;
		if (number === 1 || (day.term?.number === number && day.term.platform === platform)) return null;
		const own = this.begun.find((each) => compareTerms(each, this.own) === 0);
		// Numbers begin anew each day; the block is needed as long as the former platform may still give out some.
		const sameDay = own?.from.day === day.day;
		const block = own === undefined || (this.#record.unsettled.length === 0 && !sameDay) ? 0 : own.block;
		return { number, platform, block, planned: own?.planned ?? false, reason: own?.reason ?? 'term' };
	}

	/** What stations are told in `welcome`: the term, and how those began that touch the day. */
	welcome(day: string, head: number): { term: PlatformTerm; terms: TermBegin[] } {
		const { begun, own, part } = this.#record;
		const last = begun.at(-1);
		const touching = begun.filter((each) => each.from.day === day || each === last).slice(-20);
		const now = (each: TermBegin) => part === 'gathering' && compareTerms(each, own) === 0 && each.from.day === day;
		return { term: own, terms: touching.map((each) => (now(each) ? { ...each, from: { day, position: head } } : each)) };
	}

	/** Own sequences of terminals as the order told them, for the day it was of. */
	ownSeries(day: string): Record<string, number> {
		const { series } = this.#record;
		return series?.day === day ? series.highest : {};
	}

	report(day: string | null, position: number): TermReport {
		return { hall: this.#parts.plan.code, platform: this.id, part: this.part, term: this.heard, day, position };
	}

	/** In memory at once, on disk when it resolves. Rejects with a `StoreFailure`: then it stays what it has become, until it is started anew. */
	#change(change: Partial<TermRecord>): Promise<void> {
		const before = this.#record;
		this.#record = { ...before, ...change };
		const { store, plan } = this.#parts;
		const record = this.#record;
		this.#writing = this.#writing.catch(() => {}).then(() => keepTermRecord(store, plan.code, record));
		if (before.part !== record.part) for (const listener of this.#listeners) listener();
		return this.#writing;
	}
}
