/** How often what a hand wrote is read as it was meant: at first place, and among the first eight, which is about one row of candidates. */
import { type HandwritingBook, recognise } from '../../renderer/handwriting/recognise.ts';
import { strokesOf, type WrittenCharacter } from '../../renderer/handwriting/stroke-book.ts';
import { type Hand, seeded, writeBy } from './hand.ts';

/** As many as the keyboard asks for. */
const asked = 36;

export interface ReadRates {
	/** Of those written. */
	first: number;
	firstEight: number;
	/** Of each character written, in time of the processor: a machine that does something else besides is no slower for it. */
	tookMs: number[];
}

export function readRates(book: HandwritingBook, from: readonly WrittenCharacter[], hand: Hand, count: number, seed: number): ReadRates {
	const random = seeded(seed);
	const rates: ReadRates = { first: 0, firstEight: 0, tookMs: [] };
	for (let at = 0; at < count; at += 1) {
		const one = from[Math.floor(random() * from.length)]!;
		const { character } = one;
		const ink = writeBy(hand, strokesOf(one), random);
		const before = process.cpuUsage();
		const read = recognise(book, ink, asked);
		const { user, system } = process.cpuUsage(before);
		rates.tookMs.push((user + system) / 1000);
		if (read[0] === character) rates.first += 1;
		if (read.slice(0, 8).includes(character)) rates.firstEight += 1;
	}
	return rates;
}

/** Characters that people write often; the rest of the book is in names and old texts. */
export const common = (book: HandwritingBook): WrittenCharacter[] => book.characters.filter(({ weight }) => weight >= 11);
