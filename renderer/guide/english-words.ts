/** English requests: words for which a Chinese one is known, and the English names of the catalogue, with slips and half words. */
import MiniSearch from 'minisearch';
import type { GuideWords } from '../../domain/contracts/guide-words.ts';
import type { GuideEntry } from './guide-texts.ts';
import { plainText } from './plain-text.ts';

export interface EnglishWords {
	/** In Chinese words as far as they are known, and Chinese beside it as it stands, with the share of the English that was; `null` = nothing of it. */
	inChinese(plain: string): { official: string; share: number } | null;
	/** Entry → how much of the request its English name meets, 0 to 1. */
	byName(plain: string): Map<number, number>;
}

/** Said with any request. */
const fillers = new Set(
	`a an and any apply application at can could do does for from get have help how i if in is it like me my need new of office on or our
	please register registration some the there this to want was we what where which with would you your certificate service`.split(/\s+/),
);
const longestPhrase = 4;
const fullName = 0.8;

export function englishWords(entries: readonly GuideEntry[], english: GuideWords['english']): EnglishWords {
	const phrases = new Map(
		english.flatMap(({ official, say }) => say.map((phrase) => [stemmed(plainText(phrase).split(' ')), official] as const)),
	);
	const search = new MiniSearch<{ id: number; name: string }>({
		fields: ['name'],
		tokenize: (text) => plainText(text).split(' '),
		processTerm: (term) => (term === '' || fillers.has(term) ? null : stem(term)),
		searchOptions: { prefix: (term) => term.length >= 3, fuzzy: (term) => (term.length >= 5 ? 0.2 : false) },
	});
	search.addAll(entries.flatMap((entry, id) => (entry.kind === 'topic' ? [] : [{ id, name: entry.name.en }])));
	const inChinese: EnglishWords['inChinese'] = (plain) => {
		const words = plain.split(wordEnds).filter((word) => word !== '');
		const found: string[] = [];
		let [told, known] = [0, 0];
		for (let at = 0; at < words.length; ) {
			const word = words[at] ?? '';
			if (han.test(word)) {
				found.push(word);
				at += 1;
				continue;
			}
			let length = Math.min(longestPhrase, words.length - at);
			while (length > 0 && !phrases.has(stemmed(words.slice(at, at + length)))) length -= 1;
			if (length > 0) {
				found.push(phrases.get(stemmed(words.slice(at, at + length))) ?? '');
				known += length;
				told += length;
				at += length;
			} else {
				if (!fillers.has(word)) told += 1;
				at += 1;
			}
		}
		return known === 0 ? null : { official: found.join(' '), share: known / told };
	};
	return {
		inChinese,
		byName(plain) {
			const asked = plain.split(' ').filter((word) => word !== '' && !fillers.has(word));
			const met = new Map<number, number>();
			if (asked.length === 0) return met;
			const results = search.search(plain);
			const best = results[0]?.score ?? 1;
			// Of two names that have all the words, the shorter one fits better, and the library knows.
			for (const { id, queryTerms, score } of results)
				met.set(id, (new Set(queryTerms).size / asked.length) * (fullName + (1 - fullName) * (score / best)));
			return met;
		},
	};
}

const han = /\p{Script=Han}/u;
/** Between words, and between Chinese and English: passport到期了 is two. */
const wordEnds = / +|(?<=\p{Script=Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Han})/u;
const stemmed = (words: readonly string[]) => words.map(stem).join(' ');

/** Plural and singular are one. */
function stem(term: string): string {
	return term.length > 3 && term.endsWith('s') && !term.endsWith('ss') ? term.slice(0, -1) : term;
}
