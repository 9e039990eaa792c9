/**
 * Words known by their sound: pinyin in full (`shenfenzheng`), in first letters (`sfz`, `shhk`), mixed or half typed (`shenfenz`),
 * and Chinese written with a wrong character that sounds the same (低宝 for 低保).
 */
import { broadSound, firstLetters, syllablesOf } from './sounds.ts';

interface Known {
	official: string;
	syllables: readonly string[];
}

export interface SpelledWords {
	/** What a run of letters may stand for, likeliest first; empty when little of it can be read. `run`: small letters, spaces allowed. */
	read(run: string): string[];
	/** The text with words in place of others that sound alike; the same text when there are none. `seen`: this piece is known as it is written. */
	heard(plain: string, seen: (piece: string) => boolean): string;
}

/** Words taken up in one step. */
const wordsInStep = 300;
/** Alternatives of one reading that are followed. */
const mostReadings = 6;
/** Share of the letters that must make sense. */
const leastRead = 0.6;

/** From words to what they mean. Builds in steps. */
export function* spelledWords(lexicon: ReadonlyMap<string, string>): Generator<undefined, SpelledWords> {
	const byLetter = new Map<string, Known[]>();
	const exact = new Map<string, string>();
	const broad = new Map<string, string>();
	let longest = 0;
	let count = 0;
	for (const [word, official] of lexicon) {
		const syllables = syllablesOf(word);
		const letter = syllables[0]?.[0] ?? '';
		const list = byLetter.get(letter) ?? [];
		list.push({ official, syllables });
		byLetter.set(letter, list);
		keepFirst(exact, syllables.join(' '), word);
		keepFirst(broad, syllables.map(broadSound).join(' '), word);
		longest = Math.max(longest, word.length);
		count += 1;
		if (count % wordsInStep === 0) yield;
	}
	return {
		read: (run) => readLetters(run.replaceAll(' ', ''), byLetter),
		heard: (plain, seen) => replaceBySound(plain, { exact, broad, longest, seen }),
	};
}

function keepFirst(map: Map<string, string>, key: string, value: string): void {
	if (!map.has(key)) map.set(key, value);
}

interface Sounding {
	exact: ReadonlyMap<string, string>;
	broad: ReadonlyMap<string, string>;
	longest: number;
	seen: (piece: string) => boolean;
}

function replaceBySound(plain: string, { exact, broad, longest, seen }: Sounding): string {
	const characters = [...plain];
	const syllables = syllablesOf(plain);
	if (syllables.length !== characters.length) return plain;
	let out = '';
	for (let at = 0; at < characters.length; ) {
		let length = Math.min(longest, characters.length - at);
		let word: string | undefined;
		for (; length >= 2; length -= 1) {
			const piece = characters.slice(at, at + length).join('');
			if (!/^\p{Script=Han}+$/u.test(piece)) continue;
			// A piece that people write so is left alone, even if it sounds like another.
			if (seen(piece)) break;
			const sounds = syllables.slice(at, at + length);
			word = exact.get(sounds.join(' ')) ?? (length >= 3 ? broad.get(sounds.map(broadSound).join(' ')) : undefined);
			if (word !== undefined) break;
		}
		if (word === undefined) {
			out += characters[at];
			at += 1;
		} else {
			out += word;
			at += length;
		}
	}
	return out;
}

interface Step {
	gain: number;
	/** Start of the last word and what it may be. */
	from: number;
	words: string[];
}

/** The best way to take the letters for words, one after the other; letters that fit nothing are passed over at a loss. */
function readLetters(letters: string, byLetter: ReadonlyMap<string, readonly Known[]>): string[] {
	const best: (Step | undefined)[] = [{ gain: 0, from: 0, words: [] }];
	const offer = (at: number, step: Step) => {
		const now = best[at];
		if (now === undefined || step.gain > now.gain + 0.001) best[at] = step;
		else if (step.gain > now.gain - 0.001 && step.from === now.from)
			now.words.push(...step.words.filter((word) => !now.words.includes(word)));
	};
	for (let at = 0; at < letters.length; at += 1) {
		const here = best[at];
		if (here === undefined) continue;
		offer(at + 1, { gain: here.gain - 0.4, from: at, words: [] });
		for (const { official, syllables } of byLetter.get(letters[at] ?? '') ?? [])
			for (const [end, inFull] of fits(letters, at, syllables))
				offer(end, { gain: here.gain + gainOf(end - at, inFull, syllables.length), from: at, words: [official] });
	}
	const last = best[letters.length];
	if (last === undefined || last.gain < leastRead * letters.length - wordCost) return [];
	const parts: string[][] = [];
	for (let at = letters.length; at > 0; ) {
		const step: Step | undefined = best[at];
		if (step === undefined) break;
		if (step.words.length > 0) parts.unshift(step.words);
		at = step.from;
	}
	return combine(parts);
}

/** Each word costs something, so that one long word wins over two short ones. */
const wordCost = 0.6;

function gainOf(letters: number, inFull: number, syllables: number): number {
	const share = inFull / syllables;
	// Two first letters alone fit too many words.
	const trust = share === 1 ? 1 : share > 0 ? 0.85 : syllables >= 3 ? 1.1 : 0.8;
	return letters * trust - wordCost;
}

/** Where the syllables may end, when they begin at `at`, and how many of them are written in full. */
function fits(letters: string, at: number, syllables: readonly string[]): Map<number, number> {
	let ends = new Map([[at, 0]]);
	for (const syllable of syllables) {
		const next = new Map<number, number>();
		const keep = (end: number, inFull: number) => next.set(end, Math.max(next.get(end) ?? 0, inFull));
		for (const [end, inFull] of ends) {
			if (letters.startsWith(syllable, end)) keep(end + syllable.length, inFull + 1);
			for (const start of firstLetters(syllable)) if (letters.startsWith(start, end)) keep(end + start.length, inFull);
			// Still typing: the last syllable, or all that is left of the word, may be missing.
			const rest = letters.slice(end);
			if (rest.length > 0 && rest.length < syllable.length && syllable.startsWith(rest)) keep(letters.length, inFull);
		}
		// The word goes on, but nothing more is typed yet.
		if (next.size === 0) return new Map();
		ends = next;
	}
	return ends;
}

function combine(parts: readonly string[][]): string[] {
	let readings = [''];
	for (const words of parts)
		readings = readings.flatMap((before) => words.map((word) => `${before} ${word}`.trim())).slice(0, mostReadings);
	return readings.filter((reading) => reading !== '');
}
