/**
 * Which characters a drawing may be: first by the map of directions against every character of the book, then stroke by stroke against the likeliest.
 * Pure, offline, without memory of what was drawn. Says the likeliest first; whether one of them is meant, the person says by choosing it.
 */
import { drawMap, mapSize } from './directions.ts';
import { onUnitSquare, type Stroke } from './stroke.ts';
import { readStrokeBook, type WrittenCharacter } from './stroke-book.ts';
import { distanceInAnyOrder, distanceInOrder, runsOf } from './stroke-match.ts';

export interface HandwritingBook {
	characters: readonly WrittenCharacter[];
	/** One map of directions after another. */
	maps: Float32Array;
}

/** Characters looked at a second time. */
const looked = 120;
/** Characters prepared in one step of building. */
const atOnce = 250;
/** Strokes that lie so well on those of the book came in its order. */
const surelyInOrder = 0.05;
/** What the second look counts beside the map of directions. */
const strokesCount = 2.5;
/** A little for being common, which parts what looks alike. */
const commonness = (weight: number): number => 0.005 * weight;

/** Makes the book from its text in small steps, between which a screen can answer a finger. */
export function* buildHandwriting(text: string): Generator<void, HandwritingBook> {
	const characters: WrittenCharacter[] = [];
	for (const one of readStrokeBook(text)) if (characters.push(one) % atOnce === 0) yield;
	const maps = new Float32Array(characters.length * mapSize);
	for (const [at, { strokes }] of characters.entries()) {
		drawMap(onUnitSquare(strokes), maps, at * mapSize);
		if (at % atOnce === atOnce - 1) yield;
	}
	return { characters, maps };
}

/** The likeliest characters for what was drawn, best first, at most `most`; nothing was drawn: none. */
export function recognise(book: HandwritingBook, drawn: readonly Stroke[], most: number): string[] {
	const ink = drawn.filter((stroke) => stroke.length >= 2);
	if (ink.length === 0) return [];
	const strokes = onUnitSquare(ink);
	const map = new Float32Array(mapSize);
	drawMap(strokes, map, 0);
	const first = likeliest(book, map, Math.max(looked, most));
	const runs = runsOf(strokes);
	return first
		.map(({ at, fits }) => {
			const { character, weight, strokes: known } = book.characters[at]!;
			const its = runsOf(onUnitSquare(known));
			const inOrder = distanceInOrder(runs, its);
			const away = inOrder < surelyInOrder ? inOrder : Math.min(inOrder, distanceInAnyOrder(runs, its));
			return { character, score: fits - strokesCount * away + commonness(weight) };
		})
		.sort((one, other) => other.score - one.score)
		.slice(0, most)
		.map(({ character }) => character);
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
