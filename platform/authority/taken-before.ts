/** What a report did under a number of an earlier epoch of its journal. */
import type { EventName } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallStore, KeptOutcome } from '../storage/contract.ts';
import { type HallLog, isDamage } from './hall-log.ts';
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
	return report.was ? inLog(report, log) : null;
}

/** What each of these reports leaves in the log where it counts. */
const leaves: Partial<Record<string, EventName>> = {
	'offline-ticket': 'ticket-issued',
	'ticket-paper': 'ticket-paper-known',
	'start-service': 'service-started',
	'finish-service': 'service-finished',
};

/**
 * The same image put back twice knows nothing of the epoch in between, under which the report was taken: the log does. The same thing was done with the
 * same ticket at the same station in the same millisecond.
 */
function inLog({ n, name, station, occurredAt, body }: LooseEnvelope, { day, events }: HallLog): KeptOutcome | null {
	const leaving = leaves[name];
	const about = numberIn(body);
	if (!leaving || about === undefined) return null;
	const found = events.find(
		(event) => event.station === station && event.occurredAt === occurredAt && event.name === leaving && numberIn(event.body) === about,
	);
	if (!found) return null;
	const all = events.filter((event) => event.station === station && event.epoch === found.epoch && event.n === found.n);
	return { n, result: 'accepted', day, from: all[0]!.position, to: all.at(-1)!.position };
}

function numberIn(body: unknown): string | undefined {
	const { number, ticket } = (body ?? {}) as { number?: unknown; ticket?: unknown };
	return [number, ticket].find((each): each is string => typeof each === 'string');
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
	const [first] = await store.read(plan.code, kept.day, kept.from - 1, 1).catch((cause) => {
		if (!isDamage(cause)) throw cause;
		return [];
	});
	// A journal put back may have given the number to another report since.
	return first?.occurredAt === report.occurredAt ? { ...kept, n: report.n } : null;
}
