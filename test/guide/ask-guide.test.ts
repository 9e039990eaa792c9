/** What the guide makes of the ways in which people write. */
import { describe, expect, test } from 'vitest';
import { askGuide } from '../../renderer/guide/ask-guide.ts';
import { buildGuide, guideOf } from '../../renderer/guide/guide-index.ts';
import { book } from '../domain/book/demo-book.ts';
import { ask, guide } from './demo-guide.ts';

const firstOf = (text: string) => ask(text).matches[0]?.code;
const threeOf = (text: string) =>
	ask(text)
		.matches.slice(0, 3)
		.map(({ code }) => code);

describe('the ways in which people write', () => {
	test.each([
		['given names of home and dialect', '俺家小子刚落地，户口咋整', 'GR-01'],
		['what happened, not what it is called', '老爷子上周走了要办哪些手续', 'GR-11'],
		['dialect of the south', '唔见咗身份证点补办', 'GA-003'],
		['a wrong character that sounds the same', '身分正丢了', 'GA-003'],
		['two wrong characters', '申请低宝', 'MZ-002'],
		['pinyin in full', 'shebaoka buban', 'RS-002'],
		['first letters', 'gjjtq', 'GJJ-003'],
		['a word half typed', '异地就', 'YB-003'],
		['English', 'renew my passport', 'CRJ-001'],
		['English with a slip of the finger', 'divorse', 'MZ-010'],
		['English, half a word', 'divorc', 'MZ-010'],
		['wide letters', 'ｌｉｈｕｎ', 'MZ-010'],
		['traditional characters', '開餐廳要辦什麼手續', 'QY-10'],
		['English within Chinese', '我想apply一个passport', 'CRJ-001'],
		['what is done already beside what is not', '新车税已经交了，牌还没上', 'GR-14'],
		['what is not wanted before what is', '不办护照，就办个去澳门的', 'CRJ-002'],
		['a word with something between its halves', '给二手房过个户', 'GR-09'],
		['signs and emoji around it', '🙏🙏 办护照！！！', 'CRJ-001'],
	])('%s: %s', (_, text, code) => {
		expect(firstOf(text)).toBe(code);
	});

	test.each(['shhk', 'shk', 'shanghukou', 'shang hu kou', 'shanghuk'])('上户口 by its letters: %s', (letters) => {
		expect(threeOf(letters)).toEqual(expect.arrayContaining(['GA-001']));
	});

	test('several things at once lead to the theme, one of them to the item', () => {
		expect(firstOf('二手房过户水电气一起办')).toBe('GR-09');
		expect(firstOf('去世老人的驾驶证注销')).toBe('JJ-003');
	});

	test('says which words met, in the words of the hall', () => {
		expect(ask('老爷子上周走了，户口怎么办').matches[0]?.because).toEqual(expect.arrayContaining(['户口']));
		for (const { because } of ask('给孩子上户口').matches) expect(because.length).toBeGreaterThan(0);
	});

	test('what a hall or the catalogue wrote down is found by exactly these words', () => {
		for (const theme of book.themes) for (const said of theme.utterances) expect(threeOf(said), said).toContain(theme.code);
	});
});

describe('what is not done here', () => {
	test.each(['明天会下雨吗', '买张去上海的火车票', '手机屏幕碎了', '挂个牙科的号', '股票能不能买', '附近有什么好吃的', 'pizza'])(
		'%s',
		(text) => {
			const { matches, outOfScope, topic } = ask(text);
			expect({ matches, outOfScope }).toEqual({ matches: [], outOfScope: true });
			expect(topic?.tell.zh).toBeTruthy();
			expect(topic?.urgent).toBeNull();
		},
	);

	test.each([
		['楼上着火了', '119'],
		['隔壁邻居打人', '110'],
		['小区有人被困在电梯', '119'],
		['有人拿刀砍人', '110'],
		['我妈突然晕倒了', '120'],
		['门口撞车了', '122'],
		['我不想活了', '12356'],
	])('danger, with the number to call: %s', (text, number) => {
		expect(ask(text).topic?.urgent).toBe(number);
	});

	test('danger is spoken of even beside an errand that fits', () => {
		const { matches, topic } = ask('家里突然着火没钱了');
		expect(matches.map(({ code }) => code)).toContain('MZ-004');
		expect(topic?.urgent).toBe('119');
	});
});

describe('input of any kind', () => {
	const strange: [string, string][] = [
		['nothing', ''],
		['spaces', '   \n\t '],
		['emoji alone', '😀🎉👨‍👩‍👧'],
		['control characters', '\u0000\u0001\u001b\u007f'],
		['only words of courtesy', '请问怎么办'],
	];
	test.each(strange)('%s says nothing, and nothing is offered', (_, text) => {
		expect(ask(text)).toEqual({ matches: [], outOfScope: true, topic: null, nothingSaid: true });
	});

	test('10 000 characters are read as far as somebody means one thing, and quickly', () => {
		const long = `给孩子上户口${'很久很久以前'.repeat(1700)}`;
		expect(ask(long)).toEqual(ask([...long].slice(0, 200).join('')));
		expect(() => ask('z'.repeat(10_000))).not.toThrow();
		expect(() => ask('\ud800'.repeat(10_000))).not.toThrow();
	});

	test('the same request has the same answer', () => {
		expect(ask('户口')).toEqual(ask('户口'));
	});
});

describe('the index', () => {
	test('is built in many small steps, and in one go it is the same', () => {
		const steps = buildGuide(book, book.guide);
		let count = 1;
		let step = steps.next();
		while (!step.done) {
			count += 1;
			step = steps.next();
		}
		expect(count).toBeGreaterThan(60);
		expect(askGuide(step.value, '身份证丢了')).toEqual(ask('身份证丢了'));
	});

	test('without a word beside the catalogue it still finds by the catalogue', () => {
		const bare = guideOf(book, { fillers: [], service: [], together: [], everyday: [], english: [], sayings: {}, topics: [] });
		expect(askGuide(bare, '居住证').matches[0]?.code).toBe('GA-005');
	});

	test('holds every item and theme', () => {
		expect(guide.entries.filter(({ kind }) => kind !== 'topic')).toHaveLength(204);
	});
});
