import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/fuzz/random.ts';
import type { ParserSubject } from '../../../scripts/fuzz/subject.ts';
import { subjects } from '../../../scripts/fuzz/subjects.ts';
import { deliveries } from '../golden.ts';

const parsers = subjects
	.filter((subject): subject is ParserSubject => subject.kind === 'parser')
	.map((subject) => [`${subject.driver}: ${subject.name}`, subject] as const);
const framed = parsers.flatMap(([name, subject]) => (subject.harmless ? [[name, subject, subject.harmless] as const] : []));

const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
/** Everything said about these reads, on a parser that has heard nothing before. */
const said = (subject: ParserSubject, reads: readonly Uint8Array[]) => {
	const parser = subject.make();
	return [...reads.flatMap((read) => parser.feed(read)), ...(parser.calm?.() ?? [])];
};

describe.each(parsers)('every golden vector, %s', (_, subject) => {
	// A redactor hands on as soon as it can; in how many pieces does not matter.
	const meaning = (events: unknown[]) => (subject.name === 'redactor' ? [events.join('')] : events);

	it('is understood', () => {
		for (const { bytes, name } of subject.sound) expect([name, said(subject, [bytes]).length > 0]).toEqual([name, true]);
	});
	it('cut at every position, and byte by byte', () => {
		for (const { bytes, name } of subject.sound) {
			const whole = meaning(said(subject, [bytes]));
			for (const reads of deliveries(bytes)) expect([name, meaning(said(subject, reads))]).toEqual([name, whole]);
		}
	});
	it('after garbage of any kind', () => {
		const random = createRandom(7);
		for (const { bytes, name } of subject.sound) {
			const whole = meaning(said(subject, [bytes]));
			for (let n = 0; n < 30; n++) {
				const parser = subject.make();
				parser.feed(random.bytes(random.below(300)));
				parser.calm?.();
				expect([name, meaning([...parser.feed(bytes), ...(parser.calm?.() ?? [])])]).toEqual([name, whole]);
			}
		}
	});
});

describe.each(framed)('every golden vector with garbage before, between and after, %s', (_, subject, harmless) => {
	it('in one read, and in the pieces of any two', () => {
		for (const { bytes, name } of subject.sound) {
			const whole = said(subject, [bytes]);
			const stream = join(harmless, bytes, harmless, harmless, bytes, bytes, harmless);
			const three = [...whole, ...whole, ...whole];
			expect([name, said(subject, [stream])]).toEqual([name, three]);
			expect([
				name,
				said(
					subject,
					Array.from(stream, (byte) => new Uint8Array([byte])),
				),
			]).toEqual([name, three]);
			const step = Math.max(1, Math.floor(stream.length / 200));
			for (let at = 1; at < stream.length; at += step) {
				expect([name, said(subject, [stream.subarray(0, at), stream.subarray(at)])]).toEqual([name, three]);
			}
		}
	});
});
