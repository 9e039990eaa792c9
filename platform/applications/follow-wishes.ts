/** Copies from the hall's other platforms where results are to go, as far as it was said there later than here. Nothing waits for it. */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { copyFromPeers } from '../term/copy-from-peers.ts';
import type { Peer } from '../term/peers.ts';
import type { DeliveryWishes } from './delivery-wishes.ts';
import { takeWish, wishCopy, wishesList } from './wish-copies.ts';

export interface FollowedWishes {
	wishes: DeliveryWishes;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

/** Until the returned function is called; it resolves when nothing is under way. */
export function followWishes({ wishes, peers, token, clock, log }: FollowedWishes): () => Promise<void> {
	return copyFromPeers({
		...{ peers, token, clock, log },
		says: { copied: 'delivery-wishes-copied', failed: 'delivery-wishes-not-copied' },
		async from({ ask, known, allHere, ended }) {
			const said = await ask(`wishes${known ? `?state=${known}` : ''}`, wishesList);
			if (!said.ok || said.value.wishes === null) return 0;
			const here = new Map((await wishes.all()).map(({ ref, at }) => [ref, at]));
			let [copied, whole] = [0, true];
			for (const { ref, at, gone } of said.value.wishes) {
				if (ended()) return copied;
				// One whose time is over goes everywhere, and is not brought back.
				if ((here.get(ref) ?? -1) >= at || at + wishes.keptMs <= clock.now()) continue;
				if (gone) await wishes.drop(ref, at);
				const copy = gone ? null : await ask(`wish?ref=${ref}`, wishCopy);
				if (gone || (copy?.ok && copy.value.wish && (await takeWish(wishes, ref, copy.value.wish, token)))) copied += 1;
				else whole = false;
			}
			if (whole) allHere(said.value.state);
			return copied;
		},
	});
}
