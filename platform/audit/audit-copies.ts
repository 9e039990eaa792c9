/**
 * The audits of the hall's platforms lie at each of them: a platform whose disk is lost, or whose lines somebody changed, takes nothing of what it did
 * with it. Lines prove themselves by their chain, and what does not fit what is here already is not taken but told.
 */
import { z } from 'zod';
import { auditChain, keptAuditLine } from '../../domain/contracts/audit.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { copyFromPeers } from '../term/copy-from-peers.ts';
import type { Peer } from '../term/peers.ts';
import type { AuditBook } from './audit-book.ts';

/** Lines of one message: a bucket. */
const mostLines = 1_000;
const begin = z.object({ n: z.number().int().min(0), hash: z.string().max(64) });
export const auditAsked = z.object({ chain: auditChain.optional(), after: z.coerce.number().int().min(0).default(0) });
export const auditPage = z.object({
	chains: z.array(z.object({ chain: auditChain, n: z.number().int().min(0), hash: z.string().max(64), from: begin })).max(200),
	lines: z.array(keptAuditLine).max(mostLines),
});
export type AuditPage = z.infer<typeof auditPage>;

/** What this platform gives another one of its hall. Rejects with a `StoreFailure`. */
export async function auditPageOf(book: AuditBook, { chain, after }: z.infer<typeof auditAsked>): Promise<AuditPage> {
	const chains = book.ends().map(({ chain: name, n, hash, from }) => ({ chain: name, n, hash, from }));
	return { chains, lines: chain === undefined ? [] : (await book.after(chain, after)).slice(0, mostLines) };
}

export interface FollowedAudits {
	book: AuditBook;
	peers: readonly Peer[];
	token: string;
	clock: Clock;
	log: Log;
	/** A chain at a peer is another one than here; told once for each. */
	differs(chain: string): void;
}

/** Until the returned function is called; it resolves when nothing is under way. */
export function followAudits({ book, peers, token, clock, log, differs }: FollowedAudits): () => Promise<void> {
	const told = new Set<string>();
	return copyFromPeers({
		...{ peers, token, clock, log },
		says: { copied: 'audit-copied', failed: 'audit-not-copied' },
		async from({ ask, ended }) {
			const said = await ask('audit', auditPage);
			if (!said.ok) return 0;
			let copied = 0;
			for (const theirs of said.value.chains) {
				if (ended() || told.has(theirs.chain)) continue;
				const other = await takeChain(book, theirs, async (after) => {
					const page = await ask(`audit?chain=${theirs.chain}&after=${after}`, auditPage);
					return page.ok ? page.value.lines : null;
				});
				if (other.ok) copied += other.taken;
				else {
					told.add(theirs.chain);
					log.error('audit-differs', { code: theirs.chain });
					differs(theirs.chain);
				}
			}
			return copied;
		},
	});
}

type Ends = AuditPage['chains'][number];
type Lines = (after: number) => Promise<AuditPage['lines'] | null>;

async function takeChain(book: AuditBook, theirs: Ends, lines: Lines): Promise<{ ok: true; taken: number } | { ok: false }> {
	let taken = 0;
	for (;;) {
		const mine = book.ends().find(({ chain }) => chain === theirs.chain);
		if (mine && mine.n === theirs.n && mine.hash !== theirs.hash) return { ok: false };
		// Somebody else goes on with the chain of this platform: its store was copied.
		if (mine && theirs.chain === book.chain) return theirs.n > mine.n ? { ok: false } : { ok: true, taken };
		if ((mine?.n ?? theirs.from.n) >= theirs.n) return { ok: true, taken };
		// What they let go of in the meantime is over here as well; a copy with a hole would prove nothing.
		if (mine && mine.n < theirs.from.n) return { ok: true, taken };
		const page = await lines(mine?.n ?? theirs.from.n);
		if (page === null || page.length === 0) return { ok: true, taken };
		const done = await book.take(theirs.chain, theirs.from, page);
		if (!done.ok || done.taken === 0) return done.ok ? { ok: true, taken } : { ok: false };
		taken += done.taken;
	}
}
