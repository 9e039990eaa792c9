/** Copies from the hall's other platforms the drafts that wait there, with their pictures. Nothing waits for it. */
import { keptPiece } from '../../domain/contracts/drafts.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { copyFromPeers } from '../term/copy-from-peers.ts';
import type { Peer } from '../term/peers.ts';
import { draftCopy, draftsList } from './draft-copies.ts';
import type { DraftShelf } from './draft-shelf.ts';

export interface FollowedDrafts {
	drafts: DraftShelf;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

/** Somebody walks from one terminal to the next in this time. */
const lookEveryMs = 3_000;

/** Until the returned function is called; it resolves when nothing is under way. */
export function followDrafts({ drafts, peers, token, clock, log }: FollowedDrafts): () => Promise<void> {
	return copyFromPeers({
		...{ peers, token, clock, log, lookEveryMs },
		says: { copied: 'drafts-copied', failed: 'drafts-not-copied' },
		async from({ ask, known, allHere, ended }) {
			const said = await ask(`drafts${known ? `?state=${known}` : ''}`, draftsList);
			if (!said.ok || said.value.drafts === null) return 0;
			const here = new Map((await drafts.all()).map((each) => [each.id, each]));
			let [copied, whole] = [0, true];
			for (const { id, version, gone, pieces } of said.value.drafts) {
				if (ended()) return copied;
				const own = here.get(id);
				if (own?.gone) continue;
				if (!own || gone || own.version < version) {
					const copy = await ask(`draft?id=${id}`, draftCopy);
					const taken = copy.ok && copy.value.draft !== null && (await drafts.adopt(id, copy.value.draft));
					if (taken) copied += 1;
					else whole = false;
				}
				for (const { picture, index } of gone || (own && own.version > version) ? [] : pieces) {
					if (ended()) return copied;
					if (own?.version === version && own.pieces.some((each) => each.picture === picture && each.index === index)) continue;
					const piece = await ask(`draft-piece?id=${id}&picture=${picture}&index=${index}`, keptPiece);
					const box = piece.ok ? piece.value.box : null;
					const kept = box !== null && (await drafts.putPiece(id, picture, index, Buffer.from(box, 'base64'))).ok;
					if (!kept) whole = false;
				}
			}
			if (whole) allHere(said.value.state);
			return copied;
		},
	});
}
