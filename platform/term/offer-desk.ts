/**
 * Events of an earlier term that stations offer. While the platform gathers, those that continue its log exactly are appended as they are, and the
 * rest waits in memory, unanswered for: the station keeps it until it is told `ok`. Afterwards each is taken as a late report of what happened.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { compareTerms, firstTerm, type OfferUp, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { Authority } from '../authority/authority.ts';
import { holdsEvent } from '../authority/recovered.ts';
import type { TermOffice } from './term-office.ts';
import { termOfLog } from './term-record.ts';

export type Offered = { ok: true } | { ok: false; code: 'busy' | 'malformed'; detail: string };

/** A day's log of a large hall is far below this. */
const waitingLimit = 50_000;
const busy = (detail: string): Offered => ({ ok: false, code: 'busy', detail });

export interface OfferParts {
	office: TermOffice;
	authority: Authority;
	hall: string;
	/** The platform's line for what it says again. */
	epoch: string;
	/** Counts and codes for the log. */
	told(happening: 'offer-continues' | 'offer-recovered', count: number): void;
}

export class OfferDesk {
	readonly #parts: OfferParts;
	/** The term whose log this platform goes on with. */
	readonly #former: PlatformTerm;
	/** Events of the former term after the head, by position. */
	#next = new Map<number, HallEvent>();
	/** Everything else that was offered while it gathers. */
	#later: { term: PlatformTerm; event: HallEvent }[] = [];
	#turn: Promise<unknown> = Promise.resolve();

	constructor(parts: OfferParts) {
		this.#parts = parts;
		const log = parts.authority.log;
		// Each day of a later term than the first begins with its name: an empty day goes on with whatever is heard of it first.
		this.#former =
			log.length > 0 ? termOfLog(log) : (parts.office.begun.filter((each) => compareTerms(each, parts.office.own) < 0).at(-1) ?? firstTerm);
	}

	/** One offer at a time. Rejects with a `StoreFailure`. */
	take(offer: OfferUp): Promise<Offered> {
		const taken = this.#turn.then(() => this.#take(offer));
		this.#turn = taken.catch(() => {});
		return taken;
	}

	/** Gathering is over: what waited is taken as late reports. Called after deciding began. */
	async takeWaiting(): Promise<void> {
		const waiting = [...this.#later, ...[...this.#next.values()].map((event) => ({ term: this.#former, event }))];
		this.#later = [];
		this.#next.clear();
		const byTerm = new Map<string, { term: PlatformTerm; events: HallEvent[] }>();
		for (const { term, event } of waiting) {
			const key = `${term.number}${term.platform}`;
			const known = byTerm.get(key) ?? { term, events: [] };
			byTerm.set(key, known);
			known.events.push(event);
		}
		for (const { term, events } of [...byTerm.values()].sort((one, other) => compareTerms(one.term, other.term))) {
			events.sort((one, other) => (one.day === other.day ? one.position - other.position : one.day < other.day ? -1 : 1));
			await this.recover(term, events);
		}
	}

	/** Blocks of numbers of the day that terms of this platform had which are not in its log: lives of it whose disk was lost. */
	blocksOfLostLives(): number[] {
		const { office, authority } = this.#parts;
		const told = [...this.#later.map(({ event }) => event), ...this.#next.values()];
		return told.flatMap((event) =>
			event.name === 'term-began' && event.body.platform === office.id && event.day === authority.day ? [event.body.block] : [],
		);
	}

	async #take({ term, day, events }: OfferUp): Promise<Offered> {
		const { office, authority, hall } = this.#parts;
		if (events.some((event) => event.hall !== hall || event.day !== day))
			return { ok: false, code: 'malformed', detail: 'events: every event must be of this hall and of the day that is offered' };
		if (office.own.number === 1) return busy('This platform has never followed another one: it has every event of its term itself.');
		if (compareTerms(term, office.own) > 0) return busy('This platform has not heard of that term. Offer it to the one that began it.');
		if (office.part === 'gathering') return this.#gather(term, events);
		if (office.part !== 'in-charge' || authority.held !== null)
			return busy('This platform does not decide. Offer it to the one that does.');
		if (day > authority.day) return busy('That day has not begun here. Offer it again later.');
		return (await this.recover(term, events)) ? { ok: true } : busy('The platform could not keep it. Offer it again later.');
	}

	async #gather(term: PlatformTerm, events: readonly HallEvent[]): Promise<Offered> {
		const { authority } = this.#parts;
		for (const event of events) {
			if (event.day === authority.day && compareTerms(term, this.#former) === 0 && !this.#next.has(event.position)) {
				if (event.position > authority.head) this.#next.set(event.position, event);
				else if (!this.#holds(event)) this.#later.push({ term, event });
			} else if (!this.#holds(event) && this.#next.get(event.position) !== event) this.#later.push({ term, event });
		}
		await this.#goOn();
		if (this.#later.length + this.#next.size > waitingLimit) this.#later.length = 0;
		return events.every((event) => this.#holds(event))
			? { ok: true }
			: busy('The platform is gathering what stations hold. Offer it again in a moment.');
	}

	/** Appends what follows the head without a gap. */
	async #goOn(): Promise<void> {
		const { authority, told } = this.#parts;
		for (const position of this.#next.keys()) if (position <= authority.head) this.#next.delete(position);
		const run: HallEvent[] = [];
		for (let event = this.#next.get(authority.head + 1); event; event = this.#next.get(event.position + 1)) run.push(event);
		if (run.length === 0) return;
		if (await authority.appendFormer(run)) told('offer-continues', run.length);
		else this.#later.push(...run.map((event) => ({ term: this.#former, event })));
		for (const { position } of run) this.#next.delete(position);
	}

	#holds(event: HallEvent): boolean {
		const { authority } = this.#parts;
		return event.day === authority.day && holdsEvent(authority.log, event);
	}

	/** Takes them as late reports; false = the store failed. */
	async recover(term: PlatformTerm, events: readonly HallEvent[]): Promise<boolean> {
		const { authority, epoch, told } = this.#parts;
		const count = await authority.recover(term, events, epoch);
		if (count !== null && count > 0) told('offer-recovered', count);
		return count !== null;
	}
}
