/**
 * Marks of the audit at the centre: how far each chain goes and its hash there, sent once a minute while it grows. What lies at the hall can then not be
 * shortened or written anew without the centre knowing; it keeps the last mark of every hour.
 */
import { z } from 'zod';
import { type AuditCheckpoint, auditCheckpoint } from '../../domain/contracts/audit.ts';
import type { CentreAddress } from '../centre/centre-client.ts';
import type { AuditBook } from './audit-book.ts';

export const marksUp = z.object({ marks: z.array(auditCheckpoint).min(1).max(50) });
/** `refused`: chains of which the centre knows more, or something else. */
export const marksTaken = z.object({ refused: z.array(z.string().max(20)) });
export const marksKept = z.object({ marks: z.array(auditCheckpoint) });

const answerWithinMs = 15_000;
export const marksEveryMs = 60_000;

export interface AuditMarks {
	/** Called every few seconds. Never rejects. */
	look(): Promise<void>;
	/** What the centre keeps; `null` = it is not reached. */
	kept(): Promise<AuditCheckpoint[] | null>;
	/** Chains that are not what the centre kept of them. */
	differing(): readonly string[];
	close(): void;
}

export function sendMarks(parts: {
	address: CentreAddress;
	hall: string;
	book: AuditBook;
	now(): number;
	differs(chain: string): void;
}): AuditMarks {
	const { address, book, now } = parts;
	const url = `${address.url.replace(/\/+$/, '')}/api/centre/v1/halls/${parts.hall}/audit`;
	const ended = new AbortController();
	const sent = new Map<string, string>();
	const differing = new Set<string>();
	let triedAt = Number.NEGATIVE_INFINITY;
	let running = false;

	async function ask<S extends z.ZodType>(answer: S, body?: unknown): Promise<z.infer<S> | null> {
		try {
			const response = await fetch(url, {
				method: body === undefined ? 'GET' : 'POST',
				headers: { authorization: `Bearer ${address.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
				body: body === undefined ? null : JSON.stringify(body),
				redirect: 'error',
				signal: AbortSignal.any([ended.signal, AbortSignal.timeout(answerWithinMs)]),
			});
			const said: unknown = await response.json();
			return response.ok ? answer.parse(said) : null;
		} catch {
			return null;
		}
	}

	return {
		async look() {
			if (running || Math.abs(now() - triedAt) < marksEveryMs) return;
			const marks = book
				.ends()
				.filter(({ chain, n, hash }) => n > 0 && sent.get(chain) !== hash)
				.map(({ chain, n, hash, at }) => ({ chain, n, hash, at }))
				.slice(0, 50);
			if (marks.length === 0) return;
			running = true;
			triedAt = now();
			const answer = await ask(marksTaken, { marks });
			running = false;
			if (!answer) return;
			for (const { chain, hash } of marks) {
				sent.set(chain, hash);
				// A copy that is behind says less than the platform whose chain it is; that is no fault.
				if (!answer.refused.includes(chain) || chain !== book.chain || differing.has(chain)) continue;
				differing.add(chain);
				parts.differs(chain);
			}
		},
		kept: async () => (await ask(marksKept))?.marks ?? null,
		differing: () => [...differing],
		close: () => ended.abort(),
	};
}
