/**
 * The tables of the embedded database, as numbered steps: step k brings a file from version k-1 to k. Steps are never edited once they
 * were released; a change is a new step. The number lives in `PRAGMA user_version`.
 */
export const migrations: readonly string[] = [
	`
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
	CREATE TRIGGER event_is_final_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never changes'); END;
	CREATE TRIGGER event_is_final_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never goes away'); END;

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
];

export const schemaVersion = migrations.length;
