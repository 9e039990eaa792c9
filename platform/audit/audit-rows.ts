/** Where the lines of an audit lie in a store: a thousand under one kind, so that a page is read at once and a single line is found by its number. */
import { z } from 'zod';
import { auditChain, type KeptAuditLine, keptAuditLine } from '../../domain/contracts/audit.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { ChainEnds } from './chain.ts';

export const linesOfBucket = 1_000;
const bucketOf = (n: number) => Math.floor((n - 1) / linesOfBucket);
export const keyOfLine = (n: number) => String(n).padStart(12, '0');

const ends = z.object({
	...{ n: z.number().int().min(0), hash: z.string(), at: z.number(), own: z.boolean() },
	from: z.object({ n: z.number().int().min(0), hash: z.string() }),
});
export type KeptEnds = ChainEnds & { own: boolean };

const bucketKind = (hall: string, chain: string, bucket: number) => `audit/${hall}/${chain}/${String(bucket).padStart(6, '0')}`;
export const kindOfLine = (hall: string, chain: string, n: number) => bucketKind(hall, chain, bucketOf(n));
export const endsKind = (hall: string) => `audit-chain/${hall}`;

/** Chains that this store holds, its own and those of the hall's other platforms. Rejects with a `StoreFailure`. */
export async function chainsIn(store: HallStore, hall: string): Promise<KeptEnds[]> {
	return (await store.records(endsKind(hall))).flatMap(({ key, value }) => {
		const read = ends.safeParse(value);
		return read.success && auditChain.safeParse(key).success ? [{ chain: key, ...read.data }] : [];
	});
}

export const recordOfEnds = (hall: string, { chain, ...value }: KeptEnds) => ({ kind: endsKind(hall), key: chain, value });
export const recordOfLine = (hall: string, chain: string, kept: KeptAuditLine) => ({
	...{ kind: kindOfLine(hall, chain, kept.line.n), key: keyOfLine(kept.line.n), value: kept },
});

/** As it stands there: `null` = no such line, `undefined` = it cannot be read. Rejects with a `StoreFailure` that is no damage. */
export async function lineAt(store: HallStore, hall: string, chain: string, n: number): Promise<KeptAuditLine | null | undefined> {
	try {
		const value = await store.record(kindOfLine(hall, chain, n), keyOfLine(n));
		return value === null ? null : keptAuditLine.safeParse(value).data;
	} catch (cause) {
		if (cause instanceof StoreFailure && cause.code === 'corrupt') return undefined;
		throw cause;
	}
}

/**
 * Lines after `n`, in order, up to the end of their bucket, as they stand there. A bucket that is damaged is read line by line; what cannot be read
 * is `undefined`, what is not there is `null`.
 */
export async function linesAfter(
	store: HallStore,
	hall: string,
	chain: string,
	n: number,
	to: number,
): Promise<(KeptAuditLine | null | undefined)[]> {
	const last = Math.min(to, (bucketOf(n + 1) + 1) * linesOfBucket);
	const numbers = Array.from({ length: Math.max(0, last - n) }, (_, index) => n + 1 + index);
	try {
		const there = new Map((await store.records(kindOfLine(hall, chain, n + 1))).map(({ key, value }) => [key, value]));
		return numbers.map((each) => (there.has(keyOfLine(each)) ? keptAuditLine.safeParse(there.get(keyOfLine(each))).data : null));
	} catch (cause) {
		if (!(cause instanceof StoreFailure) || cause.code !== 'corrupt') throw cause;
		const found: (KeptAuditLine | null | undefined)[] = [];
		for (const each of numbers) found.push(await lineAt(store, hall, chain, each));
		return found;
	}
}
