/**
 * What the platform needs from a database: an append-only log per hall-day, the outcome of every command, and plain records.
 * Every implementation passes `test/platform/storage.contract.ts`. Methods reject with `StoreFailure` and nothing else.
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import type { DayProof } from './day-proof.ts';
import type { UnevenRecords } from './record-sets.ts';

/** One seat's line of commands: numbered from 1 without gaps, per hall. */
export interface SeatKey {
	hall: string;
	station: string;
	epoch: string;
}

/** An outcome as kept: accepted events live in the log alone and are found again by day and position. */
export type KeptOutcome =
	| { n: number; result: 'accepted'; day: string; from: number; to: number }
	| Extract<Outcome, { result: 'refused' | 'failed' | 'withdrawn' }>
	/**
	 * Up to here everything was answered for good under an earlier term, by a platform whose outcomes this one never held (`term.ts`). The one
	 * outcome that may leap over numbers: those have none here.
	 */
	| { n: number; result: 'settled' };

/** Everything of some commands that were decided together: stored in whole or not at all. */
export interface Batch {
	hall: string;
	day: string;
	/** Continue the log of this day: the first position is the head plus one, no gaps. */
	events: HallEvent[];
	/** The same for days that are over, whose reports arrived only now; each has been begun with `keepDay`. */
	late?: { day: string; events: HallEvent[] }[];
	/** In order of n within each seat: the first is the seat's last number plus one; `settled` may be any higher one. */
	outcomes: { station: string; epoch: string; outcome: KeptOutcome }[];
}

/** One plain record as `putRecords` takes it; the value is JSON. */
export interface KeptRecord {
	kind: string;
	key: string;
	value: unknown;
}

export interface DayEntry {
	hall: string;
	day: string;
	/** The plan that decided; replaced when the hall restarts with another configuration on the same day. */
	plan: HallPlan;
	head: number;
}

export type DayHead = Pick<DayEntry, 'day' | 'head'>;

/** `what`: the kind of a record, the seat of an outcome; never a value. */
export interface DamagedRow {
	table: 'outcome' | 'seat' | 'record';
	what: string;
}

/** A record whose row is not what was written, with the check that stands beside it. */
export interface DamagedRecord {
	kind: string;
	key: string;
	proof: string;
}

export interface RecordDamage {
	/** Kinds of which records are gone, too many, or others than were written. */
	uneven: UnevenRecords[];
	/** Kinds whose note of that is damaged itself. */
	notes: string[];
	rows: DamagedRecord[];
}

export interface HallStore {
	/**
	 * One transaction: append events, keep outcomes, advance the seats. Durable (fsynced) when it resolves. When it rejects, nothing of the
	 * batch is stored and the store takes no further write: a failed fsync is never tried again as if nothing had happened (I-22).
	 */
	commit(batch: Batch): Promise<void>;
	/** Keeps the plan of a day; creates the day when it is new. */
	keepDay(hall: string, day: string, plan: HallPlan): Promise<void>;
	/** Oldest first. */
	days(): Promise<DayEntry[]>;
	/** Head of each day of this hall from `since` on (`YYYY-MM-DD`), oldest first. Reads no plan: cheap enough to ask every few seconds. */
	heads(hall: string, since: string): Promise<DayHead[]>;
	/** One day with its plan; `null` = never begun. */
	day(hall: string, day: string): Promise<DayEntry | null>;
	/**
	 * Events after `position`, at most `limit`, in order. Each is held to the chain value beside it: rejects with `corrupt`, naming day and position,
	 * rather than give out an event that is not what was written.
	 */
	read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]>;
	/** Last number that took effect; 0 = never heard of this seat. */
	lastNumber(seat: SeatKey): Promise<number>;
	outcome(seat: SeatKey, n: number): Promise<KeptOutcome | null>;

	/** Plain records by kind and key; values are JSON. Writes are durable when they resolve. */
	putRecord(kind: string, key: string, value: unknown): Promise<void>;
	/** Several records at once: all of them are stored, or none. Durable when it resolves. */
	putRecords(records: readonly KeptRecord[]): Promise<void>;
	record(kind: string, key: string): Promise<unknown>;
	/** Ordered by key. Rejects with `corrupt` when one of them is gone, or another is there, than through this store (`record-sets.ts`). */
	records(kind: string): Promise<{ key: string; value: unknown }[]>;
	deleteRecord(kind: string, key: string): Promise<void>;

	/** Every day that anything is kept of, by the name it has in this store, oldest first: also one whose own row is damaged or gone. */
	keptDays(): Promise<{ hall: string; day: string }[]>;
	/** Holds everything that is kept of a day to its chain (`day-proof.ts`). Damage is the answer, not a rejection. */
	prove(hall: string, day: string): Promise<DayProof>;
	/** The events of a day as they stand there, those that cannot be read left out. For nothing but to be proved as a copy of the log would be. */
	readUnproved(hall: string, day: string): Promise<HallEvent[]>;
	/**
	 * Puts the log that was proved to be the one that was written in the place of a damaged day; `plan` where that is damaged. The only way in which
	 * rows of a log change. What they were is kept aside where the store can (PostgreSQL: `damaged_row`); otherwise the caller keeps it.
	 */
	mend(hall: string, day: string, log: { plan: HallPlan | null; events: readonly HallEvent[] }): Promise<void>;
	/** Rows beside the logs that are not what was written. Reads all of them. */
	damagedRows(): Promise<DamagedRow[]>;
	/** What of the records is not what was written. `whole`: reads all values too; otherwise only what stands beside them, and `rows` is empty. */
	recordDamage(whole: boolean): Promise<RecordDamage>;
	/** Keys of a kind as they stand there, whatever they are worth. */
	recordKeys(kind: string): Promise<string[]>;
	/**
	 * Takes records out and puts others in, and takes what is there then for what was written. For mending alone. What they were is kept aside where
	 * the store can (PostgreSQL: `damaged_other`).
	 */
	mendRecords(change: { drop: readonly { kind: string; key: string }[]; put: readonly KeptRecord[] }): Promise<void>;
	/**
	 * Makes outcomes and last numbers that are damaged or gone anew out of those that hold and of the logs, which must be sound (S2). Answers how many
	 * outcomes were made.
	 */
	mendSeats(): Promise<number>;
	/** Puts rows right in which a single bit was flipped. Answers how many. */
	putBitsRight(): Promise<number>;

	close(): Promise<void>;
}
