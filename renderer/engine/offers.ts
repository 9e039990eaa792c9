/**
 * What this machine offers to a platform that took over: events of an earlier term that its log may lack, because perhaps nobody else saw them.
 * They are in the journal before anything of them is let go of, and stay there, taken or not, as long as their day: a platform that took them
 * may be followed by one that never heard of it (I-8). Repeated offers do no harm, an event is known by its stamps.
 */
import type { JournalSeat, KeptOffer } from '../../domain/contracts/bridge.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { compareTerms, type PlatformTerm } from '../../domain/contracts/term.ts';
import { batchLimit } from '../../domain/contracts/wire.ts';
import type { Journal, Link, Timers } from './ports.ts';
import { namesOf } from './same-event.ts';

/** After a disk that was full, and after a platform that was busy. */
const journalAgainMs = 5_000;
const offerAgainMs = 1_000;

export interface OffersParts {
	journal: Journal;
	link: Link;
	timers: Timers;
	isUp: () => boolean;
	note: (code: string, count?: number) => void;
}

export interface Offers {
	journalKnows(seats: readonly JournalSeat[]): void;
	/** Resolves when they are in the journal; tried for as long as it takes. `term`: in which they were decided. */
	keep(term: PlatformTerm, day: string, events: readonly HallEvent[]): Promise<void>;
	/** True when it is among what is kept. */
	has(event: HallEvent): boolean;
	/** Offers everything the platform of this term was not given yet. Resolves when it took all, or `false` when the link went first. */
	send(term: PlatformTerm): Promise<boolean>;
	stop(): void;
}

export function createOffers({ journal, link, timers, isUp, note }: OffersParts): Offers {
	const offers = new Map<string, KeptOffer>();
	const names = new Set<string>();
	let stopped = false;
	/** One after the other: two links that follow each other quickly must not send the same. */
	let sending: Promise<unknown> = Promise.resolve();
	const pause = (ms: number) => new Promise<void>((resolve) => timers.set(resolve, ms));
	function enter(offer: KeptOffer) {
		offers.set(offer.id, offer);
		for (const event of offer.events) for (const name of namesOf(event)) names.add(name);
	}

	async function write(offer: KeptOffer): Promise<void> {
		const { takenIn: _, ...entry } = offer;
		for (let tried = 0; !stopped; tried += 1) {
			try {
				return await journal.append([{ type: 'offer', ...entry }]);
			} catch {
				if (tried === 0) note('offer-not-journaled');
				await pause(journalAgainMs);
			}
		}
		// The engine ends: what waits for this must not go on as if it were kept.
		await new Promise(() => {});
	}

	async function sendAll(term: PlatformTerm): Promise<boolean> {
		for (const { id } of [...offers.values()]) {
			for (;;) {
				const offer = offers.get(id);
				if (!offer || compareTerms(offer.term, term) >= 0 || (offer.takenIn && compareTerms(offer.takenIn, term) >= 0)) break;
				if (!isUp() || stopped) return false;
				const { term: of, day, events } = offer;
				if (await link.offer({ term: of, day, events })) {
					offers.set(id, { ...offer, takenIn: term });
					note('offer-taken', events.length);
					// Should this be lost, they are offered again.
					journal.append([{ type: 'offered', id, term }]).catch(() => note('offer-not-journaled'));
					break;
				}
				if (isUp() && !stopped) await pause(offerAgainMs);
			}
		}
		return true;
	}

	return {
		journalKnows(seats) {
			for (const seat of seats) for (const offer of seat.offers ?? []) enter(offer);
		},
		async keep({ number, platform }, day, events) {
			const writes: Promise<void>[] = [];
			for (let start = 0; start < events.length; start += batchLimit) {
				const batch = events.slice(start, start + batchLimit);
				// The same tail, found again after a restart, is the same offer.
				const places = batch.reduce((sum, { position }) => sum + position, 0);
				const id = `${day}/${number}${platform}/${batch[0]!.position}-${batch.at(-1)!.position}/${batch.length}/${places}`;
				if (offers.has(id)) continue;
				const offer: KeptOffer = { id, term: { number, platform }, day, events: batch };
				enter(offer);
				writes.push(write(offer));
			}
			if (writes.length > 0) note('events-to-offer', events.length);
			await Promise.all(writes);
		},
		has: (event) => namesOf(event).some((name) => names.has(name)),
		send(term) {
			const run = sending.then(() => sendAll(term));
			sending = run.catch(() => {});
			return run;
		},
		stop() {
			stopped = true;
		},
	};
}
