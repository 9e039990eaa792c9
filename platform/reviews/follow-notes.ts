/** Copies from the hall's other platforms the notes of complaints that this one lacks, whichever of them decides. Nothing waits for it. */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { StoreFailure } from '../storage/contract.ts';
import { tellPeer } from '../term/peer-client.ts';
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

const lookEveryMs = 15_000;

/** Until the returned function is called; it resolves when nothing is under way. */
export function followNotes({ notes, peers, token, clock, log }: FollowedNotes): () => Promise<void> {
	const ended = new AbortController();
	/** What each peer's list was when all of it was here. */
	const seen = new Map<string, string>();
	let running: Promise<void> | null = null;
	let trouble = '';

	async function from({ id: peer, url }: Peer): Promise<number> {
		const known = seen.get(peer);
		const ask = <S extends Parameters<typeof tellPeer>[2]>(path: string, answer: S) =>
			tellPeer({ url, token }, path, answer, undefined, ended.signal);
		const said = await ask(`notes${known ? `?state=${known}` : ''}`, notesList);
		if (!said.ok || said.value.notes === null) return 0;
		let [copied, whole] = [0, true];
		for (const { ref, ids } of said.value.notes) {
			const here = new Set(await notes.ids(ref));
			for (const id of ids) {
				// One whose time is over goes everywhere, and is not brought back.
				if (here.has(id) || Number(id.slice(0, 15)) + noteKeptMs <= clock.now()) continue;
				if (ended.signal.aborted) return copied;
				const copy = await ask(`note?ref=${encodeURIComponent(ref)}&id=${id}`, noteCopy);
				if (copy.ok && copy.value.note && (await takeNote(notes, { ref, id }, copy.value.note, token))) copied += 1;
				else whole = false;
			}
		}
		if (whole) seen.set(peer, said.value.state);
		return copied;
	}

	/** Never rejects. */
	async function look(): Promise<void> {
		try {
			for (const peer of peers) {
				const copied = await from(peer);
				if (copied > 0) log.info('notes-copied', { code: peer.id, count: copied });
			}
			trouble = '';
		} catch (cause) {
			const code = cause instanceof StoreFailure ? cause.code : 'unexpected';
			if (ended.signal.aborted || code === 'closed') return;
			if (trouble !== code) log.error('notes-not-copied', { code });
			trouble = code;
		}
	}

	const stop = clock.every(lookEveryMs, () => {
		running ??= look().finally(() => {
			running = null;
		});
	});
	return async () => {
		stop();
		ended.abort();
		await running;
	};
}
