/** Looks every few seconds whether the hall's other platforms hold what this one lacks, one peer after the other. Nothing waits for it. */
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { tellPeer } from './peer-client.ts';
import type { Peer } from './peers.ts';

type Answer = Parameters<typeof tellPeer>[2];

/** One look at one peer. */
export interface PeerLook {
	ask<S extends Answer>(path: string, answer: S): ReturnType<typeof tellPeer<S>>;
	/** What its list was when all of it was here; absent = never. */
	known: string | undefined;
	/** All of that list is here now: it is not asked for again until it is another one. */
	allHere(state: string): void;
	ended(): boolean;
}

export interface CopyFromPeers {
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
	/** Happenings of the log: something was copied, something could not be kept. */
	/** Absent = 15 s. */
	lookEveryMs?: number;
	says: { copied: string; failed: string };
	/** Answers how many it copied. Rejects with a `StoreFailure`. */
	from(look: PeerLook): Promise<number>;
}

const usuallyEveryMs = 15_000;

/** Until the returned function is called; it resolves when nothing is under way. */
export function copyFromPeers({ peers, token, clock, log, lookEveryMs = usuallyEveryMs, says, from }: CopyFromPeers): () => Promise<void> {
	const ended = new AbortController();
	const seen = new Map<string, string>();
	let running: Promise<void> | null = null;
	let trouble = '';

	/** Never rejects. */
	async function look(): Promise<void> {
		try {
			for (const { id, url } of peers) {
				const copied = await from({
					ask: (path, answer) => tellPeer({ url, token }, path, answer, undefined, ended.signal),
					known: seen.get(id),
					allHere: (state) => seen.set(id, state),
					ended: () => ended.signal.aborted,
				});
				if (copied > 0) log.info(says.copied, { code: id, count: copied });
			}
			trouble = '';
		} catch (cause) {
			const code = cause instanceof StoreFailure ? cause.code : 'unexpected';
			if (ended.signal.aborted || code === 'closed') return;
			if (trouble !== code) log.error(says.failed, { code });
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
