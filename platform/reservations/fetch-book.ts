/**
 * A platform that decides and does not hold the hall's book of reservations asks the others for it: after a hand-over the former one gives it at
 * once; after an unplanned take-over as soon as that one is back and has given way.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { StoreFailure } from '../storage/contract.ts';
import { tellPeer } from '../term/peer-client.ts';
import type { Peer } from '../term/peers.ts';
import type { TermOffice } from '../term/term-office.ts';
import type { Reservations } from './open-reservations.ts';
import { bookPage, openBook } from './pass-book.ts';

export interface FetchBook {
	plan: HallPlan;
	booked: Reservations;
	office: TermOffice;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

const askEveryMs = 2_000;

/** Until the returned function is called; it resolves when nothing is under way. */
export function fetchBook({ plan, booked, office, peers, token, clock, log }: FetchBook): () => Promise<void> {
	const ended = new AbortController();
	let running: Promise<void> | null = null;
	let trouble = '';

	async function look(): Promise<void> {
		for (const { id, url } of peers) {
			if (!office.mayDecide() || booked.whole || ended.signal.aborted) return;
			const said = await tellPeer({ url, token }, 'book', bookPage, { platform: office.id, term: office.own }, ended.signal);
			if (!said.ok || said.value.box === null) continue;
			const copy = openBook(said.value.box, token, plan.code);
			if (!copy) {
				if (trouble !== id) log.error('book-not-taken', { code: id });
				trouble = id;
				continue;
			}
			// Only for the term that asked: who was relieved meanwhile asks again under another one.
			if (!office.mayDecide()) return;
			await booked.take(copy);
			log.info('book-taken', { code: id, count: copy.reservations.length });
		}
	}

	const stop = clock.every(askEveryMs, () => {
		if (booked.whole || !office.mayDecide()) return;
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
