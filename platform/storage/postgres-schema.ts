/**
 * The tables in PostgreSQL, as numbered steps like those of the embedded database. The number lives in `tidehall_schema`.
 */
import type { Client } from 'pg';
import { postgresProofsOfAll } from './postgres-first-proofs.ts';
import { noteAllSets } from './postgres-records.ts';

export interface PostgresStep {
	sql: string;
	/** What SQL alone cannot work out; in the same transaction. */
	fill?: (client: Client) => Promise<void>;
	/** After that. */
	end?: string;
}

/** Around the one way in which rows of a log change: a damaged day is mended from a proved copy. */
export const unlockEvents = 'ALTER TABLE event DISABLE TRIGGER event_is_final';
export const lockEvents = 'ALTER TABLE event ENABLE TRIGGER event_is_final';

export const postgresMigrations: readonly PostgresStep[] = [
	{
		sql: `
	CREATE TABLE hall_day (
		hall text NOT NULL,
		day text NOT NULL,
		plan text NOT NULL,
		head integer NOT NULL DEFAULT 0,
		PRIMARY KEY (hall, day)
	);

	CREATE TABLE event (
		hall text NOT NULL,
		day text NOT NULL,
		position integer NOT NULL CHECK (position >= 1),
		event text NOT NULL,
		PRIMARY KEY (hall, day, position),
		FOREIGN KEY (hall, day) REFERENCES hall_day (hall, day)
	);

	-- S1: an appended event never changes, whoever asks.
	CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'an appended event never changes'; END $$;
	CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_final();
	CREATE TRIGGER event_stays BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();

	CREATE TABLE seat (
		hall text NOT NULL,
		station text NOT NULL,
		epoch text NOT NULL,
		n integer NOT NULL CHECK (n >= 1),
		PRIMARY KEY (hall, station, epoch)
	);

	CREATE TABLE outcome (
		hall text NOT NULL,
		station text NOT NULL,
		epoch text NOT NULL,
		n integer NOT NULL CHECK (n >= 1),
		outcome text NOT NULL,
		PRIMARY KEY (hall, station, epoch, n)
	);

	CREATE TABLE record (
		kind text NOT NULL,
		key text NOT NULL COLLATE "C",
		value text NOT NULL,
		PRIMARY KEY (kind, key)
	);
	`,
	},
	{
		sql: `
	CREATE TABLE day_end (
		hall text NOT NULL,
		day text NOT NULL,
		head integer NOT NULL,
		chain text NOT NULL,
		PRIMARY KEY (hall, day)
	);
	-- What a row was before its day was mended; kept for good.
	CREATE TABLE damaged_row (
		kept_at timestamptz NOT NULL DEFAULT now(),
		hall text NOT NULL,
		day text NOT NULL,
		position integer,
		event text,
		chain text
	);
	ALTER TABLE event ADD COLUMN chain text NOT NULL DEFAULT '';
	ALTER TABLE hall_day ADD COLUMN proof text NOT NULL DEFAULT '';
	ALTER TABLE seat ADD COLUMN proof text NOT NULL DEFAULT '';
	ALTER TABLE outcome ADD COLUMN proof text NOT NULL DEFAULT '';
	ALTER TABLE record ADD COLUMN proof text NOT NULL DEFAULT '';
	${unlockEvents}
	`,
		fill: postgresProofsOfAll,
		end: `ALTER TABLE hall_day DROP COLUMN head; ${lockEvents}`,
	},
	{
		// Which records there are (`record-sets.ts`): one that went away in whole is missed. Each process keeps notes of what it did itself, by the hall
		// that it holds, so that two halls on one database never wait for each other; all notes of a kind count together.
		sql: `
	CREATE TABLE record_set (
		holder text NOT NULL,
		kind text NOT NULL,
		count integer NOT NULL,
		sum text NOT NULL,
		proof text NOT NULL,
		PRIMARY KEY (holder, kind)
	);
	-- What a row beside the logs was before it was mended; kept for good.
	CREATE TABLE damaged_other (
		kept_at timestamptz NOT NULL DEFAULT now(),
		was_in text NOT NULL,
		was text NOT NULL
	);
	`,
		fill: (client) => noteAllSets(client, ''),
	},
];

export const postgresSchemaVersion = postgresMigrations.length;
