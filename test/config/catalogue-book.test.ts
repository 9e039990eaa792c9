import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { catalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import { book } from '../domain/book/demo-book.ts';

const read = () => readCatalogue(join(import.meta.dirname, '../../config/catalogue'), new ProblemList());

describe('the catalogue as a book', () => {
	test('fits the contract, and nothing of it is lost on the way', () => {
		expect(catalogueBook.parse(JSON.parse(JSON.stringify(book)))).toEqual(book);
		const files = read();
		expect(book.items.map(({ code }) => code)).toEqual(files.items.map(({ value }) => value.code));
		expect(book.themes.map(({ code }) => code)).toEqual(files.themes.map(({ value }) => value.code));
		for (const { value } of files.items) {
			const item = book.items.find(({ code }) => code === value.code);
			expect(item?.materials.map(({ ref }) => ref)).toEqual(value.materials.map(({ ref }) => ref));
			expect(item?.fees.length).toBe(value.fee.items?.length ?? 0);
		}
	});

	test('its hash stands for its content', () => {
		const { hash, ...content } = book;
		expect(hash).toBe(createHash('sha256').update(canonicalJson(content)).digest('hex'));
		expect(catalogueBookFrom(read(), book.guide).hash).toBe(hash);
		const files = read();
		const [first] = files.materials;
		if (first) first.value.name.zh = '另一个名字';
		expect(catalogueBookFrom(files, book.guide).hash).not.toBe(hash);
	});

	test('conditions of items are not said twice: a theme keeps its own alone', () => {
		for (const theme of book.themes)
			expect(theme.conditions.map(({ zh }) => zh)).toEqual([
				'申请人可选办全部或部分事项',
				'同意部门间共享核验所需信息；不同意的按一般方式提交材料',
			]);
	});

	test('without an English file every sentence is still there, in Chinese', () => {
		const plain = catalogueBookFrom({ ...read(), sentences: [] });
		expect(plain.items[0]?.conditions[0]).toEqual({ zh: book.items[0]?.conditions[0]?.zh, en: null });
	});

	test('a legal basis in English mode is not Chinese: of items and of the reasons why a field is asked', () => {
		const all = [...book.items.flatMap(({ basis }) => basis), ...book.purposes.map(({ basis }) => basis)];
		expect(all.length).toBeGreaterThan(150);
		expect(all.filter(({ en }) => en === null || /\p{Script=Han}/u.test(en))).toEqual([]);
	});

	test('every English sentence belongs to one of the catalogue', () => {
		const known = new Set<string>();
		JSON.stringify(book, (_key, value: unknown) => {
			if (typeof value === 'object' && value !== null && 'zh' in value) known.add(String(value.zh));
			return value;
		});
		expect(read().sentences.filter(({ zh }) => !known.has(zh))).toEqual([]);
	});
});
