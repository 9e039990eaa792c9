/** How Chinese sounds: the one door to the pinyin library. Tones are left out, because nobody types them. */
import { pinyin } from 'pinyin-pro';

/** One syllable for each Chinese character, in order; other characters stand as they are. */
export function syllablesOf(text: string): string[] {
	return pinyin(text, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.toLowerCase());
}

/**
 * Syllables that many people say or type alike become one: z/zh, c/ch, s/sh, n/l at the start, f/h before u, an/ang, en/eng, in/ing.
 */
export function broadSound(syllable: string): string {
	return syllable
		.replace(/^(z|c|s)h/, '$1')
		.replace(/^l/, 'n')
		.replace(/^hu(?=.)/, 'f')
		.replace(/ng$/, 'n');
}

/** The letters with which people shorten a syllable: `sh` and `s` of `shang`; one and the same for most. */
export function firstLetters(syllable: string): string[] {
	const two = /^(zh|ch|sh)/.exec(syllable)?.[1];
	const one = syllable.slice(0, 1);
	return two === undefined ? [one] : [two, one];
}
