/**
 * Mends the store of a data folder beside it, and puts it in its place only when all that must be sound is. What was there before is kept aside, byte
 * for byte, in a folder of its own that is never touched again.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { endMarkFile } from '../storage/end-mark.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { databaseFile, holdFolder } from '../storage/sqlite-file.ts';
import { type Salvaged, salvage } from '../storage/sqlite-salvage.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { Copies } from './copies.ts';
import { lookOver } from './look-over.ts';
import { type MendedRecord, mendRecordsOf } from './mend-records.ts';
import { type MendedDay, mendDay } from './mend-store.ts';
import { nothingReadable, refusal } from './refusal.ts';

export interface MendFolder {
	folder: string;
	plan: HallPlan;
	/** The business day by the clock: from it on no day may stay damaged. */
	today: string;
	copies: readonly Copies[];
	now(): number;
}

export interface MendedFolder {
	days: MendedDay[];
	/** Outcomes that were made anew from the log. */
	outcomes: number;
	/** Rows of which one flipped bit was put right by their own check. */
	bits: number;
	/** Rows that belonged to no day, and were left out. */
	strays: number;
	records: MendedRecord[];
	/** What became of records, for a person. */
	words: string[];
	/** Where what was there before is kept. */
	aside: string;
}

/** The write-ahead log as it was found: SQLite takes it in, up to the first damage, as soon as it opens the file. */
const foundLog = '-wal-as-found';
const ends = ['', '-wal', '-shm', foundLog];

/** Before the store is opened: so that nothing of it is gone when damage is found. */
export function keepLogOfWrites(folder: string): void {
	const [log, found] = [join(folder, `${databaseFile}-wal`), join(folder, databaseFile + foundLog)];
	rmSync(found, { force: true });
	if (existsSync(log)) copyFileSync(log, found);
}

/** Rejects with `corrupt` in words, and then nothing was changed; with `in-use` when a platform works on the folder. */
export async function mendFolder(parts: MendFolder): Promise<MendedFolder> {
	const { folder, now } = parts;
	const lock = holdFolder(folder);
	const beside = join(folder, 'mending');
	try {
		rmSync(beside, { recursive: true, force: true });
		const original = join(beside, 'original');
		mkdirSync(original, { recursive: true, mode: 0o700 });
		copyStore(folder, original);
		const made = await mendBeside(parts, beside, original);
		const aside = keepAside(folder, now());
		putInPlace(beside, folder);
		return { ...made, aside };
	} finally {
		rmSync(beside, { recursive: true, force: true });
		lock.close();
	}
}

async function mendBeside(
	{ plan, today, copies, folder }: MendFolder,
	beside: string,
	original: string,
): Promise<Omit<MendedFolder, 'aside'>> {
	const file = join(beside, databaseFile);
	let saved: Salvaged;
	try {
		// Read from a copy: even looking into a database may write to it.
		saved = salvage(join(original, databaseFile), file);
	} catch (cause) {
		throw nothingReadable(cause instanceof StoreFailure ? `${cause.message}.` : '');
	}
	if (existsSync(join(folder, endMarkFile))) copyFileSync(join(folder, endMarkFile), join(beside, endMarkFile));
	const { lost, bits, strays } = saved;
	const store = openSqlite(beside);
	const days: MendedDay[] = [];
	let made = 0;
	let mended: Awaited<ReturnType<typeof mendRecordsOf>>;
	try {
		mended = await mendRecordsOf(store, copies, lost.includes('record'));
		if (mended.refused.length > 0) throw refusal([], mended.refused);
		const found = await lookOver(store);
		for (const proof of found.days) days.push(await mendDay(store, proof, copies, plan));
		const outcomes = found.rows.some(({ table }) => table !== 'record') || lost.includes('seat') || lost.includes('outcome');
		const refused = days.filter(({ from, day }) => from === null && day >= today);
		if (refused.length > 0) throw refusal(refused);
		if (outcomes) made = await store.mendSeats();
	} finally {
		await store.close();
	}
	await mustBeSound(beside, days);
	return { days, outcomes: made, records: mended.records, words: mended.words, bits, strays };
}

/** What is put in place is looked over once more, as the next start would. */
async function mustBeSound(folder: string, days: readonly MendedDay[]): Promise<void> {
	const store = openSqlite(folder);
	try {
		const left = await lookOver(store);
		const known = days.filter(({ from }) => from === null).map(({ hall, day }) => `${hall}/${day}`);
		const worse = left.days.filter(({ hall, day }) => !known.includes(`${hall}/${day}`));
		if (worse.length > 0 || left.rows.length > 0)
			throw refusal(
				days.filter(({ from }) => from === null),
				[...worse.map(({ day }) => `${day} could not be mended`), ...left.rows.map(({ table, what }) => `${table} ${what}`)],
			);
	} finally {
		await store.close();
	}
}

function copyStore(from: string, to: string): void {
	for (const end of ends)
		if (existsSync(join(from, databaseFile + end))) copyDurably(join(from, databaseFile + end), join(to, databaseFile + end));
	if (existsSync(join(from, endMarkFile))) copyDurably(join(from, endMarkFile), join(to, endMarkFile));
}

function copyDurably(from: string, to: string): void {
	copyFileSync(from, to);
	sync(to);
}

function sync(path: string): void {
	// Windows knows no sync of a folder.
	if (process.platform === 'win32') return;
	const file = openSync(path, 'r');
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** `damaged-2026-11-22T10-15-30`, the first that is free. */
function keepAside(folder: string, at: number): string {
	const name = `damaged-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}`;
	let aside = join(folder, name);
	for (let more = 2; existsSync(aside); more += 1) aside = join(folder, `${name}-${more}`);
	mkdirSync(aside, { mode: 0o700 });
	copyStore(folder, aside);
	sync(aside);
	sync(folder);
	return aside;
}

/** A kill in the middle leaves a store that is damaged once more, and is mended once more; what it was lies aside already. */
function putInPlace(beside: string, folder: string): void {
	sync(join(beside, databaseFile));
	for (const end of ['-wal', '-shm', foundLog]) rmSync(join(folder, databaseFile + end), { force: true });
	renameSync(join(beside, databaseFile), join(folder, databaseFile));
	if (existsSync(join(beside, endMarkFile))) renameSync(join(beside, endMarkFile), join(folder, endMarkFile));
	sync(folder);
}
