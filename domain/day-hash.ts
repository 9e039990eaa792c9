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
	// Built up by hand: this runs over every event that is appended and every one that is read.
	if (Number.isFinite(value)) return String(value);
	if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
	let text = '';
	if (Array.isArray(value)) {
		for (const each of value) text += `${text === '' ? '' : ','}${canonicalJson(each === undefined ? null : each)}`;
		return `[${text}]`;
	}
	const fields = value as Record<string, unknown>;
	for (const key of Object.keys(fields).sort()) {
		if (fields[key] !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(fields[key])}`;
	}
	return `{${text}}`;
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
