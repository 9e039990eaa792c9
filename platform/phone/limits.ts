/** How often pages may be asked for. A hall's visitors often share one address, so it is counted by ticket and in all, not by sender. */
import { TokenBucket } from '../socket/token-bucket.ts';

/** A page asks every five seconds; several of a family may look at one. */
const looksPerTicket = { perSecond: 2, atOnce: 20 };
const deedsPerTicket = { perSecond: 0.1, atOnce: 4 };
const looksOfAll = { perSecond: 300, atOnce: 600 };
/** Codes that are no good: each costs a signature. */
const badOfAll = { perSecond: 30, atOnce: 100 };
const ticketsRemembered = 5_000;

export type Deed = 'look' | 'do' | 'bad';

export function phoneLimits(now: number): { may(deed: Deed, ticket: string, now: number): boolean } {
	const all = new TokenBucket(looksOfAll.perSecond, looksOfAll.atOnce, now);
	const bad = new TokenBucket(badOfAll.perSecond, badOfAll.atOnce, now);
	const tickets = new Map<string, { look: TokenBucket; do: TokenBucket }>();
	return {
		may(deed, ticket, at) {
			if (!all.take(at)) return false;
			if (deed === 'bad') return bad.take(at);
			let own = tickets.get(ticket);
			if (!own) {
				// The one remembered longest goes: it begins anew with a full measure.
				if (tickets.size >= ticketsRemembered) tickets.delete(tickets.keys().next().value!);
				own = {
					look: new TokenBucket(looksPerTicket.perSecond, looksPerTicket.atOnce, at),
					do: new TokenBucket(deedsPerTicket.perSecond, deedsPerTicket.atOnce, at),
				};
				tickets.set(ticket, own);
			}
			return own[deed].take(at);
		},
	};
}
