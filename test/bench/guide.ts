/**
 * Finding in one's own words, at every letter typed, over the whole catalogue: the answer to each beginning of each development phrase, beside
 * a bare scan of the same texts for the same beginning (the least that any search without an index does), in the same run. Also how long
 * the index takes, and its longest step, which is what a screen would have to wait for.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadHall } from '../../config/load-hall.ts';
import { askGuide } from '../../renderer/guide/ask-guide.ts';
import { buildGuide, type GuideIndex } from '../../renderer/guide/guide-index.ts';
import { guideTexts } from '../../renderer/guide/guide-texts.ts';
import { plainText } from '../../renderer/guide/plain-text.ts';

const limitMs = 50;
const config = join(import.meta.dirname, '../../config');

function typed(): string[] {
	const file = join(import.meta.dirname, '../guide/development.json');
	const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: { text: string }[] };
	return items.flatMap(({ text }) => [...text].map((_, at, all) => all.slice(0, at + 1).join('')));
}

function timed(texts: readonly string[], work: (text: string) => unknown): number[] {
	for (const text of texts.slice(0, 200)) work(text);
	return texts.map((text) => {
		const from = performance.now();
		work(text);
		return performance.now() - from;
	});
}

function figures(times: number[]): { p50Ms: number; p99Ms: number; worstMs: number } {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(3));
	return { p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}

function built(make: () => Generator<undefined, GuideIndex>): { index: GuideIndex; wholeMs: number; longestStepMs: number; steps: number } {
	const steps = make();
	let wholeMs = 0;
	let longestStepMs = 0;
	for (let count = 1; ; count += 1) {
		const from = performance.now();
		const step = steps.next();
		const took = performance.now() - from;
		wholeMs += took;
		longestStepMs = Math.max(longestStepMs, took);
		if (step.done)
			return { index: step.value, wholeMs: Math.round(wholeMs), longestStepMs: Number(longestStepMs.toFixed(1)), steps: count };
	}
}

export async function run(): Promise<object> {
	const loaded = loadHall(join(config, 'halls/demo/hall.yaml'));
	if (!loaded.ok) throw new Error(loaded.problems.map(({ what }) => what).join('\n'));
	const { book } = loaded.hall;
	const { texts, entries } = guideTexts(book, book.guide);
	const plain = texts.map(({ text }) => plainText(text));
	const { index, ...build } = built(() => buildGuide(book, book.guide));
	const keystrokes = typed();
	const ours = figures(timed(keystrokes, (text) => askGuide(index, text)));
	const scan = figures(timed(keystrokes, (text) => plain.filter((each) => each.includes(text)).length));
	return {
		bench: 'guide',
		entries: entries.length,
		texts: texts.length,
		keystrokes: keystrokes.length,
		keystroke: ours,
		limit: { p99Ms: limitMs, bareScan: scan },
		build,
		within: ours.p99Ms < limitMs,
	};
}
