/** The texts by which an entry of the catalogue, or a topic that belongs elsewhere, can be found. */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { GuideTopic, GuideWords } from '../../domain/contracts/guide-words.ts';
import type { Words } from '../../domain/contracts/identity.ts';

export type GuideEntry =
	| { kind: 'item' | 'theme'; code: string; name: Words /** Items of a theme. */; items: readonly string[] }
	| { kind: 'topic'; code: string; topic: GuideTopic };

export interface GuideText {
	/** Place of its entry in `entries`. */
	entry: number;
	text: string;
	/** How much it says about the entry. */
	weight: number;
	/** A word or a name, not a sentence: such words may be recognised by their sound. */
	word: boolean;
}

const ofName = 1;
const ofPart = 0.9;
const ofKeyword = 1;
const ofSaying = 0.9;
const ofResult = 0.6;
const ofMaterial = 0.15;

export function guideTexts(book: CatalogueBook, words: GuideWords): { entries: GuideEntry[]; texts: GuideText[] } {
	const entries: GuideEntry[] = [];
	const texts: GuideText[] = [];
	const open = (entry: GuideEntry) => {
		const at = entries.push(entry) - 1;
		const seen = new Set<string>();
		return (list: readonly string[], weight: number, word = false) => {
			for (const text of list) if (!seen.has(text)) texts.push({ entry: at, text: seen.add(text) && text, weight, word });
		};
	};
	for (const theme of book.themes) {
		const add = open({
			kind: 'theme',
			code: theme.code,
			name: theme.name,
			items: theme.items.filter((item) => item.default).map(({ ref }) => ref),
		});
		const name = theme.name.zh.replace(/[“"]一件事[”"]/, '');
		add([name, ...theme.aliases], ofName, true);
		add(theme.keywords, ofKeyword, true);
		add(theme.utterances, 1);
		add(words.sayings[theme.code] ?? [], ofSaying);
	}
	const materials = new Map(book.materials.map((material) => [material.code, material.name.zh]));
	for (const item of book.items) {
		const add = open({ kind: 'item', code: item.code, name: item.name, items: [] });
		const parts = item.name.zh.split(/[（）()、，“”]/).filter((part) => part.length > 2);
		add([item.name.zh], ofName, parts.length === 1);
		add(parts, ofPart, true);
		add(item.keywords, ofKeyword, true);
		add(item.utterances, 1);
		add(words.sayings[item.code] ?? [], ofSaying);
		add(
			item.results.map(({ name }) => name.zh),
			ofResult,
			true,
		);
		add(
			item.materials.flatMap(({ ref }) => materials.get(ref) ?? []),
			ofMaterial,
		);
	}
	for (const topic of words.topics) {
		const add = open({ kind: 'topic', code: topic.code, topic });
		add([...topic.words, ...topic.phrases], 1);
	}
	return { entries, texts };
}
