/** What was typed, as the guide reads it: one width, one case, letters and digits alone. */

/** Nobody says more than this to find one thing; what follows is not read. Characters. */
export const longestRead = 200;

/** Letters and digits of any script, in half width and small letters; everything else (signs, emoji, control characters) is one space. */
export function plainText(text: string): string {
	return [...text.slice(0, 4 * longestRead).normalize('NFKC')]
		.slice(0, longestRead)
		.join('')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** A run of Latin letters: English, pinyin, or the first letters of pinyin. */
export const latin = /[a-z]+(?: [a-z]+)*/g;
