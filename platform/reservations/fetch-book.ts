/**
 * A platform that decides and does not hold the hall's book of reservations asks the others for it: after a hand-over the former one gives it at
 * once; after an unplanned take-over as soon as that one is back and has given way. Until then it books on its part of the places, where it had a copy. One
 * that decides again asks as well what was booked meanwhile.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { tellPeer } from '../term/peer-client.ts';
import type { Peer } from '../term/peers.ts';
import type { TermOffice } from '../term/term-office.ts';
import type { Reservations } from './open-reservations.ts';
import { bookPage } from './pass-book.ts';

export interface FetchBook {
	booked: Reservations;
	office: TermOffice;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

const askEveryMs = 2_000;

/** Until the returned function is called; it resolves when nothing is under way. */
export function fetchBook({ booked, office, peers, token, clock, log }: FetchBook): () => Promise<void> {
	const ended = new AbortController();
	let running: Promise<void> | null = null;
	let trouble = '';

	/** Said that nothing is there, or gave it. */
	const heard = new Set<string>();
	/** May have booked on a part of its own. */
	const others = new Set<string>(office.unsettled);
	const isOver = () => booked.whole && (office.own.number === 1 || peers.every(({ id }) => heard.has(id)));

	async function look(): Promise<void> {
		for (const { id, url } of peers) {
			if (!office.mayDecide() || isOver() || ended.signal.aborted) return;
			if (heard.has(id)) continue;
			const said = await tellPeer({ url, token }, 'book', bookPage, { platform: office.id, term: office.own }, ended.signal);
			if (!said.ok) continue;
			const isLast = () => [...others, ...office.unsettled].every((other) => other === id || other === office.id || heard.has(other));
			if (said.value.box === null) {
				heard.add(id);
				if (isLast()) await booked.lift();
				continue;
			}
			// Only for the term that asked: who was relieved meanwhile asks again under another one.
			if (!office.mayDecide()) return;
			const count = await booked.take(said.value.box, isLast());
			if (count === null) {
				if (trouble !== id) log.error('book-not-taken', { code: id });
				trouble = id;
				continue;
			}
			heard.add(id);
			log.info('book-taken', { code: id, count });
		}
	}

	const stop = clock.every(askEveryMs, () => {
		if (isOver() || !office.mayDecide()) return;
		running ??= look()
			.catch((cause) => {
				const code = cause instanceof StoreFailure ? cause.code : 'unexpected';
				if (!ended.signal.aborted && code !== 'closed') log.error('book-not-taken', { code });
			})
			.finally(() => {
				running = null;
			});
	});
	return async () => {
		stop();
		ended.abort();
		await running;
	};
}
