/** What a report did under a number of an earlier epoch of its journal. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallStore, KeptOutcome } from '../storage/contract.ts';
import type { HallLog } from './hall-log.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import { recoveredOutcome } from './recovered.ts';

interface Parts {
	plan: HallPlan;
	store: HallStore;
}
interface Numbered {
	epoch: string;
	n: number;
}

/** `null` = nothing under any of them: it has still to be taken. Rejects with `StoreFailure`. */
export async function takenBefore(report: LooseEnvelope, log: HallLog, parts: Parts): Promise<KeptOutcome | null> {
	for (const earlier of earlierNumbersOf(report)) {
		const kept = await takenAs(report, earlier, log, parts);
		if (kept) return kept;
	}
	return null;
}

/** Oldest first. */
function earlierNumbersOf({ was, wasAlso = [] }: Pick<LooseEnvelope, 'was' | 'wasAlso'>): Numbered[] {
	return was ? [was, ...wasAlso] : [];
}

async function takenAs(report: LooseEnvelope, { epoch, n }: Numbered, log: HallLog, { plan, store }: Parts): Promise<KeptOutcome | null> {
	const { station } = report;
	const recovered = recoveredOutcome(log.events, { station, epoch, n });
	if (recovered) return { ...recovered, n: report.n };
	const kept = await store.outcome({ hall: plan.code, station, epoch }, n);
	if (kept?.result !== 'accepted' || kept.to < kept.from) return null;
	const [first] = await store.read(plan.code, kept.day, kept.from - 1, 1);
	// A journal put back may have given the number to another report since.
	return first?.occurredAt === report.occurredAt ? { ...kept, n: report.n } : null;
}
