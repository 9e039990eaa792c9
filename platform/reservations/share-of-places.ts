/**
 * What a platform may still give while another one of the hall holds a copy of the book that it may not have seen the end of. Of the places that were
 * left when both last knew the same, each platform of the hall has a part of its own; whoever may have gone on without the other gives no more than
 * its part, so that all of them together never give more than there are (I-12), whatever line is cut, whoever is dead, and for however long.
 */
import { z } from 'zod';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { holdsPlace } from '../../domain/reservations/may-book.ts';

type Place = Pick<Reservation, 'queue' | 'slot'>;

export const placeOf = ({ queue, slot }: Place): string => `${queue} ${slot}`;

/** What was known to both, and what may have been on its way. */
export const lastShared = z.object({
	/** The newest `changedAt` in it: whatever is newer was booked without the other. */
	since: z.number(),
	/** Places taken then, of each slot that had any. */
	taken: z.record(z.string(), z.number().int()),
	/** A booking that the other may have heard of or not: its place counts as given by this one, whatever becomes of it. */
	inFlight: z.object({ code: z.string(), place: z.string() }).nullable().default(null),
});
export type LastShared = z.infer<typeof lastShared>;

export function sharedAs(all: Iterable<Reservation>, inFlight: LastShared['inFlight'] = null): LastShared {
	const taken: Record<string, number> = {};
	let since = 0;
	for (const each of all) {
		since = Math.max(since, each.changedAt);
		if (holdsPlace(each)) taken[placeOf(each)] = (taken[placeOf(each)] ?? 0) + 1;
	}
	return { since, taken, inFlight };
}

/** `rest`: the platform that holds the book has what the parts of the others leave, so that the last place of a slot is its. */
export interface Share extends LastShared {
	platforms: number;
	part: 'rest' | 'one';
}

/** Places of this slot that may be given here without asking anybody. Places that were given back are nobody's until all know of it. */
export function placesHere(share: Share, place: Place, capacity: number, all: Iterable<Reservation>): number {
	const name = placeOf(place);
	const left = Math.max(0, capacity - (share.taken[name] ?? 0));
	const one = Math.floor(left / Math.max(2, share.platforms));
	const own = share.part === 'one' ? one : left - one * (Math.max(2, share.platforms) - 1);
	let given = share.inFlight?.place === name ? 1 : 0;
	for (const each of all) {
		if (each.changedAt <= share.since || !holdsPlace(each) || placeOf(each) !== name) continue;
		if (each.code !== share.inFlight?.code || share.inFlight.place !== name) given += 1;
	}
	return Math.max(0, own - given);
}
