/** How well the guide finds: on the held phrases, which nothing was tuned to, and on our own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { book } from '../domain/book/demo-book.ts';
import { measure, phrasesOf } from './demo-guide.ts';

const held = phrasesOf('guide-eval.json');
const own = phrasesOf('development.json');
const config = join(import.meta.dirname, '../../config');

/** Every text that a file holds, wherever it stands. */
function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

describe('the held phrases', () => {
	test('90 % are right at the first place, 97 % among the first three, 80 % of what is not done here is recognised', () => {
		const measured = measure(held);
		expect(measured).toMatchObject({ asked: 52, outside: 8 });
		expect(measured.first).toBeGreaterThanOrEqual(0.9);
		expect(measured.firstThree).toBeGreaterThanOrEqual(0.97);
		expect(measured.refused).toBeGreaterThanOrEqual(0.8);
	});
	test('none of them, nor a long piece of one, stands in what the guide knows or was developed with', () => {
		const files = ['words', 'sayings', 'topics'].map(
			(name) => parse(readFileSync(join(config, 'guide', `${name}.yaml`), 'utf8')) as unknown,
		);
		const known = [...files, book.items, book.themes].flatMap(textsOf).map(bare);
		const developed = new Set(own.map(({ text }) => bare(text)));
		expect(known.length).toBeGreaterThan(9000);
		for (const { id, text } of held) {
			expect(known.includes(bare(text)), id).toBe(false);
			expect(developed.has(bare(text)), id).toBe(false);
		}
		const pieces = files
			.flatMap(textsOf)
			.map(bare)
			.filter((piece) => piece.length >= 9);
		expect(held.filter(({ text }) => pieces.some((piece) => bare(text).includes(piece))).map(({ id }) => id)).toEqual([]);
	});
});

describe('our own phrases', () => {
	test('name every item and theme of the catalogue at least once, and nothing else', () => {
		const codes = new Set([...book.items, ...book.themes].map(({ code }) => code));
		const named = new Set(own.flatMap(({ expect: codes }) => codes));
		expect([...codes].filter((code) => !named.has(code))).toEqual([]);
		expect([...named].filter((code) => !codes.has(code))).toEqual([]);
		expect(new Set(own.map(({ text }) => text)).size).toBe(own.length);
	});
	// Lower than what was measured by about one phrase in thirty, so that a change of words is noticed and a single phrase is not.
	test.each([
		{ set: 'first', part: 'check', first: 0.91, firstThree: 0.97, refused: 0.95 },
		{ set: 'second', part: 'check', first: 0.84, firstThree: 0.94, refused: 0.85 },
		{ set: 'third', part: 'tune', first: 0.92, firstThree: 0.95, refused: 1 },
		{ set: 'fourth', part: 'tune', first: 0.9, firstThree: 0.93, refused: 1 },
	] as const)('of the $set set, part $part, are found', ({ set, part, first, firstThree, refused }) => {
		const measured = measure(own.filter((phrase) => phrase.set === set && phrase.part === part));
		expect(measured.first).toBeGreaterThanOrEqual(first);
		expect(measured.firstThree).toBeGreaterThanOrEqual(firstThree);
		expect(measured.refused).toBeGreaterThanOrEqual(refused);
	});
});

describe('phrases of our own that were written whole before any was asked', () => {
	// The second set became one to develop with on 23 November 2026; no phrase of the third was looked at, it is the fairer number.
	test.each([
		{ file: 'second-eval.json', asked: 85, outside: 16, first: 0.92, firstThree: 0.96, refused: 0.87 },
		{ file: 'third-eval.json', asked: 198, outside: 31, first: 0.85, firstThree: 0.94, refused: 0.87 },
	])('of $file are found', ({ file, first, firstThree, refused, ...counts }) => {
		const measured = measure(phrasesOf(file));
		expect(measured).toMatchObject(counts);
		expect(measured.first).toBeGreaterThanOrEqual(first);
		expect(measured.firstThree).toBeGreaterThanOrEqual(firstThree);
		expect(measured.refused).toBeGreaterThanOrEqual(refused);
	});
	// T163: a piece of it stood there before the set was written.
	test('of the third set nothing long was put among the sayings afterwards', () => {
		const sayings = (parse(readFileSync(join(config, 'guide', 'sayings.yaml'), 'utf8')) as { sayings: Record<string, string[]> }).sayings;
		const pieces = textsOf(sayings)
			.map(bare)
			.filter((piece) => piece.length >= 7);
		expect(
			phrasesOf('third-eval.json')
				.filter(({ text }) => pieces.some((piece) => bare(text).includes(piece)))
				.map(({ id }) => id),
		).toEqual(['T163']);
	});
});
