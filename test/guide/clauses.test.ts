/** Which clauses of a request name an errand that nobody came for. */
import { describe, expect, test } from 'vitest';
import { clausesOf } from '../../renderer/guide/clauses.ts';
import { plainText } from '../../renderer/guide/plain-text.ts';

const read = (text: string) => clausesOf(plainText(text)).map(({ text, past }) => (past ? `(${text})` : text));

describe('clauses', () => {
	test.each([
		['户口已经上好了，现在要办医保', ['(户口已经上好了)', '现在要办医保']],
		['结婚证领完了现在想迁户口', ['(结婚证领完了)', '现在想迁户口']],
		['我不是要退休，是想查缴费', ['(我不是要退休)', '是想查缴费']],
		['我不要代开发票，我要完税证明', ['(我不要代开发票)', '我要完税证明']],
	])('what is done or not wanted stands apart: %s', (text, clauses) => {
		expect(read(text)).toEqual(clauses);
	});

	test.each([
		['还没办好，怎么办', ['还没办好', '怎么办']],
		['户口办不了了，找谁', ['户口办不了了', '找谁']],
		['坐车不要钱，那个卡', ['坐车不要钱', '那个卡']],
		['老爷子上周走了，户口怎么办', ['老爷子上周走了', '户口怎么办']],
	])('what is not done yet, or happened, counts in full: %s', (text, clauses) => {
		expect(read(text)).toEqual(clauses);
	});

	test('where nothing else is said, what is done is what was come for', () => {
		expect(read('营业执照办好了')).toEqual(['营业执照办好了']);
	});

	test('English is one clause, and nothing is none', () => {
		expect(read('I lost my passport, what now?')).toEqual(['i lost my passport what now']);
		expect(read('')).toEqual([]);
	});
});
