/** Opening the file of the embedded store, and what must hold of it before anything is read: one platform, a sound file, tables as they were made. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations, schemaVersion } from './schema.ts';
import { StoreFailure, type StoreFailureCode } from './store-failure.ts';

export const databaseFile = 'hall.sqlite';
const lockFile = 'in-use.sqlite';

/** The settings that make a commit durable; the benchmark of raw commits uses the same. */
export const durablePragmas = [
	'PRAGMA journal_mode=WAL',
	'PRAGMA synchronous=FULL',
	'PRAGMA foreign_keys=ON',
	'PRAGMA busy_timeout=2000',
	'PRAGMA secure_delete=ON',
];

/** SQLite's result codes SQLITE_CORRUPT and SQLITE_NOTADB. */
const damaged = new Set([11, 26]);
const resultCode = (cause: unknown) => (cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : 0);

export function failure(fallback: StoreFailureCode, what: string, cause: unknown): StoreFailure {
	if (cause instanceof StoreFailure) return cause;
	const code = damaged.has(resultCode(cause)) ? 'corrupt' : fallback;
	return new StoreFailure(code, `${what}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
}

/** A second platform on the same folder would decide twice. The lock is SQLite's own file lock: the system frees it however we end. */
export function holdFolder(folder: string): DatabaseSync {
	try {
		const lock = new DatabaseSync(join(folder, lockFile));
		lock.exec('PRAGMA busy_timeout=1500; BEGIN EXCLUSIVE');
		return lock;
	} catch (cause) {
		if (resultCode(cause) === 5)
			throw new StoreFailure(
				'in-use',
				`Another platform already works on ${folder}. Stop it first, or choose another --data folder.`,
				cause,
			);
		throw failure('cannot-open', `The data folder ${folder} cannot be written`, cause);
	}
}

/** Problems that SQLite names when a file is damaged, at most. */
const mostProblems = 5;

export function openFile(file: string, readOnly: boolean): DatabaseSync {
	let database: DatabaseSync | null = null;
	try {
		const known = existsSync(file);
		database = new DatabaseSync(file, { readOnly });
		if (readOnly) database.exec('PRAGMA busy_timeout=2000');
		else for (const pragma of durablePragmas) database.exec(pragma);
		// Not the quick one: that does not notice a row whose key was damaged so that it stands in the wrong place.
		const problems = database.prepare(`PRAGMA integrity_check(${mostProblems})`).all() as { integrity_check: string }[];
		if (problems[0]?.integrity_check !== 'ok')
			throw new StoreFailure('corrupt', `The store ${file} is damaged: ${problems.map((each) => each.integrity_check).join('; ')}.`);
		const version = versionOf(database);
		if (known && version <= schemaVersion) mustBeAsMade(database, file, version);
		return database;
	} catch (cause) {
		database?.close();
		throw failure('cannot-open', `The store ${file} cannot be opened`, cause);
	}
}

function versionOf(database: DatabaseSync): number {
	return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** The rules of the tables stand in the file as text: a bit changed in there would be obeyed. */
function mustBeAsMade(database: DatabaseSync, file: string, version: number): void {
	const textOf = (of: DatabaseSync) =>
		JSON.stringify(of.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all())
			.replaceAll(/(\\[nt]|\s)+/g, ' ')
			.replaceAll(/ ?([(),]) ?/g, '$1');
	const made = new DatabaseSync(':memory:');
	try {
		bring(made, 0, version);
		if (textOf(database) !== textOf(made))
			throw new StoreFailure('corrupt', `The store ${file} is damaged: its tables are not those of version ${version}.`);
	} finally {
		made.close();
	}
}

export function checkVersion(database: DatabaseSync): number {
	const version = versionOf(database);
	if (version > schemaVersion)
		throw new StoreFailure('newer-schema', `The store has schema ${version}; this Tidehall knows ${schemaVersion}. Use the newer program.`);
	return version;
}

/** Brings the tables up to date, each step in whole or not at all. */
export function prepare(database: DatabaseSync): DatabaseSync {
	bring(database, checkVersion(database), schemaVersion);
	return database;
}

export function bring(database: DatabaseSync, from: number, to: number): void {
	for (let step = from; step < to; step++) {
		const { sql, fill, end = '' } = migrations[step]!;
		database.exec(`BEGIN IMMEDIATE; ${sql}`);
		fill?.(database);
		database.exec(`${end}; PRAGMA user_version=${step + 1}; COMMIT`);
	}
}
