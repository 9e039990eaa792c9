/**
 * Copies from the hall's other platforms what they have taken of applications and this one lacks, whichever of them decides: so a standby has the
 * papers before it is needed, and a platform that took over fetches them when the former one is back. Nothing waits for it.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { copyFromPeers } from '../term/copy-from-peers.ts';
import type { Peer } from '../term/peers.ts';
import type { ApplicationBook } from './application-book.ts';
import { applicationCopy, chunkCopy, finishedList, takeCopy } from './copies.ts';

export interface FollowedApplications {
	book: ApplicationBook;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

/** Until the returned function is called; it resolves when nothing is under way. */
export function followApplications({ book, peers, token, clock, log }: FollowedApplications): () => Promise<void> {
	return copyFromPeers({
		...{ peers, token, clock, log },
		says: { copied: 'applications-copied', failed: 'applications-not-copied' },
		async from({ ask, known, allHere, ended }) {
			const said = await ask(`applications${known ? `?state=${known}` : ''}`, finishedList);
			if (!said.ok || said.value.applications === null) return 0;
			const here = new Map(book.finished().map(({ ref, stage }) => [ref, stage]));
			let [copied, whole] = [0, true];
			for (const { ref, stage } of said.value.applications) {
				if (ended()) return copied;
				if (here.get(ref) === stage || here.get(ref) === 'forgotten') continue;
				const copy = await ask(`applications/${ref}`, applicationCopy);
				const taken =
					copy.ok &&
					copy.value.record.plain.ref === ref &&
					(await takeCopy(book, copy.value, token, async (attachment, index) => {
						const chunk = await ask(`applications/${ref}/${attachment}/${index}`, chunkCopy);
						return chunk.ok && chunk.value.box !== null ? Buffer.from(chunk.value.box, 'base64') : null;
					}));
				if (taken) copied += 1;
				else whole = false;
			}
			// What could not be had is asked for again the next time.
			if (whole) allHere(said.value.state);
			return copied;
		},
	});
}
