/** Puts the official word where an everyday one stands, so that a request and the catalogue speak alike. */
import type { GuideWords } from '../../domain/contracts/guide-words.ts';
import { plainText } from './plain-text.ts';

export interface EverydayWords {
	/** The text in official words; what tells nothing about the request has become a space. `plain` comes from `plainText`. */
	official(plain: string): string;
	/** The same without the gaps: 老人上周走了 becomes 去世 too. */
	joined(plain: string): string;
	/** Every official word and every word said for it, each with its official word. */
	readonly known: ReadonlyMap<string, string>;
	/** The official words themselves. */
	readonly officials: ReadonlySet<string>;
	/** Whether the text asks for several things at once. */
	together(plain: string): boolean;
	/** Whether an official text speaks of what people come to a hall for. */
	service(official: string): boolean;
}

export function everydayWords(words: Pick<GuideWords, 'fillers' | 'service' | 'together' | 'everyday'>): EverydayWords {
	const known = new Map<string, string>();
	const officials = new Set<string>();
	for (const { official, say } of words.everyday) {
		const means = plainText(official);
		officials.add(means);
		for (const word of say) known.set(plainText(word), means);
	}
	// An official word is never taken apart by a shorter everyday one.
	for (const official of officials) known.set(official, official);
	const fillers = new Map(words.fillers.map((word) => [plainText(word), ' ']));
	const together = words.together.map(plainText);
	const service = words.service.map(plainText);
	const longestKnown = longestOf(known);
	const longestFiller = longestOf(fillers);
	const replace = (text: string) => replaceLongest(text, known, longestKnown);
	// Twice, because an everyday word may be part of a longer one: 老爷子走了 → 老人走了 → 去世.
	const official = (plain: string) =>
		replaceLongest(replace(replace(plain)), fillers, longestFiller)
			.replace(/ +/g, ' ')
			.trim();
	// What is left of an everyday word without its fillers: 老人走了 is 老人走 there.
	const closed = new Map(known);
	for (const [word, means] of known) {
		const left = replaceLongest(word, fillers, longestFiller).replaceAll(' ', '');
		if (left.length >= shortestClosed && !closed.has(left)) closed.set(left, means);
	}
	return {
		known,
		officials,
		official,
		joined: (plain) => replaceLongest(official(plain).replaceAll(' ', ''), closed, longestKnown),
		together: (plain) => together.some((word) => plain.includes(word)),
		service: (official) => service.some((word) => official.includes(word)),
	};
}

/** Shorter remains would stand in too many other words. Characters. */
const shortestClosed = 3;

function longestOf(words: ReadonlyMap<string, string>): number {
	let longest = 0;
	for (const word of words.keys()) longest = Math.max(longest, word.length);
	return longest;
}

/** From left to right, always the longest word that stands there. */
function replaceLongest(text: string, words: ReadonlyMap<string, string>, longest: number): string {
	let out = '';
	for (let at = 0; at < text.length; ) {
		let length = Math.min(longest, text.length - at);
		while (length > 0 && !words.has(text.slice(at, at + length))) length -= 1;
		if (length === 0) {
			out += text[at];
			at += 1;
		} else {
			out += words.get(text.slice(at, at + length));
			at += length;
		}
	}
	return out;
}
