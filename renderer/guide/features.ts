/** What of a text can be met by another text: characters, pairs, threes and whole official words. */
import { weights } from './weights.ts';

export interface Feature {
	key: string;
	/** How much it says beside the others; the rarity of a feature comes on top. */
	weight: number;
	/** Where it stands in the official text. */
	from: number;
	to: number;
}

const longestWord = 12;

/** Features of an official text (`EverydayWords.official`), each once. */
export function featuresOf(official: string, officials: ReadonlySet<string>): Map<string, Feature> {
	const found = new Map<string, Feature>();
	const add = (key: string, weight: number, from: number, to: number) => {
		if (!found.has(key)) found.set(key, { key, weight, from, to });
	};
	for (const stretch of official.matchAll(/\S+/g)) {
		const units = [...stretch[0].matchAll(/[a-z0-9]+|[^a-z0-9]/gu)].map((match) => ({ text: match[0], from: stretch.index + match.index }));
		for (const [at, unit] of units.entries()) {
			const end = unit.from + unit.text.length;
			add(unit.text, /^[a-z0-9]/.test(unit.text) ? weights.token : weights.character, unit.from, end);
			const [second, third] = [units[at + 1], units[at + 2]];
			if (second === undefined) continue;
			add(unit.text + second.text, weights.pair, unit.from, second.from + second.text.length);
			if (third !== undefined) add(unit.text + second.text + third.text, weights.three, unit.from, third.from + third.text.length);
		}
	}
	for (let from = 0; from < official.length; from += 1)
		for (let length = 2; length <= longestWord && from + length <= official.length; length += 1) {
			const word = official.slice(from, from + length);
			if (officials.has(word)) add(`=${word}`, weights.wholeWord, from, from + length);
		}
	return found;
}
