/**
 * Handwriting on the pad: how long one reading takes after a stroke (time of the processor), how long the book takes to be made and its longest step (what a finger would
 * have to wait for), and how often a seeded hand is read rightly, for common characters and for all of the book.
 */
import { readFileSync } from 'node:fs';
import { buildHandwriting, type HandwritingBook } from '../../renderer/handwriting/recognise.ts';
import { type Hand, hands } from '../handwriting/hand.ts';
import { common, readRates } from '../handwriting/read-rates.ts';

const limitMs = 50;
const characters = 300;
const seed = 20_261_122;
const file = new URL('../../renderer/handwriting/data/strokes.txt', import.meta.url);

function built(text: string): { book: HandwritingBook; wholeMs: number; longestStepMs: number } {
	const steps = buildHandwriting(text);
	let [wholeMs, longestStepMs] = [0, 0];
	for (;;) {
		const from = performance.now();
		const step = steps.next();
		const took = performance.now() - from;
		wholeMs += took;
		longestStepMs = Math.max(longestStepMs, took);
		if (step.done) return { book: step.value, wholeMs: Math.round(wholeMs), longestStepMs: Math.round(longestStepMs) };
	}
}

const percent = (read: number): number => Number(((100 * read) / characters).toFixed(1));

export async function run(): Promise<object> {
	const text = readFileSync(file, 'utf8');
	const { book, ...build } = built(text);
	const took: number[] = [];
	const by = (from: HandwritingBook['characters']) =>
		Object.fromEntries(
			Object.entries<Hand>(hands).map(([name, hand]) => {
				const { first, firstEight, tookMs } = readRates(book, from, hand, characters, seed);
				took.push(...tookMs);
				return [name, { firstPercent: percent(first), firstEightPercent: percent(firstEight) }];
			}),
		);
	const rates = { common: by(common(book)), all: by(book.characters) };
	took.sort((one, other) => one - other);
	const at = (share: number) => Number(took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(1));
	return {
		bench: 'handwriting',
		characters: book.characters.length,
		bookKb: Math.round(text.length / 1000),
		build,
		reading: { p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) },
		limit: { worstMs: limitMs },
		written: characters,
		rates,
		within: at(1) < limitMs,
	};
}
