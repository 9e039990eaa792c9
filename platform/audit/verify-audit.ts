/** Holds every line of every audit in a store to its chain, and the chains to the marks that somebody else kept of them. Reads only. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditCheckpoint, AuditFault } from '../../domain/contracts/audit.ts';
import type { HallStore } from '../storage/contract.ts';
import { chainsIn, linesAfter } from './audit-rows.ts';
import { ChainCheck } from './chain.ts';

export interface AuditProof {
	/** Lines that are kept. */
	lines: number;
	chains: AuditCheckpoint[];
	/** The first fault of each chain. */
	faults: AuditFault[];
	/** Marks that were met and hold. */
	held: number;
}

/** Rejects with a `StoreFailure` that is no damage of the audit. */
export async function verifyAudit(store: HallStore, hall: string, points: readonly AuditCheckpoint[] = []): Promise<AuditProof> {
	const proof: AuditProof = { lines: 0, chains: [], faults: [], held: 0 };
	const chains = await chainsIn(store, hall);
	for (const ends of chains) {
		const { chain, n, hash, at } = ends;
		const check = new ChainCheck(
			ends,
			points.filter((each) => each.chain === chain),
		);
		proof.chains.push({ chain, n, hash, at });
		proof.lines += n - ends.from.n;
		for (let to = ends.from.n; to < n && !check.fault; await nextTurn()) {
			const lines = await linesAfter(store, hall, chain, to, n);
			for (const kept of lines) check.take(kept);
			to += lines.length;
		}
		const fault = check.end();
		if (fault) proof.faults.push(fault);
		proof.held += check.met;
	}
	const known = new Set(chains.map(({ chain }) => chain));
	// Platforms that say nothing to each other hold nothing of each other's audits.
	const platforms = new Set(chains.map(({ chain }) => chain.slice(0, 2)));
	for (const chain of new Set(points.map((each) => each.chain)))
		if (!known.has(chain) && platforms.has(chain.slice(0, 2))) proof.faults.push({ chain, n: 1, at: null, what: 'unknown-chain' });
	return proof;
}
