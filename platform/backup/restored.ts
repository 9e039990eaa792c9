/**
 * The first start on a folder that was put back from a backup. What was decided after the backup is not in it, but papers and stations know: so the
 * platform takes over from itself. It begins a term of its own with a block of numbers that nobody has (T1), and the stations offer what they hold.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessDay } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { firstTerm, type PlatformId, type TakeOverOrder } from '../../domain/contracts/term.ts';
import type { HallStore } from '../storage/contract.ts';
import { readTermRecord } from '../term/term-record.ts';
import { type RestoredNote, restoredFile, restoredNote } from './manifest.ts';

/** `null` = this folder was not put back, or belongs to a platform that does not decide: a standby follows on as it did. Throws in words. */
export async function orderAfterRestore(
	folder: string,
	store: HallStore,
	plan: HallPlan,
	{ as, now }: { as: PlatformId | undefined; now: number },
): Promise<TakeOverOrder | null> {
	const file = join(folder, restoredFile);
	if (!existsSync(file)) return null;
	const read = restoredNote.safeParse(JSON.parse(readFileSync(file, 'utf8')));
	if (!read.success) throw new Error(`${file} is damaged. Put the backup back once more.`);
	if (read.data.order) return read.data.order;
	const record = await readTermRecord(store, plan.code);
	if (record ? record.part === 'standby' || record.part === 'stood-down' : (as ?? 'P1') !== 'P1') return null;
	const day = businessDay(now, plan.timezone);
	const known = await store.day(plan.code, day);
	const order: TakeOverOrder = {
		version: 1,
		hall: plan.code,
		platform: record?.platform ?? as ?? firstTerm.platform,
		by: null,
		reason: 'put back from a backup',
		at: read.data.at,
		after: record?.heard ?? firstTerm,
		day,
		events: [],
		series: {},
		...(known === null || known.head === 0 ? { fromNothing: true as const } : {}),
	};
	writeFileSync(`${file}.new`, `${JSON.stringify({ ...read.data, order } satisfies RestoredNote)}\n`, { mode: 0o600, flush: true });
	renameSync(`${file}.new`, file);
	return order;
}

/** The platform has begun its term, or somebody else decides: the note has done its work. */
export function restoreDone(folder: string): void {
	rmSync(join(folder, restoredFile), { force: true });
}
