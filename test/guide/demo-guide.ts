/** The guide of the demo hall, built once for the tests of a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askGuide, type GuideAnswer } from '../../renderer/guide/ask-guide.ts';
import { guideOf } from '../../renderer/guide/guide-index.ts';
import { type Phrase as LabelledPhrase, type Measured, measureGuide } from '../../scripts/measure-guide.ts';
import { book } from '../domain/book/demo-book.ts';

export const guide = guideOf(book, book.guide);
export const ask = (text: string): GuideAnswer => askGuide(guide, text);

export interface Phrase extends LabelledPhrase {
	outOfScope?: boolean;
	part?: 'tune' | 'check';
	set?: 'first' | 'second' | 'third' | 'fourth';
	tags?: string[];
}

export function phrasesOf(file: string): Phrase[] {
	return (JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as { items: Phrase[] }).items;
}

export const measure = (phrases: readonly Phrase[]): Measured => measureGuide(guide, phrases);
