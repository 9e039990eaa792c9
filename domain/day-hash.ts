/**
 * One figure that stands for a whole log: a chain over the canonical text of each event. Whoever holds the same chain at the same position
 * holds the same log, event for event, and so the same state (S10). The hash function is handed in: this part has none of its own.
 */
import type { HallEvent } from './contracts/events.ts';

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** The chain of an empty log. */
export const chainStart = '0'.repeat(64);

/** JSON with the keys of every object in one order and without spaces: equal values give equal texts, in whatever order they were written. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each === undefined ? null : each)).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
	const fields = Object.entries(value)
		.filter(([, field]) => field !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
	return `{${fields.join(',')}}`;
}

/** The chain after `events`, which follow what `before` stands for. */
export function continueChain(before: string, events: readonly HallEvent[], sha256: Sha256): string {
	return events.reduce((chain, event) => sha256(`${chain}\n${canonicalJson(event)}`), before);
}

/** Hash of one line of a set of records. */
export function hashOfLine(line: unknown, sha256: Sha256): string {
	return sha256(canonicalJson(line));
}

/** Hash of a set of lines, whatever their order: equal hashes are equal sets. */
export function hashOfLines(hashes: readonly string[], sha256: Sha256): string {
	return sha256([...hashes].sort().join('\n'));
}
