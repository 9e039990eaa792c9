/** The book of characters and their strokes, as `scripts/make-handwriting.ts` leaves it: `永m RGbM JW… …`, two letters a point on 64 × 64. */
import type { Stroke } from './stroke.ts';

export interface WrittenCharacter {
	character: string;
	/** 0 (hardly ever) to 25. */
	weight: number;
	strokes: readonly Stroke[];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-';
const numberOf = new Uint8Array(128);
for (const [at, letter] of [...alphabet].entries()) numberOf[letter.charCodeAt(0)] = at;

/** Rows that begin with `#` say where it comes from. */
export function* readStrokeBook(text: string): Generator<WrittenCharacter> {
	for (const line of text.split('\n')) {
		if (line === '' || line.startsWith('#')) continue;
		const [head = '', ...strokes] = line.split(' ');
		yield {
			character: head.slice(0, -1),
			weight: head.charCodeAt(head.length - 1) - 97,
			strokes: strokes.map((stroke) => Uint8Array.from(stroke, (letter) => numberOf[letter.charCodeAt(0)]!)),
		};
	}
}
