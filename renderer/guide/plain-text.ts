/** What was typed, as the guide reads it: one width, one case, simplified characters, letters and digits alone. */
import { traditionalAndSimplified } from './data/simplified.ts';

/** Nobody says more than this to find one thing; what follows is not read. Characters. */
export const longestRead = 200;

const simplified = new Map<string, string>();
for (let at = 0; at + 1 < traditionalAndSimplified.length; at += 2)
	simplified.set(traditionalAndSimplified[at] ?? '', traditionalAndSimplified[at + 1] ?? '');

/** Letters and digits of any script, in half width and small letters; everything else (signs, emoji, control characters) is one space. */
export function plainText(text: string): string {
	return [...text.slice(0, 4 * longestRead).normalize('NFKC')]
		.slice(0, longestRead)
		.map((character) => simplified.get(character) ?? character)
		.join('')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** A run of Latin letters: English, pinyin, or the first letters of pinyin. */
export const latin = /[a-z]+(?: [a-z]+)*/g;
