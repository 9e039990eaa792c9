/** How a notice is put into one language: the hall's words come in as a function, names and sentences from the catalogue. */
import type { CatalogueBook, Sentence } from '../contracts/catalogue-book.ts';
import type { Words } from '../contracts/identity.ts';

/** Looks up a text of `config/wording/<language>/notice.yaml` and fills its `{{places}}`; `count` chooses an English plural. */
export type NoticeText = (key: string, params?: Record<string, string | number>) => string;

/** One line. `zh`: a sentence that stands in Chinese alone, after the text of a page in another language; shown with `lang="zh-CN"`. */
export interface SaidLine {
	text: string;
	zh?: string;
}
/** Something with a name and what is said of it; without `head` the lines alone. */
export interface SaidEntry {
	head: SaidLine | null;
	lines: SaidLine[];
}
export interface SaidSection {
	id: string;
	title: string;
	entries: SaidEntry[];
}

export interface Speaker {
	language: 'zh-CN' | 'en';
	t: NoticeText;
	book: CatalogueBook;
	say(words: Words): string;
	/** A text with a sentence of the catalogue behind it; `before` may be empty. */
	sentence(sentence: Sentence, before?: string): SaidLine;
	/** Names in a row. */
	row(names: readonly string[]): string;
	itemName(code: string): string;
	deptName(code: string): string;
}

export function speakerOf(book: CatalogueBook, language: 'zh-CN' | 'en', t: NoticeText): Speaker {
	const say = (words: Words) => (language === 'en' ? words.en : words.zh);
	const named = (found: { name: Words } | undefined, code: string) => (found ? say(found.name) : code);
	return {
		language,
		t,
		book,
		say,
		sentence({ zh, en }, before = '') {
			if (language === 'zh-CN') return { text: `${before}${zh}` };
			return en === null ? { text: before, zh } : { text: `${before}${en}` };
		},
		row: (names) => names.join(t('comma')),
		itemName: (code) =>
			named(
				book.items.find((one) => one.code === code),
				code,
			),
		deptName: (code) =>
			named(
				book.departments.find((one) => one.code === code),
				code,
			),
	};
}

/** A line as plain text, for paper. */
export function lineText({ text, zh }: SaidLine): string {
	return zh === undefined ? text : `${text}${zh}`;
}
