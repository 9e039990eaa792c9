import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildHandwriting, type HandwritingBook, recognise } from '../../renderer/handwriting/recognise.ts';
import { hands } from '../handwriting/hand.ts';
import { common, readRates } from '../handwriting/read-rates.ts';

const text = readFileSync('renderer/handwriting/data/strokes.txt', 'utf8');

function build(of: string): { book: HandwritingBook; steps: number } {
	const making = buildHandwriting(of);
	for (let steps = 1; ; steps += 1) {
		const step = making.next();
		if (step.done) return { book: step.value, steps };
	}
}
const { book, steps } = build(text);
const read = (...strokes: number[][]) => recognise(book, strokes, 8);
const across = (y: number, from = 20, to = 180) => [from, y, to, y + 2];

test('the book says where it comes from, and is made in steps that a finger can come between', () => {
	expect(text.slice(0, text.indexOf('\n'))).toMatch(/^#.*Arphic Public License/);
	expect(readFileSync('renderer/handwriting/data/ARPHICPL.TXT', 'utf8')).toContain('ARPHIC PUBLIC LICENSE');
	expect(book.characters.length).toBeGreaterThan(9_400);
	expect(steps).toBeGreaterThan(30);
});

test('characters drawn by hand here, not from the book, are read: 一, 二, 十, 大, 人, 口', () => {
	expect(read(across(100))[0]).toBe('一');
	expect(read(across(60, 60, 140), across(150))).toContain('二');
	expect(read(across(100), [100, 20, 101, 190])[0]).toBe('十');
	expect(read(across(80), [100, 20, 95, 90, 30, 180], [100, 85, 130, 140, 180, 180])[0]).toBe('大');
	expect(read([100, 30, 85, 110, 30, 180], [95, 80, 130, 140, 180, 175])[0]).toBe('人');
	expect(read([40, 50, 45, 160], [40, 50, 160, 48, 155, 160], [45, 150, 155, 150])[0]).toBe('口');
});

test('pen lifted too seldom: 口 in one go, and 十 with its strokes joined', () => {
	expect(read([45, 50, 45, 160, 50, 60, 160, 55, 155, 160, 50, 155])).toContain('口');
	expect(read([20, 100, 180, 100, 100, 20, 100, 190])).toContain('十');
});

test('a seeded hand is read: careful, plain, one joined stroke, another order, hasty (all of it: npm run bench -- handwriting)', () => {
	const often = common(book);
	const rate = (name: keyof typeof hands) => readRates(book, often, hands[name], 8, 5);
	const ofEight = { careful: 8, plain: 8, 'one joined': 7, 'order swapped': 7, hasty: 5 };
	for (const name of Object.keys(ofEight) as (keyof typeof ofEight)[]) {
		const { first, firstEight } = rate(name);
		expect(firstEight, name).toBeGreaterThanOrEqual(ofEight[name]);
		expect(first, name).toBeGreaterThanOrEqual(ofEight[name] - 1);
	}
});

test('nothing drawn gives nothing; a tap, a scribble and a pad full of lines give something and never fail', () => {
	expect(read()).toEqual([]);
	expect(read([])).toEqual([]);
	expect(read([5, 5])).toHaveLength(8);
	const stroke = fc
		.array(fc.integer({ min: -50, max: 900 }), { minLength: 1, maxLength: 20 })
		.map((half) => half.flatMap((x) => [x, 900 - x]));
	fc.assert(
		fc.property(fc.array(stroke, { maxLength: 25 }), (strokes) => {
			const got = recognise(book, strokes, 8);
			expect(got).toHaveLength(strokes.length === 0 ? 0 : 8);
			expect(new Set(got).size).toBe(got.length);
		}),
		{ seed: 11, numRuns: 20 },
	);
});
