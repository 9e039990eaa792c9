/** The book of characters and their strokes, as `scripts/make-handwriting.ts` leaves it: `永m RGbM JW… …`, two letters a point on 64 × 64. */

export interface WrittenCharacter {
	character: string;
	/** 0 (hardly ever) to 25. */
	weight: number;
	/** Its strokes as the book writes them: 100,000 of them as numbers would be as many things for the memory to keep in order while a finger writes. */
	written: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-';
const numberOf = new Uint8Array(128);
for (const [at, letter] of [...alphabet].entries()) numberOf[letter.charCodeAt(0)] = at;

/** Rows that begin with `#` say where it comes from. */
export function* readStrokeBook(text: string): Generator<WrittenCharacter> {
	for (const line of text.split('\n')) {
		if (line === '' || line.startsWith('#')) continue;
		const end = line.indexOf(' ');
		yield { character: line.slice(0, end - 1), weight: line.charCodeAt(end - 1) - 97, written: line.slice(end + 1) };
	}
}

/** The strokes in their order, each `[x0, y0, x1, y1, …]` from 0 to 63. */
export function strokesOf({ written }: WrittenCharacter): Uint8Array[] {
	return written.split(' ').map((stroke) => {
		const places = new Uint8Array(stroke.length);
		for (let at = 0; at < places.length; at += 1) places[at] = numberOf[stroke.charCodeAt(at)]!;
		return places;
	});
}
