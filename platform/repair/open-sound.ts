/**
 * Opens the store of a platform that is about to decide: the days it works on are held to their chain first. Damage is mended from a proved copy, or
 * the platform does not start on it; an older day for which there is no copy is left as it is, and told.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { businessDay } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore, RecordDamage } from '../storage/contract.ts';
import { unevenRows } from '../storage/damaged-rows.ts';
import { endMarkFile } from '../storage/end-mark.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { databaseFile } from '../storage/sqlite-file.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { Copies } from './copies.ts';
import { damagedDaysKept, noteDamagedDay } from './damaged-days.ts';
import { damageInWords, lookOver } from './look-over.ts';
import { keepLogOfWrites, mendFolder } from './mend-folder.ts';
import { type MendedRecord, mendRecordsOf } from './mend-records.ts';
import { type MendedDay, mendDay } from './mend-store.ts';
import { nothingReadable, refusal } from './refusal.ts';

export interface OpenSound {
	plan: HallPlan;
	now(): number;
	log: Log;
	/** Where copies may be, best first. Asked only when something is damaged. */
	copies(): Promise<Copies[]> | Copies[];
	/** To the person at the machine. */
	say?(words: string): void;
}

/** So many of the newest days are proved before anything is decided; the others by and by (`log-watch.ts`). */
const newestDays = 3;

/** Of the days it works on and those that were found damaged before: what is damaged. */
async function damagedOf(store: HallStore, today: string) {
	const kept = await store.keptDays();
	const known = await damagedDaysKept(store);
	const days = [...new Set(kept.map(({ day }) => day))].sort();
	const since = days.slice(-newestDays)[0] ?? today;
	const found = [];
	for (const { hall, day } of kept) {
		if (day < since && !known.includes(`${hall}/${day}`)) continue;
		const proof = await store.prove(hall, day);
		if (proof.damage.length > 0) found.push(proof);
	}
	return found;
}

/** `deep`: something was found damaged while the platform started on it. Rejects with a `StoreFailure`, in words when it will not decide. */
export async function openSoundFolder(folder: string, parts: OpenSound, deep = false): Promise<HallStore> {
	const { plan, now, log } = parts;
	const today = businessDay(now(), plan.timezone);
	if (!existsSync(join(folder, databaseFile)) && existsSync(join(folder, endMarkFile))) throw nothingReadable(`${databaseFile} is gone.`);
	if (!deep) {
		try {
			keepLogOfWrites(folder);
			const store = openSqlite(folder);
			try {
				const found = await damagedOf(store, today);
				const records = await store.recordDamage(false);
				if (found.length === 0 && isWhole(records)) return store;
				const words = [...found.flatMap(({ damage }) => damage.map(damageInWords)), ...unevenRows(records).map(({ what }) => what)];
				parts.say?.(`The store is damaged: ${words.join('; ')}.`);
			} catch (cause) {
				await store.close();
				throw cause;
			}
			await store.close();
		} catch (cause) {
			if (!(cause instanceof StoreFailure) || cause.code !== 'corrupt') throw cause;
			parts.say?.(cause.message);
		}
	}
	log.error('store-damaged', { code: 'corrupt' });
	const copies = await parts.copies();
	let left: MendedDay[] = [];
	try {
		const mended = await mendFolder({ folder, plan, today, copies, now });
		for (const day of mended.days) tell(parts, day);
		left = mended.days.filter(({ from }) => from === null);
		tellRows(parts, mended);
		if (mended.strays > 0) log.warn('rows-of-no-day-left-out', { count: mended.strays });
		log.warn('damaged-store-kept-aside');
		parts.say?.(`What was in the data folder before is kept in ${mended.aside}; nothing of it was changed or deleted.`);
	} finally {
		for (const each of copies) await each.close?.();
	}
	const store = openSqlite(folder);
	for (const { hall, day, damage } of left) await noteDamagedDay(store, hall, day, damage);
	return store;
}

const isWhole = ({ uneven, notes, rows }: RecordDamage) => uneven.length + notes.length + rows.length === 0;

/**
 * The same for a store that cannot be mended beside itself (PostgreSQL): in place, what was damaged is kept in the database. `deep`: something was
 * found damaged while the platform started on it, so all of it is looked over.
 */
export async function mendInPlace(store: HallStore, parts: OpenSound, deep = false): Promise<void> {
	const { plan, now, log } = parts;
	const today = businessDay(now(), plan.timezone);
	if (!deep && (await damagedOf(store, today)).length === 0 && isWhole(await store.recordDamage(false))) return;
	log.error('store-damaged', { code: 'corrupt' });
	const bits = await store.putBitsRight();
	const copies = await parts.copies();
	try {
		const { records, words, refused: lost } = await mendRecordsOf(store, copies);
		if (lost.length > 0) throw refusal([], lost);
		const found = await lookOver(store);
		const days: MendedDay[] = [];
		for (const proof of found.days) days.push(await mendDay(store, proof, copies, plan));
		for (const day of days) tell(parts, day);
		const refused = days.filter(({ from, day }) => from === null && day >= today);
		if (refused.length > 0) throw refusal(refused);
		const outcomes = found.rows.some(({ table }) => table !== 'record') ? await store.mendSeats() : 0;
		tellRows(parts, { bits, outcomes, records, words });
		for (const { hall, day, from, damage } of days) if (from === null) await noteDamagedDay(store, hall, day, damage);
	} finally {
		for (const each of copies) await each.close?.();
	}
}

function tellRows(
	{ log, say }: OpenSound,
	{ bits, outcomes, records, words }: { bits: number; outcomes: number; records: readonly MendedRecord[]; words: readonly string[] },
): void {
	if (bits > 0) {
		log.warn('flipped-bits-put-right', { count: bits });
		say?.(`${bits} rows had one flipped bit each; their own check tells which, and it was put right.`);
	}
	if (outcomes > 0) log.warn('outcomes-made-anew', { count: outcomes });
	for (const { from } of records) log.warn(from === null ? 'record-left-out' : 'record-from-copy');
	for (const each of words) say?.(`${each}.`);
}

function tell({ log, say }: OpenSound, { hall, day, from, plan, damage, tried }: MendedDay): void {
	say?.(
		from === null
			? `${damage.join('; ')}. No copy of it was found (${tried.join('; ')}); the platform goes on without that day, and takes no more into it.`
			: `${damage.join('; ')}. Mended from ${from}.`,
	);
	if (from === null) log.error('day-stays-damaged', { hall, day });
	else log.warn('day-mended', { hall, day, code: codeOf(from) });
	if (plan !== null && plan !== 'copy') log.warn('plan-of-day-replaced', { hall, day, code: plan });
}

/** A path may name a person's folder: the log says only of what kind the copy was. */
function codeOf(from: string): string {
	if (from === 'its own rows') return 'own-rows';
	if (from === 'the centre') return 'centre';
	return /^platform P\d$/.test(from) ? from.slice(-2) : from === 'the order to take over' ? 'order' : 'folder';
}
