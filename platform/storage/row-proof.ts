/**
 * What stands beside a row so that a changed bit in it is noticed: the chain for events, a check for everything else. A check is found by whoever
 * reads the row; it does not notice a row that went away.
 */
import { canonicalJson } from '../../domain/day-hash.ts';
import { sha256 } from '../centre/sha256.ts';
import { StoreFailure } from './store-failure.ts';

/** How far a log is known, and its chain there (`domain/day-hash.ts`). */
export interface ChainAt {
	head: number;
	hash: string;
}

/** The chain after one event, of its value as it is stored; the same as `continueChain` gives. */
export function chainAfter(before: string, event: unknown): string {
	return sha256(`${before}\n${canonicalJson(event)}`);
}

/** First 16 hexadecimal digits of the SHA-256 over a row's fields. No field but the last may hold a line end. */
export function rowCheck(...fields: (string | number)[]): string {
	return sha256(fields.join('\n')).slice(0, 16);
}

/** Rejects a row that is not what was written. `what` names no person: a kind, a station, a day. */
export function mustHold(check: unknown, fields: (string | number)[], what: string): void {
	if (check !== rowCheck(...fields))
		throw new StoreFailure('corrupt', `The store is damaged: ${what} is not what was written. Nothing was decided on it.`);
}
