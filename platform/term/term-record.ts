/** What a platform keeps of terms of office (`domain/contracts/term.ts`), one record for its hall. */
import { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';
import {
	firstTerm,
	type PlatformTerm,
	platformId,
	platformTerm,
	type TermBegin,
	takeOverOrder,
	termBegin,
} from '../../domain/contracts/term.ts';
import type { HallStore } from '../storage/contract.ts';

export const termPart = z.enum(['in-charge', 'gathering', 'standby', 'stood-down']);
export type TermPart = z.infer<typeof termPart>;

/**
 * A hand-over that is under way: this one has stood down, and whether the other has begun is not known yet. Kept with the standing down, so that a
 * kill in between leaves somebody who sees it through (`finish-hand-over.ts`).
 */
export const handing = z.object({
	order: takeOverOrder.omit({ events: true }),
	begin: termBegin,
	unsettled: z.array(platformId),
});
export type Handing = z.infer<typeof handing>;

export const termRecord = z.object({
	/** Which of the hall's platforms this store belongs to. */
	platform: platformId,
	/** The term in which its log was decided last. */
	own: platformTerm,
	/** The highest it has heard of. */
	heard: platformTerm,
	part: termPart,
	/** How terms began, as far as it knows, oldest first. */
	begun: z.array(termBegin),
	/** Orders it carried out; the same one again changes nothing. */
	orders: z.array(z.string()),
	/** Highest own sequences of terminals that the order told, of that day. */
	series: z.object({ day: z.string(), highest: z.record(z.string(), z.number().int()) }).nullable(),
	/**
	 * Platforms of earlier terms that are not known to have stood down and to have handed over what they had. While there is one, every day has its
	 * block of numbers.
	 */
	unsettled: z.array(platformId),
	handing: handing.nullable().default(null),
	/** Own terms that ended before they decided anything, and one that gathers: nobody has a number of their blocks. */
	undecided: z.array(platformTerm).default([]),
});
export type TermRecord = z.infer<typeof termRecord>;

const kind = 'term';
const begunKept = 50;

/** `null` = this store never heard of terms. Rejects with zod's error when the record is not one. */
export async function readTermRecord(store: HallStore, hall: string): Promise<TermRecord | null> {
	const kept = await store.record(kind, hall);
	return kept === null ? null : termRecord.parse(kept);
}

export async function keepTermRecord(store: HallStore, hall: string, record: TermRecord): Promise<void> {
	await store.putRecord(kind, hall, {
		...record,
		begun: record.begun.slice(-begunKept),
		orders: record.orders.slice(-begunKept),
		undecided: record.undecided.slice(-begunKept),
	} satisfies TermRecord);
}

/** The term in which the newest event of a day's log was decided. Each day of a later term than the first begins with its name. */
export function termOfLog(events: readonly HallEvent[]): PlatformTerm {
	for (let index = events.length - 1; index >= 0; index -= 1) {
		const event = events[index]!;
		if (event.name === 'term-began') return { number: event.body.number, platform: event.body.platform as PlatformTerm['platform'] };
	}
	return firstTerm;
}

/** How the terms began that a day's log names. */
export function begunInLog(events: readonly HallEvent[]): TermBegin[] {
	return events.flatMap((event) =>
		event.name === 'term-began'
			? [
					termBegin.parse({
						...event.body,
						from: { day: event.day, position: event.position - 1 },
						at: event.recordedAt,
						by: event.staff,
					}),
				]
			: [],
	);
}
