/** Copies from the hall's other platforms the notes of complaints that this one lacks, whichever of them decides. Nothing waits for it. */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { copyFromPeers } from '../term/copy-from-peers.ts';
import type { Peer } from '../term/peers.ts';
import { noteCopy, notesList, takeNote } from './note-copies.ts';
import { noteKeptMs, type SealedNotes } from './sealed-notes.ts';

export interface FollowedNotes {
	notes: SealedNotes;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
}

/** Until the returned function is called; it resolves when nothing is under way. */
export function followNotes({ notes, peers, token, clock, log }: FollowedNotes): () => Promise<void> {
	return copyFromPeers({
		...{ peers, token, clock, log },
		says: { copied: 'notes-copied', failed: 'notes-not-copied' },
		async from({ ask, known, allHere, ended }) {
			const said = await ask(`notes${known ? `?state=${known}` : ''}`, notesList);
			if (!said.ok || said.value.notes === null) return 0;
			let [copied, whole] = [0, true];
			for (const { ref, ids } of said.value.notes) {
				const here = new Set(await notes.ids(ref));
				for (const id of ids) {
					// One whose time is over goes everywhere, and is not brought back.
					if (here.has(id) || Number(id.slice(0, 15)) + noteKeptMs <= clock.now()) continue;
					if (ended()) return copied;
					const copy = await ask(`note?ref=${encodeURIComponent(ref)}&id=${id}`, noteCopy);
					if (copy.ok && copy.value.note && (await takeNote(notes, { ref, id }, copy.value.note, token))) copied += 1;
					else whole = false;
				}
			}
			if (whole) allHere(said.value.state);
			return copied;
		},
	});
}
