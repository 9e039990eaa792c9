import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../domain/contracts/device-columns.ts';
import { type Charset, encodeCharacter, withoutControls, wrap } from '../../../drivers/printer/text.ts';
import { golden, toHex } from '../golden.ts';

const encode = (text: string, charset: Charset) =>
	[...text].map((one) => toHex(encodeCharacter(one, charset) ?? new Uint8Array())).join('');

describe('text for paper', () => {
	it.each(golden.escpos.text)('$text goes out as GB18030 and has its columns', (vector) => {
		expect(encode(vector.text, 'gb18030')).toBe(vector.gb18030);
		expect(columnsOf(vector.text)).toBe(vector.columns);
	});
	it('a character the charset lacks is known as lacking; half a character is never made', () => {
		expect(encodeCharacter('㐂', 'gbk')).toBeNull();
		expect(encodeCharacter('𠮷', 'gbk')).toBeNull();
		expect(encodeCharacter('镕', 'gb2312')).toBeNull();
		expect(toHex(encodeCharacter('镕', 'gbk')!)).toBe('E946');
		expect(encodeCharacter('\ud842', 'gb18030')).toBeNull();
	});
	it('D2 control characters, line ends and marks that turn a text round are taken out', () => {
		expect(withoutControls('a\u001b@b\u001dV\u0000c\u0010\u0004\u0001')).toBe('a@bVc');
		expect(withoutControls('一\r\n二\u0085三\u2028四\u202e五\u200b六\u{e0100}七\ufeff')).toBe('一二三四五六七');
		expect(withoutControls('李㐂𠮷·é€￥')).toBe('李㐂𠮷·é€￥');
	});
	it('lines break by columns; a comma never opens a line, a bracket never ends one', () => {
		expect(wrap('一二三四五，六', 10)).toEqual(['一二三四', '五，六']);
		expect(wrap('户口簿（电子证照）', 8)).toEqual(['户口簿', '（电子证', '照）']);
		expect(wrap('one matter, Birth', 10)).toEqual(['one ', 'matter, ', 'Birth']);
		expect(wrap('到A044-B窗口', 6)).toEqual(['到', 'A044-B', '窗口']);
		expect(wrap('ABCDEFGHIJ', 4)).toEqual(['ABCD', 'EFGH', 'IJ']);
		expect(wrap('（ABCDEFGHIJ', 10)).toEqual(['（', 'ABCDEFGHIJ']);
	});
	it('a line never breaks through a character of four bytes', () => {
		expect(wrap('𠮷㐂𠮷㐂', 4)).toEqual(['𠮷㐂', '𠮷㐂']);
		expect(wrap('a𠮷𠮷', 4)).toEqual(['a𠮷', '𠮷']);
	});
});
