import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPinyinBook } from '../../renderer/terminal/keyboard/pinyin-book.ts';

const text = (name: string) => readFileSync(`${process.cwd()}/renderer/terminal/keyboard/data/${name}`, 'utf8');
const book = readPinyinBook(text('pinyin.txt'), text('parts.txt'));
const texts = (letters: string, most = 12) =>
	book
		.candidates(letters)
		.slice(0, most)
		.map((one) => one.text);

test.each([
	['xia', '夏'],
	['zhongguo', '中国'],
	['nihao', '你好'],
	['sfz', '身份证'],
	["xi'an", '西安'],
	['xian', '县'],
	['lv', '吕'],
	['zhuzhi', '住址'],
	['beijingshihaidianqu', '北京市海淀区'],
])('%s offers %s on the first page', (letters, word) => {
	expect(texts(letters)).toContain(word);
});

test('a word uses the letters it stands for, so that the rest can be gone on with', () => {
	expect(book.candidates('linxiaoyu').find(({ text }) => text === '林')).toEqual({ text: '林', uses: 3 });
	expect(book.candidates("xi'an")[0]).toEqual({ text: '西安', uses: 5 });
});

test('a syllable that is still being typed offers what it may become', () => {
	expect(texts('zhongg', 30)).toContain('中国');
	expect(texts('x')).toContain('小');
});

test.each(['𬭎 hong', '犇 ben', '垚 yao', '㛃 jie', '翀 chong', '喆 zhe', '龘 da'])(
	'the rare character of “%s” is reached by its sound',
	(pair) => {
		const [character, sound] = pair.split(' ') as [string, string];
		expect(book.candidates(sound).map(({ text }) => text)).toContain(character);
	},
);

test.each(['niuniuniu 犇', 'jinjinjin 鑫', 'huohuo 炎', 'shuishuishui 淼', 'nvji 𡡤'])('by the names of its parts: %s', (pair) => {
	const [spelling, character] = pair.split(' ') as [string, string];
	expect(book.spelled(spelling).map(({ text }) => text)).toContain(character);
});

test('nothing typed, nothing offered; nonsense offers nothing and does not fail', () => {
	expect(book.candidates('')).toEqual([]);
	expect(book.candidates("'''")).toEqual([]);
	expect(book.candidates('ivuiv')).toEqual([]);
	expect(book.spelled('q')).toEqual([]);
});

test('a line as long as the keyboard takes is read in a blink', () => {
	const started = process.cpuUsage();
	book.candidates('guangdongshengshenzhenshinanshanquyuehai'.slice(0, 40));
	// Of the processor: what else the machine does is none of its doing.
	expect(process.cpuUsage(started).user).toBeLessThan(500_000);
});
