/** What a platform does when another one of its hall asks it to. Whoever asks has shown the peers' token. */
import type { z } from 'zod';
import type { LogPart } from '../../domain/contracts/centre.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { compareTerms, type PlatformId, type PlatformTerm, type TakeOverOrder } from '../../domain/contracts/term.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import type { DayKeeper } from '../authority/start-authority.ts';
import { sha256 } from '../centre/sha256.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { AccountPassage } from '../people/pass-accounts.ts';
import { logPartOf } from '../repair/log-part.ts';
import type { CopySent } from '../reservations/kept-copy.ts';
import type { bookAsked } from '../reservations/pass-book.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { handOver } from './hand-over.ts';
import type { beginUp, handOverUp, LogPage, logAsked, offerUpByPeer, prepareUp } from './peer-contract.ts';
import { recordsToHand, takeRecords } from './records-to-hand.ts';
import { bringLog, fingerprintOf, takeOver } from './take-over.ts';
import type { TermDesk } from './term-desk.ts';

export interface PeerWorkParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	desk: TermDesk;
	keeper: DayKeeper;
	token: string | undefined;
	startAnew(): void;
	/** Absent = by the system's own timers. */
	pause?(ms: number): Promise<void>;
	/** How accounts of staff travel between platforms; absent = they do not. */
	accounts?: AccountPassage;
	/** Gives the hall's book of reservations, sealed, to the platform that decides in this term; `null` = it is not here. Absent = there is none. */
	giveBook?(to: PlatformTerm): Promise<string | null>;
	/** Keeps what the platform with the book tells of it; false = it does not fit. Absent = nothing is kept. */
	holdBook?(sent: CopySent): Promise<boolean>;
}

export type Worked = { ok: true; term?: PlatformTerm } | { ok: false; code: string; what: string };

const pageSize = 500;

export class PeerWork {
	readonly #parts: PeerWorkParts;
	/** One at a time: a hand-over and an order at once would meet in the store. */
	#turn: Promise<unknown> = Promise.resolve();
	#prepared: string | null = null;

	constructor(parts: PeerWorkParts) {
		this.#parts = parts;
	}

	prepare({ order, records }: z.infer<typeof prepareUp>): Promise<Worked> {
		return this.#alone(async () => {
			const { desk, store, plan } = this.#parts;
			const inCharge = this.#decides();
			if (inCharge) return inCharge;
			if (compareTerms(desk.office.heard, order.after) > 0)
				return { ok: false, code: 'refused', what: `has heard of a newer term (${desk.office.heard.number}) than yours` };
			const brought = await bringLog(order, { office: desk.office, store, plan });
			if (!brought.ok) return { ok: false, code: 'refused', what: brought.what };
			if (brought.events.length !== order.events.length)
				return { ok: false, code: 'refused', what: 'holds more of this day than you; it must offer that first' };
			await takeRecords(store, plan.code, records, this.#parts.accounts);
			this.#prepared = fingerprintOf(order);
			return { ok: true };
		});
	}

	begin({ order, begin, unsettled }: z.infer<typeof beginUp>): Promise<Worked> {
		return this.#alone(async () => {
			const { desk, store, plan, startAnew } = this.#parts;
			const { office } = desk;
			const entry = await store.day(plan.code, order.day);
			const whole = { ...order, events: { length: begin.from.position } } as unknown as TakeOverOrder;
			const fingerprint = fingerprintOf(whole);
			if (office.carriedOut(fingerprint)) return { ok: true };
			const inCharge = this.#decides();
			if (inCharge) return inCharge;
			if (this.#prepared !== fingerprint || entry?.head !== begin.from.position)
				return { ok: false, code: 'refused', what: 'was not prepared for this' };
			const known = office.begun.filter((each) => compareTerms(each, begin) < 0);
			await office.beginTerm(begin, { order: fingerprint, told: { ...whole, events: [] }, begun: known, unsettled });
			startAnew();
			return { ok: true };
		});
	}

	takeOver(order: TakeOverOrder): Promise<Worked> {
		return this.#alone(async () => {
			const { desk, store, plan, clock, startAnew } = this.#parts;
			const inCharge = this.#decides();
			if (inCharge) return inCharge;
			const taken = await takeOver(order, { office: desk.office, store, plan, clock });
			if (!taken.ok) return { ok: false, code: 'refused', what: taken.what };
			if (!taken.already) startAnew();
			return { ok: true };
		});
	}

	handOver(asked: z.infer<typeof handOverUp>): Promise<Worked> {
		return this.#alone(async () => {
			const { desk, keeper, token, ...parts } = this.#parts;
			if (token === undefined) return { ok: false, code: 'refused', what: 'The platforms of this hall share no token.' };
			return handOver(asked, { ...parts, token, office: desk.office, authority: keeper.authority });
		});
	}

	async offer(offer: z.infer<typeof offerUpByPeer>): Promise<Worked> {
		const said = await this.#parts.desk.offer(offer);
		return said.ok ? said : { ok: false, code: said.code, what: said.detail };
	}

	async settled(platform: PlatformId): Promise<Worked> {
		const { desk, log } = this.#parts;
		if (!desk.office.mayDecide()) return { ok: false, code: 'not-in-charge', what: 'This platform does not decide.' };
		if (desk.office.unsettled.includes(platform)) log.info('former-platform-settled', { code: platform });
		await desk.office.settle(platform);
		return { ok: true };
	}

	/**
	 * The hall's book of reservations, sealed, for the platform that decides in a term at least as high as all this one has heard of; `box`: `null` where
	 * it is not here. Whoever decides itself keeps it.
	 */
	async book({ platform, term }: z.infer<typeof bookAsked>): Promise<{ ok: true; box: string | null } | Extract<Worked, { ok: false }>> {
		const { desk, giveBook } = this.#parts;
		if (platform !== term.platform || platform === desk.office.id)
			return { ok: false, code: 'refused', what: 'asks for another platform than itself' };
		await desk.office.hear(term, platform);
		if (compareTerms(term, desk.office.heard) < 0)
			return { ok: false, code: 'refused', what: `has heard of a newer term (${desk.office.heard.number}) than yours` };
		const { part } = desk.office;
		if (part === 'in-charge' || part === 'gathering')
			return { ok: false, code: 'in-charge', what: `Platform ${desk.office.id} decides itself.` };
		return { ok: true, box: (await giveBook?.(term)) ?? null };
	}

	/** A copy of the book, or one more change of it, for a platform that stands by. */
	bookCopy(sent: CopySent): Promise<Worked> {
		return this.#alone(async () => {
			const { desk, holdBook } = this.#parts;
			const standsBy = () => desk.office.part === 'standby';
			// Looked at again afterwards: whoever began to decide meanwhile did not know of it.
			if (standsBy() && (await holdBook?.(sent)) && standsBy()) return { ok: true };
			return { ok: false, code: 'refused', what: 'does not stand by with what came before it' };
		});
	}

	records(): Promise<KeptRecord[]> {
		return recordsToHand(this.#parts.store, this.#parts.plan.code, this.#parts.accounts);
	}

	/** What it can prove of a day; `null` = nothing of it is here. */
	logPart(day: string, after: number): Promise<LogPart | null> {
		return logPartOf(this.#parts.store, this.#parts.plan.code, day, after);
	}

	/** `null` = it does not decide. */
	logAfter({ day, position, last }: z.infer<typeof logAsked>): LogPage | null {
		const { desk, keeper } = this.#parts;
		const { authority } = keeper;
		if (!desk.office.mayDecide() || authority.stopped) return null;
		const known = day === authority.day && position <= authority.head ? position : 0;
		const mine = authority.log[known - 1];
		const forked =
			day === authority.day && (position > authority.head || (mine !== undefined && last !== undefined && eventHash(mine) !== last));
		return {
			term: desk.office.own,
			begun: [...desk.office.begun],
			day: authority.day,
			head: authority.head,
			forked,
			events: authority.eventsAfter(forked ? 0 : known, pageSize),
		};
	}

	#decides(): Worked | null {
		const { office } = this.#parts.desk;
		if (office.part !== 'in-charge' && office.part !== 'gathering') return null;
		return { ok: false, code: 'in-charge', what: `Platform ${office.id} decides already (term ${office.own.number}).` };
	}

	#alone(work: () => Promise<Worked>): Promise<Worked> {
		const done = this.#turn.then(work);
		this.#turn = done.catch(() => {});
		return done;
	}
}

/** Stands for one event: equal hashes are equal events. */
export function eventHash(event: unknown): string {
	return sha256(canonicalJson(event)).slice(0, 32);
}
