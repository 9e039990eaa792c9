/**
 * What a journal keeps so that a take-over loses nothing (`domain/contracts/term.ts`): the highest term heard of, what the machine's own commands did,
 * and what is to be offered to the platform in charge. Pure folds.
 */
import type { JournalSeat, KeptOffer } from '../../domain/contracts/bridge.ts';
import { compareTerms, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { JournalRecord } from './line.ts';

export type Came = NonNullable<JournalSeat['came']>[number];

export interface TakeOverMemory {
	term: PlatformTerm | null;
	/** By station, then by term and place in the log. */
	came: Map<string, Map<string, Came>>;
	/** Newest day that anything came of. */
	newest: string;
	/** By id, in the order they were made. */
	offers: Map<string, KeptOffer>;
}

/** A report of yesterday may come after midnight; what is older is in the log of a day that is over. */
const daysKept = 2;

export function emptyTakeOverMemory(): TakeOverMemory {
	return { term: null, came: new Map(), newest: '', offers: new Map() };
}

type TakeOverRecord = Extract<JournalRecord, { type: 'term' | 'came' | 'offer' | 'offered' }>;

/** Changes `memory` in place. */
export function rememberTakeOver(memory: TakeOverMemory, record: TakeOverRecord): void {
	if (record.type === 'term') {
		if (!memory.term || compareTerms(record.term, memory.term) > 0) memory.term = record.term;
	} else if (record.type === 'offer') {
		const { type: _, ...offer } = record;
		memory.offers.set(offer.id, offer);
	} else if (record.type === 'offered') {
		const offer = memory.offers.get(record.id);
		if (offer) memory.offers.set(record.id, { ...offer, takenIn: record.term });
	} else {
		const seat = memory.came.get(record.station) ?? new Map<string, Came>();
		const { number, platform } = record.term;
		for (const event of record.events) seat.set(`${event.day}/${number}${platform}/${event.position}`, { term: record.term, event });
		memory.came.set(record.station, seat);
		const newest = record.events.at(-1)!.day;
		if (newest <= memory.newest) return;
		memory.newest = newest;
		forgetOldDays(memory);
	}
}

/** So that a machine which runs for weeks does not keep them all. */
function forgetOldDays(memory: TakeOverMemory): void {
	const since = daysSince(memory);
	for (const seat of memory.came.values()) for (const [key, { event }] of seat) if (event.day < since) seat.delete(key);
}

/** The older of the newest two days that anything came of. */
function daysSince({ came }: TakeOverMemory): string {
	const days = new Set([...came.values()].flatMap((seat) => [...seat.values()].map(({ event }) => event.day)));
	return [...days].sort().slice(-daysKept)[0] ?? '';
}

/** Records that fold to the same memory. An offer that a platform took is kept as long as the day it is of. */
export function condenseTakeOver(memory: TakeOverMemory): JournalRecord[] {
	const since = daysSince(memory);
	const records: JournalRecord[] = memory.term ? [{ type: 'term', term: memory.term }] : [];
	for (const [station, seat] of memory.came)
		for (const { term, event } of seat.values()) if (event.day >= since) records.push({ type: 'came', station, term, events: [event] });
	for (const { takenIn, ...offer } of memory.offers.values()) {
		if (takenIn && offer.day < since) continue;
		records.push({ type: 'offer', ...offer });
		if (takenIn) records.push({ type: 'offered', id: offer.id, term: takenIn });
	}
	return records;
}
