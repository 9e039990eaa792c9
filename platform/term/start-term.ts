/** What a platform asks and does before it takes charge: its peers, and a person's order. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { TakeOverOrder, TermReport } from '../../domain/contracts/term.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { askPeers, askPeersEveryMs, peersOf } from './peers.ts';
import { fingerprintOf, inChargeSince, takeOver } from './take-over.ts';
import type { TermOffice } from './term-office.ts';

export interface StartTerm {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	order?: TakeOverOrder | undefined;
	/** The order is the platform's own, after a backup was put back: where somebody else decides by now, it gives way instead of refusing to start. */
	restored?: boolean | undefined;
}

export interface PeerWatch {
	/** Asks the peers every few seconds until the returned function is called. */
	watch(office: TermOffice): () => void;
}

/** Rejects in words when the order cannot be carried out; then nothing was changed. */
export async function startTerm(office: TermOffice, { plan, store, clock, order, restored }: StartTerm): Promise<PeerWatch> {
	const peers = peersOf(plan, office.id);
	const said = await askPeers(peers, plan.code);
	// An order that was carried out is kept and given again at each start: who has the hall by now says nothing against starting as what this one is.
	const since = order && !office.carriedOut(fingerprintOf(order)) ? inChargeSince(order, said) : null;
	if (order && !(restored && since !== null)) {
		if (since !== null) throw new Error(since);
		// What the peers have heard of counts: the new term is the next after all of it.
		await hearAll(office, said);
		const taken = await takeOver(order, { office, store, plan, clock, restored });
		if (!taken.ok) throw new Error(taken.what);
	} else await hearAll(office, said);
	return {
		watch(watched) {
			if (peers.length === 0) return () => {};
			const ended = new AbortController();
			let asking = false;
			const stop = clock.every(askPeersEveryMs, () => {
				if (asking) return;
				asking = true;
				askPeers(peers, plan.code, ended.signal)
					.then((reports) => hearAll(watched, reports))
					.catch(() => {})
					.finally(() => {
						asking = false;
					});
			});
			return () => {
				stop();
				ended.abort();
			};
		},
	};
}

async function hearAll(office: TermOffice, said: readonly TermReport[]): Promise<void> {
	for (const { term, platform } of said) await office.hear(term, platform);
}
