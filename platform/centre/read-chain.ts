/** The chain over a stored log, read in pages, so that neither a long day nor a slow disk holds anything else up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chainStart, continueChain, type Sha256 } from '../../domain/day-hash.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';

/** How far a log is known, and its chain there. */
export interface Chain {
	head: number;
	hash: string;
}

/** Events per page: a few milliseconds of one processor. */
export const pageSize = 250;

/** The chain after position `to`, going on from one that is known. Ends earlier where the log does. */
export async function readChain(store: HallStore, sha256: Sha256, hall: string, day: string, to: number, known?: Chain): Promise<Chain> {
	let { head, hash } = known ?? { head: 0, hash: chainStart };
	while (head < to) {
		const page = await store.read(hall, day, head, Math.min(pageSize, to - head));
		if (page.length === 0) break;
		if (page[0]!.position !== head + 1) throw new StoreFailure('corrupt', `The log of ${hall} ${day} has a hole after position ${head}.`);
		hash = continueChain(hash, page, sha256);
		head += page.length;
		await nextTurn();
	}
	return { head, hash };
}
