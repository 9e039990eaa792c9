/**
 * Which platform of a hall holds the book of its reservations: the one that never took over. After a take-over the book stays on the disk of the
 * platform before, and whoever decides in its place books nothing, or places would be given that are taken already (I-12).
 */
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';

const kind = 'reservation-book';

/** `first`: this platform is in charge and never heard of a take-over. Kept for good, also through later take-overs. */
export async function holdsTheBook(store: HallStore, hall: string, first: boolean): Promise<boolean> {
	const kept = z.literal(true).safeParse(await store.record(kind, hall));
	if (kept.success) return true;
	if (first) await store.putRecord(kind, hall, true);
	return first;
}
