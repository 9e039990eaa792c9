/**
 * A platform's term at work: holds the stations' commands while it gathers, begins to decide when that is over, gives way when a higher term is
 * heard of, and takes what stations offer of earlier ones. One for each life of an authority.
 */

import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { OfferUp, PlatformTerm, TermReport } from '../../domain/contracts/term.ts';
import type { RefusedHello, Welcome } from '../../domain/contracts/wire.ts';
import { platformEpoch } from '../authority/platform-seat.ts';
import type { DayKeeper } from '../authority/start-authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { Gathering } from './gathering.ts';
import { keepsLines } from './kept-aside.ts';
import { OfferDesk, type Offered } from './offer-desk.ts';
import { highestTermNumber, type TermOffice } from './term-office.ts';

export interface TermDeskParts {
	office: TermOffice;
	keeper: DayKeeper;
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
}

type Turned = Pick<RefusedHello, 'code' | 'detail'>;

export class TermDesk {
	readonly #parts: TermDeskParts;
	readonly #offers: OfferDesk;
	readonly #gathering: Gathering | null;
	/** What seats said is settled, kept when gathering is over: until then events may be offered that are of those commands. */
	readonly #settled = new Map<string, { station: string; epoch: string; n: number }>();
	readonly #standDown = new Set<() => void>();
	/** How far a standby has copied; `null` = it copies nothing. */
	followed: { day: string; position: number } | null = null;
	#stop: () => void = () => {};

	private constructor(parts: TermDeskParts, epoch: string) {
		const { office, keeper, plan, clock, log } = parts;
		const { authority } = keeper;
		this.#parts = parts;
		this.#offers = new OfferDesk({
			office,
			authority,
			hall: plan.code,
			epoch,
			told: (happening, count) => log.info(happening, { count }),
		});
		this.#gathering = office.part === 'gathering' ? new Gathering(clock, plan, authority.log, office.isPlanned) : null;
		if (this.#gathering) {
			authority.hold('The platform has just taken over and gathers what stations hold. Send again in a few seconds.');
			this.#stop = this.#gathering.watch(() => void this.#begin());
		} else if (!office.mayDecide()) authority.standDown();
		office.onChange(() => this.#changed());
	}

	static async open(parts: TermDeskParts): Promise<TermDesk> {
		return new TermDesk(parts, await platformEpoch(parts.store, parts.plan.code, 'recovery'));
	}

	get office(): TermOffice {
		return this.#parts.office;
	}

	/** Called once, when another platform decides from here on. */
	onStandDown(listener: () => void): () => void {
		this.#standDown.add(listener);
		return () => this.#standDown.delete(listener);
	}

	/** Hears the term of a hello. Why the machine cannot be seated here; `null` = it can. Rejects with a `StoreFailure`. */
	async greet(term: PlatformTerm | undefined, station: string): Promise<Turned | null> {
		const { office } = this.#parts;
		if (term && term.number > highestTermNumber) return { code: 'malformed', detail: 'term.number: no hall has had so many terms' };
		if (term) await office.hear(term, station);
		return this.turned();
	}

	/** Why no machine can be seated here now. */
	turned(): Turned | null {
		const { office } = this.#parts;
		if (office.part === 'stood-down') return { code: 'superseded', detail: 'Another platform of the hall decides now. Say hello there.' };
		if (office.part === 'standby') return { code: 'standby', detail: 'This platform stands by. Say hello to the one that decides.' };
		return null;
	}

	/** The last number of a seat that counts here: `n`, or what its journal says was settled by another platform. Rejects with a `StoreFailure`. */
	async lastNumber(seat: { station: string; epoch: string; settled?: number | undefined }, n: number): Promise<number> {
		const { office, keeper } = this.#parts;
		const { station, epoch, settled = 0 } = seat;
		// A platform that nobody took over from has every outcome itself.
		if (office.own.number === 1 || settled <= n) return n;
		if (this.#gathering && !office.mayDecide()) this.#settled.set(`${station}/${epoch}`, { station, epoch, n: settled });
		else await keeper.authority.settle(station, epoch, settled);
		return settled;
	}

	/** These stations have said hello. */
	seated(stations: Iterable<string>): void {
		this.#gathering?.hello(stations);
	}

	welcome(day: string, head: number): Required<Pick<Welcome, 'term' | 'terms'>> {
		return this.#parts.office.welcome(day, head);
	}

	/** Own sequences of terminals that only the order told. */
	ownSeries(day: string): Record<string, number> {
		return this.#parts.office.ownSeries(day);
	}

	/** Rejects with a `StoreFailure`. */
	offer(offer: OfferUp): Promise<Offered> {
		this.#gathering?.offered();
		return this.#offers.take(offer);
	}

	report(): TermReport {
		const { office, keeper } = this.#parts;
		const { day, position } = this.followed ?? { day: keeper.authority.day, position: keeper.authority.head };
		return office.report(day, position);
	}

	close(): void {
		this.#stop();
	}

	/** Each step is durable before the next, and a restart in between goes on with what is left. */
	async #begin(): Promise<void> {
		const { office, keeper, log } = this.#parts;
		const { authority } = keeper;
		try {
			await authority.closeFormer();
			await office.takeCharge(authority.day, authority.head, this.#offers.blocksOfLostLives());
			if (!office.mayDecide()) return;
			await keeper.begin();
			for (const { station, epoch, n } of this.#settled.values()) await authority.settle(station, epoch, n);
			await this.#offers.takeWaiting();
			await this.#takeAside();
			if (!office.mayDecide()) return;
			authority.release();
			log.warn('term-began', { code: `${office.own.number}${office.own.platform}`, day: authority.day, head: authority.head });
		} catch (cause) {
			if (cause instanceof StoreFailure && cause.code !== 'closed') authority.distrustStore(cause);
			log.error('term-not-begun', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
		}
	}

	/** What this store alone held of an earlier term, before its log began anew. */
	async #takeAside(): Promise<void> {
		const { store } = this.#parts;
		if (!keepsLines(store)) return;
		for (const line of store.aside()) {
			if (line.taken) continue;
			const events = await store.readAside(line);
			if (!(await this.#offers.recover(line.term, events))) return;
			await store.asideTaken(line.number);
		}
	}

	#changed(): void {
		const { office, keeper } = this.#parts;
		if (office.part !== 'stood-down') return;
		this.#stop();
		keeper.authority.standDown();
		for (const listener of this.#standDown) listener();
		this.#standDown.clear();
	}
}
