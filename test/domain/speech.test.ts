import { describe, expect, test } from 'vitest';
import { spokenCall, spokenCount, spokenMinutes, spokenNumber, spokenPeople, spokenTime, spokenWindow } from '../../domain/speech.ts';

describe('numbers read aloud', () => {
	test.each([
		['A044', 'A 零 四 四', 'A zero four four'],
		['A2-007', 'A 二，零 零 七', 'A two, zero zero seven'],
		['AB115', 'A B 一 一 五', 'A B one one five'],
		['K12-1003', 'K 一 二，一 零 零 三', 'K one two, one zero zero three'],
	])('ticket %s', (number, zh, en) => {
		expect([spokenNumber(number), spokenNumber(number, 'en')]).toEqual([zh, en]);
	});

	test('幺 only if the hall turns it on', () => expect(spokenNumber('A115', 'zh-CN', true)).toBe('A 幺 幺 五'));

	test.each([
		['04', '四', 'four'],
		['02', '二', 'two'],
		['10', '十', 'ten'],
		['12', '十二', 'twelve'],
		['20', '二十', 'twenty'],
		['24', '二十四', 'twenty-four'],
		['101', '一百零一', 'one hundred and one'],
	])('window %s', (window, zh, en) => {
		expect([spokenWindow(window), spokenWindow(window, 'en')]).toEqual([zh, en]);
	});

	test.each([
		[0, '零', 'zero'],
		[110, '一百一十', 'one hundred and ten'],
		[315, '三百一十五', 'three hundred and fifteen'],
		[1005, '一千零五', 'one thousand and five'],
		[1050, '一千零五十', 'one thousand and fifty'],
		[2026, '二千零二十六', 'two thousand and twenty-six'],
		[9999, '九千九百九十九', 'nine thousand nine hundred and ninety-nine'],
	])('count %i', (value, zh, en) => {
		expect([spokenCount(value), spokenCount(value, 'en')]).toEqual([zh, en]);
	});

	test.each<[[number, number], string, string]>([
		[[45, 55], '四十五到五十五分钟', 'forty-five to fifty-five minutes'],
		[[2, 4], '两到四分钟', 'two to four minutes'],
		[[1, 1], '一分钟', 'one minute'],
		[[0, 0], '不用等', 'no wait'],
	])('minutes %j', (range, zh, en) => {
		expect([spokenMinutes(range), spokenMinutes(range, 'en')]).toEqual([zh, en]);
	});

	test.each([
		['10:24', '十点二十四分', 'ten twenty-four'],
		['10:05', '十点零五分', 'ten oh five'],
		['14:00', '十四点', "fourteen o'clock"],
		['02:02', '两点零二分', 'two oh two'],
		['00:30', '零点三十分', 'zero thirty'],
	])('time %s', (time, zh, en) => {
		expect([spokenTime(time), spokenTime(time, 'en')]).toEqual([zh, en]);
	});

	test.each([
		[1, '一位', 'one person'],
		[2, '两位', 'two people'],
		[12, '十二位', 'twelve people'],
	])('%i people', (people, zh, en) => {
		expect([spokenPeople(people), spokenPeople(people, 'en')]).toEqual([zh, en]);
	});

	test('a call', () => {
		expect(spokenCall('A044', '04')).toBe('请 A 零 四 四 号，到 四 号 窗口。');
		expect(spokenCall('A2-007', '12', 'en')).toBe('Number A two, zero zero seven, please go to window twelve.');
	});
});
