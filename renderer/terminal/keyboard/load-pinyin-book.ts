/** The books are large: they are fetched from the app itself when a keyboard is shown for the first time. */
import { type PinyinBook, readPinyinBook } from './pinyin-book.ts';

let book: Promise<PinyinBook> | null = null;

export function loadPinyinBook(): Promise<PinyinBook> {
	book ??= Promise.all([import('./data/pinyin.txt?raw'), import('./data/parts.txt?raw')]).then(([pinyin, parts]) =>
		readPinyinBook(pinyin.default, parts.default),
	);
	return book;
}
