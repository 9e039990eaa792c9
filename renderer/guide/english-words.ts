/** English requests: words for which a Chinese one is known, and the English names of the catalogue, with slips and half words. */
import MiniSearch from 'minisearch';
import type { GuideWords } from '../../domain/contracts/guide-words.ts';
import type { GuideEntry } from './guide-texts.ts';
import { plainText } from './plain-text.ts';

export interface EnglishWords {
	/** In Chinese words as far as they are known, with the share of the request that was; `null` = nothing of it. */
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
	const phrases = new Map(english.flatMap(({ official, say }) => say.map((phrase) => [plainText(phrase), official] as const)));
	const search = new MiniSearch<{ id: number; name: string }>({
		fields: ['name'],
		tokenize: (text) => plainText(text).split(' '),
		processTerm: (term) => (term === '' || fillers.has(term) ? null : stem(term)),
		searchOptions: { prefix: (term) => term.length >= 3, fuzzy: (term) => (term.length >= 5 ? 0.2 : false) },
	});
	search.addAll(entries.flatMap((entry, id) => (entry.kind === 'topic' ? [] : [{ id, name: entry.name.en }])));
	const inChinese: EnglishWords['inChinese'] = (plain) => {
		const words = plain.split(' ');
		const found: string[] = [];
		let told = 0;
		let known = 0;
		for (let at = 0; at < words.length; ) {
			let length = Math.min(longestPhrase, words.length - at);
			while (length > 0 && !phrases.has(words.slice(at, at + length).join(' '))) length -= 1;
			if (length > 0) {
				found.push(phrases.get(words.slice(at, at + length).join(' ')) ?? '');
				known += length;
				told += length;
				at += length;
			} else {
				if (!fillers.has(words[at] ?? '')) told += 1;
				at += 1;
			}
		}
		return found.length === 0 ? null : { official: found.join(' '), share: known / told };
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

/** Plural and singular are one. */
function stem(term: string): string {
	return term.length > 3 && term.endsWith('s') && !term.endsWith('ss') ? term.slice(0, -1) : term;
}
