/**
 * One flipped bit is put right by the very check that found it: of all texts that differ in one bit, the one that was written passes it, and no other
 * (the chance of another is below one in 10^13). Pure.
 */
import { hash } from 'node:crypto';
import { noteCheck, type RecordSet } from './record-sets.ts';
import { chainAfter, rowCheck } from './row-proof.ts';

/** A row's fields, as bytes: what is damaged may be no text any more. */
export type Bytes = Uint8Array;

/** Every buffer that differs from this one in a single bit; the same memory is given again and again. */
function* flipped(bytes: Bytes): Generator<Buffer> {
	const copy = Buffer.from(bytes);
	for (let bit = 0; bit < copy.length * 8; bit += 1) {
		const mask = 1 << (bit & 7);
		copy[bit >> 3]! ^= mask;
		yield copy;
		copy[bit >> 3]! ^= mask;
	}
}

const text = (bytes: Bytes) => Buffer.from(bytes).toString('utf8');

/** The fields as they were written; `null` = more than one bit is wrong. */
export function fieldsPutRight(fields: readonly Bytes[], check: Bytes): string[] | null {
	const wanted = text(check);
	const reckoned = rowCheck(...fields.map(text));
	if (reckoned === wanted || bitsBetween(Buffer.from(reckoned), check) === 1) return fields.map(text);
	// As the check is made: all fields in one, line by line.
	const ends: number[] = [];
	for (const field of fields) ends.push((ends.at(-1) ?? -1) + 1 + field.length);
	const whole = Buffer.concat(fields.flatMap((field, place) => (place === 0 ? [field] : [Buffer.from('\n'), field])));
	for (const tried of flipped(whole)) {
		if (!hash('sha256', tried).startsWith(wanted)) continue;
		return ends.map((end, place) => tried.toString('utf8', place === 0 ? 0 : ends[place - 1]! + 1, end));
	}
	return null;
}

/** The text of an event as it was written, by the chain value beside it and the one before. */
export function eventPutRight(before: string, event: Bytes, chain: string): string | null {
	for (const candidate of flipped(event)) {
		const tried = candidate.toString('utf8');
		try {
			if (chainAfter(before, JSON.parse(tried)) === chain) return tried;
		} catch {
			// No JSON: not what was written.
		}
	}
	return null;
}

/** A number and all that differ from it in one bit; from 1 on. */
export function numbersNear(n: number): number[] {
	return [n, ...Array.from({ length: 31 }, (_, bit) => n ^ (1 << bit))].filter((each) => each > 0);
}

/** The note of which records there are, as it was written; `null` = it holds, or more than one bit is wrong. */
export function notePutRight(note: RecordSet, check: string): RecordSet | null {
	if (noteCheck(note) === check) return null;
	const count = numbersNear(note.count).find((each) => noteCheck({ ...note, count: each }) === check);
	if (count !== undefined) return { ...note, count };
	const name = 'records of ';
	const right = fieldsPutRight(
		[`${name}${note.kind}`, String(note.count), note.sum].map((each) => Buffer.from(each)),
		Buffer.from(check),
	);
	const [kind, counted, sum] = right ?? [];
	return kind?.startsWith(name) ? { kind: kind.slice(name.length), count: Number(counted), sum: sum! } : null;
}

function bitsBetween(one: Bytes, other: Bytes): number {
	if (one.length !== other.length) return Number.POSITIVE_INFINITY;
	let bits = 0;
	for (let at = 0; at < one.length; at += 1) for (let left = one[at]! ^ other[at]!; left > 0; left &= left - 1) bits += 1;
	return bits;
}
