/** What the box sees that no machine of the hall can see: what is durable where, what came out of printers, what people were told. */
import type { Batch } from '../../platform/storage/contract.ts';
import type { TakeAnswer } from '../../renderer/engine/contract.ts';

export interface Breach {
	rule: string;
	what: string;
}

/** A paper that came out, as the hall's people would find it. */
export interface Paper {
	job: string;
	number: string;
	/** Text of its code; empty when it could not be signed. */
	qr: string;
	station: string;
	at: number;
	reprint: boolean;
}

/** What a citizen at a terminal was told. */
export interface Told {
	station: string;
	at: number;
	answeredAt: number | null;
	answer: TakeAnswer | null;
}

/** A service that a clerk was told is kept. */
export interface Kept {
	station: string;
	ticket: string;
	at: number;
}

export class Witness {
	readonly breaches: Breach[] = [];
	readonly notes = new Map<string, number>();
	readonly papers: Paper[] = [];
	readonly told: Told[] = [];
	readonly kept: Kept[] = [];
	/** How often each rule was looked at: one that was never looked at proves nothing. */
	readonly looked = new Map<string, number>();
	/** `day/number` that some platform's disk holds. */
	readonly durable = new Set<string>();
	/** Papers and reports of which only a machine that was wiped, or put back, knew. */
	readonly lost = { tickets: new Set<string>(), services: new Set<string>(), jobs: new Set<string>() };
	/** Stations whose journal once refused the word of a paper. */
	readonly silenced = new Set<string>();
	/** Until when a fault or its healing may still be felt, by station or platform; `hall` = everybody. */
	readonly #disturbed = new Map<string, number>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	breach(rule: string, what: string): void {
		// One mistake shows in thousands of places: the first ones tell enough.
		if (this.breaches.length < 200) this.breaches.push({ rule, what });
	}
	/** An assertion: counted, and a breach when it does not hold. */
	holds(rule: string, true_: boolean, what: () => string): void {
		this.looked.set(rule, (this.looked.get(rule) ?? 0) + 1);
		if (!true_) this.breach(rule, what());
	}
	note(code: string): void {
		this.notes.set(code, (this.notes.get(code) ?? 0) + 1);
	}
	committed({ day, events, late = [] }: Batch): void {
		for (const each of [{ day, events }, ...late])
			for (const event of each.events) if (event.name === 'ticket-issued') this.durable.add(`${each.day}/${event.body.number}`);
	}

	disturb(place: string, ms: number): void {
		this.#disturbed.set(place, Math.max(this.#disturbed.get(place) ?? 0, this.#now() + ms));
	}
	/** How long nothing was wrong at any of these places, ms; negative while something is. */
	calmFor(...places: string[]): number {
		return this.#now() - Math.max(0, ...['hall', ...places].map((place) => this.#disturbed.get(place) ?? 0));
	}
}
