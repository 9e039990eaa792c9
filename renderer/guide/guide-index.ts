/** Everything the guide knows, made ready for asking: built once, in steps, so that no screen has to wait for it. */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { GuideWords } from '../../domain/contracts/guide-words.ts';
import { type EnglishWords, englishWords } from './english-words.ts';
import { type EverydayWords, everydayWords } from './everyday-words.ts';
import { type Feature, featuresOf } from './features.ts';
import { type GuideEntry, type GuideText, guideTexts } from './guide-texts.ts';
import { plainText } from './plain-text.ts';
import { broadSound, syllablesOf } from './sounds.ts';
import { type SpelledWords, spelledWords } from './spelled-words.ts';
import { weights } from './weights.ts';

interface Met {
	entry: number;
	/** How often, by the weight of the texts. */
	times: number;
}
interface MetText {
	text: number;
	weight: number;
}

export interface GuideIndex {
	readonly entries: readonly GuideEntry[];
	readonly everyday: EverydayWords;
	readonly english: EnglishWords;
	readonly spelled: SpelledWords;
	/** Words of everyday life and of the catalogue, in official words. */
	readonly words: ReadonlySet<string>;
	/** Feature → the entries and the texts it stands in. */
	readonly ofEntries: ReadonlyMap<string, readonly Met[]>;
	readonly ofTexts: ReadonlyMap<string, readonly MetText[]>;
	/** A text as it is written → the entries that have it. */
	readonly exact: ReadonlyMap<string, readonly number[]>;
	/** Words of danger, the longest first, and the entry that each belongs to. */
	readonly dangers: readonly { word: string; entry: number }[];
	/** Entry of each text, and its length as a vector. */
	readonly texts: readonly { entry: number; length: number }[];
	/** Number of features of an entry beside the average of all. */
	readonly size: readonly number[];
	/** How much it says that a feature is met: high when few entries have it, highest when none has. */
	rarity(key: string): number;
	/** Sound of two characters → feature of an entry that sounds so. */
	readonly bySound: ReadonlyMap<string, string>;
}

/** Texts taken up in one step: a few milliseconds. */
const textsInStep = 100;
const featuresInStep = 3000;

/** Builds the index in steps; stop between any two. The last value is the index. */
export function* buildGuide(book: CatalogueBook, words: GuideWords): Generator<undefined, GuideIndex> {
	const everyday = everydayWords(words);
	const { entries, texts } = guideTexts(book, words);
	yield;
	const ofEntries = new Map<string, Map<number, number>>();
	const ofTexts = new Map<string, MetText[]>();
	const features: Map<string, Feature>[] = [];
	const counts = entries.map(() => 0);
	const sounds = new Map<string, string>();
	const exact = new Map<string, number[]>();
	for (const [at, text] of texts.entries()) {
		const plain = plainText(text.text);
		exact.set(plain, [...(exact.get(plain) ?? []), text.entry]);
		const official = everyday.official(plain);
		const found = featuresOf(official, everyday.officials);
		features.push(found);
		counts[text.entry] = (counts[text.entry] ?? 0) + found.size;
		for (const { key, weight } of found.values()) {
			const entry = ofEntries.get(key) ?? new Map<number, number>();
			entry.set(text.entry, (entry.get(text.entry) ?? 0) + text.weight);
			ofEntries.set(key, entry);
			const list = ofTexts.get(key) ?? [];
			list.push({ text: at, weight });
			ofTexts.set(key, list);
		}
		for (const [sound, pair] of pairsBySound(official)) if (!sounds.has(sound)) sounds.set(sound, pair);
		if (at % textsInStep === textsInStep - 1) yield;
	}
	const rareness = (many: number) => Math.log(1 + (entries.length - many + 0.5) / (many + 0.5));
	const rarities = new Map<string, number>();
	const met = new Map<string, Met[]>();
	for (const [key, found] of ofEntries) {
		// An entry that names a feature in passing alone (a material) counts for part of an entry.
		let many = 0;
		for (const times of found.values()) many += Math.min(1, times);
		rarities.set(key, rareness(many));
		const list: Met[] = [];
		for (const [entry, times] of found) list.push({ entry, times });
		met.set(key, list);
		if (met.size % featuresInStep === 0) yield;
	}
	const unknown = rareness(weights.unknownAs);
	const rarity = (key: string) => rarities.get(key) ?? unknown;
	const average = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
	const lengths: number[] = [];
	for (const found of features) {
		let sum = 0;
		for (const { key, weight } of found.values()) sum += (weight * rarity(key)) ** 2;
		if (lengths.push(Math.sqrt(sum)) % (4 * textsInStep) === 0) yield;
	}
	const known = lexicon(texts, everyday);
	const whole = new Set<string>();
	for (const word of known.keys()) if (whole.add(everyday.official(word)).size % textsInStep === 0) yield;
	const spelled = yield* spelledWords(known);
	yield;
	const english = englishWords(entries, words.english);
	yield;
	return {
		entries,
		everyday,
		english,
		spelled,
		words: whole,
		ofEntries: met,
		ofTexts,
		exact,
		dangers: dangersOf(entries),
		texts: texts.map(({ entry }, at) => ({ entry, length: lengths[at] || 1 })),
		size: counts.map((count, at) => (entries[at]?.kind === 'topic' ? 1 : count / average)),
		rarity,
		bySound: sounds,
	};
}

function dangersOf(entries: readonly GuideEntry[]): { word: string; entry: number }[] {
	return entries
		.flatMap((entry, at) =>
			entry.kind === 'topic' && entry.topic.urgent !== null ? entry.topic.words.map((word) => ({ word: plainText(word), entry: at })) : [],
		)
		.sort((one, two) => two.word.length - one.word.length);
}

/** The whole index at once: for commands and tests. */
export function guideOf(book: CatalogueBook, words: GuideWords): GuideIndex {
	const steps = buildGuide(book, words);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** Words that may be known by their sound alone, each with what it means. */
function lexicon(texts: readonly GuideText[], everyday: EverydayWords): Map<string, string> {
	const found = new Map<string, string>();
	for (const { text, word } of texts) {
		const plain = plainText(text);
		if (word && /^\p{Script=Han}{2,8}$/u.test(plain)) found.set(plain, plain);
	}
	// Everyday words of two characters sound like too much else (坏了, 怀了).
	for (const [word, official] of everyday.known)
		if (/^\p{Script=Han}{3,8}$/u.test(word) || (word === official && /^\p{Script=Han}{2}$/u.test(word))) found.set(word, official);
	return found;
}

const han = /^\p{Script=Han}$/u;

/** Each two neighbouring Chinese characters, by their broad sound. */
export function pairsBySound(official: string): Map<string, string> {
	const pairs = new Map<string, string>();
	const characters = [...official];
	const sounds = syllablesOf(official).map(broadSound);
	for (let at = 0; at + 1 < characters.length; at += 1) {
		const [one = '', two = ''] = [characters[at], characters[at + 1]];
		if (han.test(one) && han.test(two)) pairs.set(`${sounds[at]} ${sounds[at + 1]}`, one + two);
	}
	return pairs;
}
