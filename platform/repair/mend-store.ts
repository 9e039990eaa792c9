/**
 * Looks for a copy of each damaged day and puts it in the place of the rows, where it is proved to be the log that was written. A day for which there
 * is none stays as it is.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallStore } from '../storage/contract.ts';
import type { DayProof } from '../storage/day-proof.ts';
import type { Copies, CopyOfDay } from './copies.ts';
import { damageInWords } from './look-over.ts';
import { proveCopy } from './prove-copy.ts';

export interface MendedDay {
	hall: string;
	day: string;
	damage: string[];
	/** Whose copy; `null` = none would do. */
	from: string | null;
	/** Where its plan was taken from, when that was damaged. */
	plan: 'copy' | 'other-day' | 'hall-file' | null;
	/** Why each of the others would not, in words. */
	tried: string[];
}

/** `plan`: of today, where the day's own is damaged and nobody has it. Rejects with a `StoreFailure` when the store cannot be written. */
export async function mendDay(store: HallStore, proof: DayProof, sources: readonly Copies[], plan: HallPlan): Promise<MendedDay> {
	const { hall, day } = proof;
	const result: MendedDay = { hall, day, damage: proof.damage.map(damageInWords), from: null, plan: null, tried: [] };
	const planNeeded = proof.damage.some(({ kind }) => kind === 'plan' || kind === 'no-day');
	const own: Copies = { name: 'its own rows', day: async () => [{ plan: null, events: await store.readUnproved(hall, day) }] };
	let planFound: HallPlan | null = null;
	let proved: { events: CopyOfDay['events']; from: string } | null = null;
	for (const source of [own, ...sources]) {
		// A copy of the events alone is enough, unless the plan went too: then it is asked of those who come after.
		if (proved && (!planNeeded || planFound)) break;
		let copies: CopyOfDay[];
		try {
			copies = await source.day(hall.split('~')[0]!, day);
		} catch (cause) {
			result.tried.push(`${source.name}: ${cause instanceof Error ? cause.message : String(cause)}`);
			continue;
		}
		if (copies.length === 0) result.tried.push(`${source.name}: holds nothing of that day`);
		for (const copy of copies) {
			const said = proveCopy(proof, copy.events);
			if (!said.ok) {
				result.tried.push(`${source.name}: ${said.what}`);
				continue;
			}
			proved ??= { events: said.events, from: source.name };
			planFound ??= copy.plan;
		}
	}
	if (!proved) return result;
	const decided = proved.events.at(-1)?.configVersion;
	const ofOther = planNeeded && !planFound ? await planOf(store, hall, decided) : null;
	if (planNeeded) result.plan = planFound ? 'copy' : ofOther ? 'other-day' : 'hall-file';
	await store.mend(hall, day, { plan: planNeeded ? (planFound ?? ofOther ?? plan) : null, events: proved.events });
	const { damage } = await store.prove(hall, day);
	if (damage.length > 0) result.tried.push(`${proved.from}: ${damage.map(damageInWords).join('; ')} even afterwards`);
	else result.from = proved.from;
	return result;
}

/** The plan of another day that is the same by its version, which stands for its content. */
async function planOf(store: HallStore, hall: string, version: string | undefined): Promise<HallPlan | null> {
	if (version === undefined) return null;
	for (const kept of await store.keptDays()) {
		if (kept.hall !== hall) continue;
		const entry = await store.day(hall, kept.day).catch(() => null);
		if (entry?.plan.configVersion === version) return entry.plan;
	}
	return null;
}
