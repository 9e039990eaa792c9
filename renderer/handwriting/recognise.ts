/**
 * Which characters a drawing may be: first by the map of directions against every character of the book, then stroke by stroke against the likeliest.
 * Pure, offline, without memory of what was drawn. Says the likeliest first; whether one of them is meant, the person says by choosing it.
 */
import { drawMap, mapSize } from './directions.ts';
import { onUnitSquare, type Stroke } from './stroke.ts';
import { readStrokeBook, strokesOf, type WrittenCharacter } from './stroke-book.ts';
import { distance, shapeOf } from './stroke-match.ts';

export interface HandwritingBook {
	characters: readonly WrittenCharacter[];
	/** One map of directions after another. */
	maps: Float32Array;
}

/** Characters looked at a second time. */
const looked = 120;
/** Characters prepared in one step of building. */
const atOnce = 100;
/** Characters of the book that are read before anybody writes: the first readings of a page take four times as long as later ones. */
const triedOut = 24;
/** No character has as many strokes; what has more is a scribble, told by its map alone. */
const mostStrokes = 64;
/** What the second look counts beside the map of directions. */
const strokesCount = 2.5;
/** A little for being common, which parts what looks alike. */
const commonness = (weight: number): number => 0.005 * weight;

/** Makes the book from its text in small steps, between which a screen can answer a finger. */
export function* buildHandwriting(text: string): Generator<void, HandwritingBook> {
	const characters: WrittenCharacter[] = [];
	for (const one of readStrokeBook(text)) if (characters.push(one) % (10 * atOnce) === 0) yield;
	const book = { characters, maps: new Float32Array(characters.length * mapSize) };
	for (const [at, one] of characters.entries()) {
		drawMap(onUnitSquare(strokesOf(one)), book.maps, at * mapSize);
		if (at % atOnce === atOnce - 1) yield;
	}
	for (let at = 0; at < characters.length; at += Math.ceil(characters.length / triedOut)) {
		recognise(book, strokesOf(characters[at]!), looked);
		yield;
	}
	return book;
}

/** The likeliest characters for what was drawn, best first, at most `most`; nothing was drawn: none. */
export function recognise(book: HandwritingBook, drawn: readonly Stroke[], most: number): string[] {
	const ink = drawn.filter((stroke) => stroke.length >= 2);
	if (ink.length === 0) return [];
	const strokes = onUnitSquare(ink);
	const map = new Float32Array(mapSize);
	drawMap(strokes, map, 0);
	const shape = shapeOf(strokes.slice(0, mostStrokes));
	const best: { character: string; score: number }[] = [];
	for (const { at, fits } of likeliest(book, map, Math.max(looked, most))) {
		const one = book.characters[at]!;
		const atBest = fits + commonness(one.weight);
		const last = best[most - 1]?.score ?? Number.NEGATIVE_INFINITY;
		if (atBest <= last) continue;
		const score = atBest - strokesCount * distance(shape, shapeOf(onUnitSquare(strokesOf(one))), (atBest - last) / strokesCount);
		if (score <= last) continue;
		putInOrder(best, { character: one.character, score }, most);
	}
	return best.map(({ character }) => character);
}

function putInOrder<T extends { score: number }>(best: T[], one: T, most: number): void {
	let place = best.length;
	while (place > 0 && best[place - 1]!.score < one.score) place -= 1;
	best.splice(place, 0, one);
	if (best.length > most) best.pop();
}

function likeliest({ characters, maps }: HandwritingBook, map: Float32Array, most: number): { at: number; fits: number }[] {
	// Most of the map is empty: only its inked places are multiplied.
	const inked = [...map.keys()].filter((place) => map[place]! > 0);
	const places = Uint16Array.from(inked);
	const ink = Float32Array.from(inked, (place) => map[place]!);
	const best: { at: number; fits: number }[] = [];
	for (let at = 0; at < characters.length; at += 1) {
		const from = at * mapSize;
		let fits = 0;
		for (let one = 0; one < places.length; one += 1) fits += maps[from + places[one]!]! * ink[one]!;
		if (best.length < most || fits > best[best.length - 1]!.fits) {
			let place = best.length;
			while (place > 0 && best[place - 1]!.fits < fits) place -= 1;
			best.splice(place, 0, { at, fits });
			if (best.length > most) best.pop();
		}
	}
	return best;
}
