/**
 * The tables of the embedded database, as numbered steps: step k brings a file from version k-1 to k. Steps are never edited once they
 * were released; a change is a new step. The number lives in `PRAGMA user_version`.
 */
import type { DatabaseSync } from 'node:sqlite';
import { proofsOfAll } from './first-proofs.ts';
import { noteAllSets } from './sqlite-records.ts';

export interface Step {
	sql: string;
	/** What SQL alone cannot work out; in the same transaction. */
	fill?: (database: DatabaseSync) => void;
	/** After that. */
	end?: string;
}

const finalUpdate =
	"CREATE TRIGGER event_is_final_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never changes'); END;";
const finalDelete =
	"CREATE TRIGGER event_is_final_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never goes away'); END;";

/** Around the one way in which rows of a log change: a damaged day is mended from a proved copy. */
export const unlockEvents = 'DROP TRIGGER event_is_final_update; DROP TRIGGER event_is_final_delete;';
export const lockEvents = `${finalUpdate} ${finalDelete}`;

export const migrations: readonly Step[] = [
	{
		sql: `
	CREATE TABLE hall_day (
		hall TEXT NOT NULL,
		day TEXT NOT NULL,
		plan TEXT NOT NULL,
		head INTEGER NOT NULL DEFAULT 0,
		PRIMARY KEY (hall, day)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE event (
		hall TEXT NOT NULL,
		day TEXT NOT NULL,
		position INTEGER NOT NULL CHECK (position >= 1),
		event TEXT NOT NULL,
		PRIMARY KEY (hall, day, position),
		FOREIGN KEY (hall, day) REFERENCES hall_day (hall, day)
	) STRICT, WITHOUT ROWID;

	-- S1: an appended event never changes, whoever asks.
	${finalUpdate}
	${finalDelete}

	CREATE TABLE seat (
		hall TEXT NOT NULL,
		station TEXT NOT NULL,
		epoch TEXT NOT NULL,
		n INTEGER NOT NULL CHECK (n >= 1),
		PRIMARY KEY (hall, station, epoch)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE outcome (
		hall TEXT NOT NULL,
		station TEXT NOT NULL,
		epoch TEXT NOT NULL,
		n INTEGER NOT NULL CHECK (n >= 1),
		outcome TEXT NOT NULL,
		PRIMARY KEY (hall, station, epoch, n)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE record (
		kind TEXT NOT NULL,
		key TEXT NOT NULL,
		value TEXT NOT NULL,
		PRIMARY KEY (kind, key)
	) STRICT, WITHOUT ROWID;
	`,
	},
	{
		// The end of a log beside its chain, in a small row of its own: in hall_day each append wrote the whole plan again.
		sql: `
	CREATE TABLE day_end (
		hall TEXT NOT NULL,
		day TEXT NOT NULL,
		head INTEGER NOT NULL,
		chain TEXT NOT NULL,
		PRIMARY KEY (hall, day)
	) STRICT, WITHOUT ROWID;
	ALTER TABLE event ADD COLUMN chain TEXT NOT NULL DEFAULT '';
	ALTER TABLE hall_day ADD COLUMN proof TEXT NOT NULL DEFAULT '';
	ALTER TABLE seat ADD COLUMN proof TEXT NOT NULL DEFAULT '';
	ALTER TABLE outcome ADD COLUMN proof TEXT NOT NULL DEFAULT '';
	ALTER TABLE record ADD COLUMN proof TEXT NOT NULL DEFAULT '';
	${unlockEvents}
	`,
		fill: proofsOfAll,
		end: `ALTER TABLE hall_day DROP COLUMN head; ${lockEvents}`,
	},
	{
		// Which records there are (`record-sets.ts`): one that went away in whole is missed.
		sql: `
	CREATE TABLE record_set (
		kind TEXT NOT NULL PRIMARY KEY,
		count INTEGER NOT NULL,
		sum TEXT NOT NULL,
		proof TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
		fill: noteAllSets,
	},
];

export const schemaVersion = migrations.length;
