/** The guide of the demo hall, built once for the tests of a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askGuide, type GuideAnswer } from '../../renderer/guide/ask-guide.ts';
import { guideOf } from '../../renderer/guide/guide-index.ts';
import { book } from '../domain/book/demo-book.ts';

export const guide = guideOf(book, book.guide);
export const ask = (text: string): GuideAnswer => askGuide(guide, text);

export interface Phrase {
	id: string;
	text: string;
	expect: string[];
	outOfScope?: boolean;
	part?: 'tune' | 'check';
	set?: 'first' | 'second' | 'third';
	tags?: string[];
}

export function phrasesOf(file: string): Phrase[] {
	return (JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as { items: Phrase[] }).items;
}

export interface Measured {
	asked: number;
	/** Shares. */
	first: number;
	firstThree: number;
	outside: number;
	refused: number;
}

/** In scope: an accepted entry at the first place, among the first three. Out of scope: nothing offered. */
export function measure(phrases: readonly Phrase[]): Measured {
	const inside = phrases.filter(({ expect }) => expect.length > 0);
	const outside = phrases.filter(({ expect }) => expect.length === 0);
	const places = inside.map(({ text, expect }) => ask(text).matches.findIndex(({ code }) => expect.includes(code)));
	const share = (count: number, of: number) => (of === 0 ? 1 : count / of);
	return {
		asked: inside.length,
		first: share(places.filter((place) => place === 0).length, inside.length),
		firstThree: share(places.filter((place) => place >= 0 && place < 3).length, inside.length),
		outside: outside.length,
		refused: share(outside.filter(({ text }) => ask(text).outOfScope).length, outside.length),
	};
}
