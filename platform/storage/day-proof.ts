/**
 * Holds what is kept of one hall-day to its own chain: every row to the one before it, the last to the head that is kept apart, and all to the mark
 * outside of the database. What does not fit is located. Pure but for reading.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chainStart } from '../../domain/day-hash.ts';
import { type ChainAt, chainAfter } from './row-proof.ts';

export const damageKinds = [
	'changed', // an event is not what was written: changed, or put in the place of another
	'unreadable', // an event is no event any more
	'missing', // events are gone: from the middle, or from the end
	'too-many', // events stand behind the end of the log
	'other-history', // every event fits the one before, but the end is not the one that was written
	'chain-value', // the event is proved by the one after it; only the chain value beside it is damaged
	'head', // the events are proved; only the note of where they end is damaged
	'no-day', // events of a day whose own row is gone
	'plan', // the plan that decided on this day is not what was written
] as const;
export type DamageKind = (typeof damageKinds)[number];

/** Positions from 1; `from` and `to` are `null` where it is no matter of events. */
export interface Damage {
	day: string;
	kind: DamageKind;
	from: number | null;
	to: number | null;
}

export interface DayProof {
	hall: string;
	day: string;
	/** Where the log should end, as far as the store knows. */
	head: number;
	/** Proved from the first event on: up to here it is what was written. */
	sound: ChainAt;
	/** Chain values that were kept for positions behind `sound`; a true copy of the log agrees with one at its end. */
	anchors: ChainAt[];
	/** Earliest first; empty = the day is what was written. */
	damage: Damage[];
}

/** A row as it is stored. */
export interface ChainedRow {
	position: number;
	event: string;
	chain: string;
}

export interface KeptDay {
	hall: string;
	day: string;
	/** The end of the log as it is kept beside the rows; `null` = not there. Asked after the rows: the log may grow meanwhile. */
	end(): Promise<ChainAt | null> | ChainAt | null;
	/** The end as it was told outside of the database before the rows were read; `null` = not told of this day. */
	mark: ChainAt | null;
	/** False: the plan does not pass its check; `null` = the day has no row of its own. */
	plan: boolean | null;
	/** Rows after a position, in order; fewer than asked only at the end. */
	rows(after: number, most: number): Promise<ChainedRow[]> | ChainedRow[];
}

/** A few milliseconds of one processor. */
const pageSize = 250;

export async function proveDay(day: KeptDay): Promise<DayProof> {
	const walk = new Walk(day);
	for (;;) {
		const before = walk.last;
		const page = await day.rows(before, pageSize);
		for (const row of page) walk.row(row);
		// Rows whose order is damaged must not be read for ever.
		if (page.length < pageSize || walk.last <= before) {
			const kept = await day.end();
			// What was appended between the two questions is read as well.
			if (walk.last <= before || kept === null || kept.head <= walk.last) return walk.end(kept);
		}
		await nextTurn();
	}
}

class Walk {
	readonly #day: KeptDay;
	/** Position of the last row. */
	last = 0;
	/** The chain after the last row; `null` = rows before the next one are missing, so its own value cannot be held to anything. */
	#hash: string | null = chainStart;
	#sound: ChainAt = { head: 0, hash: chainStart };
	#broken = false;
	/** A row that does not fit: the next one tells whether its event or its chain value is damaged. */
	#doubt: { position: number; reckoned: string; stored: string } | null = null;
	#rowAnchor: ChainAt | null = null;
	#damage: Damage[] = [];
	#otherThanMark = false;

	constructor(day: KeptDay) {
		this.#day = day;
		if (day.plan === false) this.#found('plan', null);
	}

	row({ position, event, chain }: ChainedRow): void {
		const expected = this.last + 1;
		if (position !== expected) {
			this.#settleDoubt(null);
			this.#found('missing', expected, position - 1);
			this.#hash = null;
		}
		this.last = Math.max(this.last, position);
		const value = valueIn(event);
		if (this.#doubt && value !== undefined && chainAfter(this.#doubt.reckoned, value) === chain) this.#settleDoubt(this.#doubt.reckoned);
		else this.#settleDoubt(null);
		if (value === undefined) {
			this.#found('unreadable', position);
			this.#hash = chain;
		} else if (this.#hash === null) this.#hash = chain;
		else {
			const reckoned = chainAfter(this.#hash, value);
			if (reckoned !== chain) this.#doubt = { position, reckoned, stored: chain };
			this.#hash = chain;
			if (!this.#doubt) this.#holds(position);
		}
		this.#rowAnchor = { head: position, hash: chain };
		const { mark } = this.#day;
		if (mark?.head === position && !this.#broken && !this.#doubt && this.#hash !== mark.hash) this.#forged(position);
	}

	end(kept: ChainAt | null): DayProof {
		const { hall, day, plan, mark } = this.#day;
		if (plan === null || kept === null) this.#found('no-day', null);
		const ends = [kept, mark].filter((end): end is ChainAt => end !== null);
		this.#settleDoubt(ends.find(({ head, hash }) => head === this.last && hash === this.#doubt?.reckoned)?.hash ?? null);
		const far = ends.reduce<ChainAt>((one, other) => (other.head > one.head ? other : one), { head: 0, hash: chainStart });
		const row = this.#rowAnchor ? [this.#rowAnchor] : [];
		let head = Math.max(far.head, this.last);
		let anchors = (this.#otherThanMark && mark ? [mark] : [...ends, ...row]).filter((anchor) => anchor.head > this.#sound.head);
		const fits = kept === null || (kept.head === this.last && (kept.hash === this.#hash || this.#broken));
		if (mark && mark.head > this.last) this.#found('missing', this.last + 1, far.head);
		else if (!fits && !this.#broken && ends.some(({ hash }) => hash === this.#sound.hash)) {
			// All events stand and one of the two ends is theirs: the other was damaged.
			this.#found('head', null);
			head = this.last;
			anchors = [];
		} else if (!fits && far.head > this.last) this.#found('missing', this.last + 1, far.head);
		else if (!fits && kept.head < this.last) {
			this.#found('too-many', kept.head + 1, this.last);
			// Up to its end the log may be whole: its chain there will tell.
			[head, anchors] = [far.head, ends.filter((end) => end.head === far.head)];
			this.#sound = { head: 0, hash: chainStart };
		} else if (!fits) {
			this.#forged(this.last);
			anchors = [...ends, ...row];
		}
		this.#damage.sort((one, other) => (one.from ?? 0) - (other.from ?? 0));
		return { hall, day, head, sound: this.#sound, anchors, damage: this.#damage };
	}

	/** `reckoned`: the chain value that its event gives is proved by something behind it; `null` = nothing proves it. */
	#settleDoubt(reckoned: string | null): void {
		const doubt = this.#doubt;
		if (!doubt) return;
		this.#doubt = null;
		if (reckoned === null) {
			this.#found('changed', doubt.position);
			return;
		}
		this.#damage.push({ day: this.#day.day, kind: 'chain-value', from: doubt.position, to: doubt.position });
		this.#hash = reckoned;
		this.#holds(doubt.position);
	}

	/** Nothing of it is to be believed by itself: a whole history was written anew, or the note of its end. */
	#forged(position: number): void {
		this.#otherThanMark = this.#day.mark?.head === position;
		this.#sound = { head: 0, hash: chainStart };
		this.#found('other-history', position);
	}

	#holds(position: number): void {
		if (!this.#broken) this.#sound = { head: position, hash: this.#hash! };
	}

	#found(kind: DamageKind, from: number | null, to = from): void {
		this.#damage.push({ day: this.#day.day, kind, from, to });
		if (from !== null) this.#broken = true;
	}
}

/** `undefined` = not readable. */
export function valueIn(event: string): unknown {
	try {
		return JSON.parse(event);
	} catch {
		return undefined;
	}
}
