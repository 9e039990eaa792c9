import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Audience, maskName, maskText } from '../../domain/masking/mask.ts';

test.each([
	['林小雨', '林*'],
	['张三', '张*'],
	['欧阳明', '欧阳*'],
	['司马相如', '司马*'],
	// Two characters alone: the second is the given name, even where the pair is also a compound family name.
	['欧阳', '欧*'],
	['阿依古丽·买买提', '阿*'],
	['迪丽热巴•迪力木拉提', '迪*'],
	['欧阳·明', '欧*'],
	['李', '*'],
	['', '*'],
	['   ', '*'],
	['𠮷田一郎', '𠮷*'],
	['𬎆', '*'],
	// A variant of a character, chosen by a sign after it, is one character.
	['葛󠄀城', '葛*'],
	['葛󠄀', '*'],
	// Half a character, from a damaged card.
	['\ud842', '*'],
	['\ud842李', '*'],
	['李\udfb7雷', '李*'],
	['MARY ANN LEE', 'M*'],
	['J', '*'],
	["O'BRIEN", 'O*'],
	['  王芳  ', '王*'],
])('P1 the name %j may be seen as %j', (name, masked) => {
	expect(maskName(name)).toBe(masked);
});

test.each<[string, string, Audience, string]>([
	['11010519491231002X', 'idNumber', 'public', '1****************X'],
	['11010519491231002X', 'idNumber', 'staff', '110***********002X'],
	['110105491231002', 'idNumber', 'public', '1*************2'],
	['110105491231002', 'idNumber', 'staff', '110********1002'],
	['H12345678', 'idNumber', 'staff', 'H*******8'],
	['E123', 'idNumber', 'staff', '****'],
	['13812345678', 'phone', 'public', '138****5678'],
	['13812345678', 'phone', 'staff', '138****5678'],
	['0571-87654321', 'phone', 'staff', '057******4321'],
	['62345678', 'phone', 'staff', '6******8'],
	['110', 'phone', 'public', '***'],
	['622200001234', 'bankAccount', 'staff', '********1234'],
	['123456', 'bankAccount', 'staff', '*****6'],
	['x', 'unknown', 'public', '*'],
	['金丝雀 1', 'somethingNew', 'staff', '*****'],
])('P1 %s as %s for %s: %s', (text, mask, audience, seen) => {
	expect(maskText(text, mask, audience)).toBe(seen);
});

test.each([
	['浙江省杭州市西湖区文三路1号', '浙江省杭州市西湖区*'],
	['示例省样本市东城区', '示例省样本市东城区*'],
	['北京市朝阳区建国路88号院1号楼', '北京市朝阳区*'],
	['上海市浦东新区世纪大道', '上海市浦东新区*'],
	['江苏省昆山市玉山镇前进中路1号', '江苏省昆山市*'],
	['内蒙古自治区锡林郭勒盟正蓝旗上都镇', '内蒙古自治区锡林郭勒盟正蓝旗*'],
	['新疆维吾尔自治区乌鲁木齐市天山区光明路', '新疆维吾尔自治区乌鲁木齐市天山区*'],
	['甘肃省临夏回族自治州东乡族自治县锁南镇', '甘肃省临夏回族自治州东乡族自治县*'],
	['山东省济宁市市中区太白楼路', '山东省济宁市市中区*'],
	['香港特别行政区中西区干诺道', '香港特别行政区中西区*'],
	['江苏省镇江市京口区中山东路', '江苏省镇江市京口区*'],
	['江西省景德镇市昌江区瓷都大道', '江西省景德镇市昌江区*'],
	['浙江省台州市路桥区商海街', '浙江省台州市路桥区*'],
	['南京市鼓楼区中山路', '南京市鼓楼区*'],
	['中山路县前街5号', '*'],
	['东城区幸福小区5号', '东城区*'],
	['幸福小区东区5号楼', '*'],
	['文三路菜市场2号', '*'],
	['某村3组', '*'],
	['12 Canary Street', '*'],
	['', '*'],
])('P1 the address %s as far as its district: %s', (address, seen) => {
	for (const audience of ['public', 'staff'] as const) expect(maskText(address, 'address', audience)).toBe(seen);
});

describe('whatever somebody is called and whatever numbers they have', () => {
	const digits = (min: number, max = min) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
	const day = fc
		.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
		.map((at) => at.toISOString().slice(0, 10).replaceAll('-', ''));
	/** 18 and 15 places, residence permits, permanent residence old and new, passports, permits of Hong Kong and Macao. */
	const document = fc.oneof(
		fc.tuple(digits(6), day, digits(3), fc.constantFrom(...'0123456789X')).map((all) => ({ number: all.join(''), born: all[1] })),
		fc.tuple(digits(6), day, digits(3)).map(([area, born, last]) => ({ number: area + born.slice(2) + last, born: born.slice(2) })),
		fc.tuple(fc.constantFrom('81', '82', '83'), digits(4), day, digits(4)).map((all) => ({ number: all.join(''), born: all[2] })),
		fc
			.tuple(digits(4), day, digits(4))
			.map(([area, born, last]) => ({ number: `USA${area}${born.slice(2)}${last.slice(0, 2)}`, born: born.slice(2) })),
		fc.tuple(day, digits(6)).map(([born, rest]) => ({ number: `9${rest.slice(0, 5)}${born}${rest.slice(2)}`, born })),
		fc.tuple(fc.constantFrom('E', 'G', 'H', 'M', 'EA'), digits(7, 8)).map(([letter, rest]) => ({ number: letter + rest, born: rest })),
	);

	test('P1 no document shows five figures in a row of what it was, nor the day of birth, and public places show two characters', () => {
		fc.assert(
			fc.property(document, ({ number, born }) => {
				for (const audience of ['public', 'staff'] as const) {
					const seen = maskText(number, 'idNumber', audience);
					expect([...seen].length).toBe(number.length);
					expect(seen.match(/\d{5}/)).toBeNull();
					expect(seen).not.toContain(born);
					expect([...seen].filter((each) => each === '*').length).toBeGreaterThanOrEqual(4);
					if (audience === 'public') expect(seen.replaceAll('*', '').length).toBeLessThanOrEqual(2);
				}
			}),
			{ numRuns: 600, seed: 7 },
		);
	});

	test('P1 phones and bank accounts of any length hide four figures at least, and show no five in a row', () => {
		fc.assert(
			fc.property(
				digits(0, 24),
				fc.constantFrom('phone', 'bankAccount', 'idNumber'),
				fc.constantFrom<Audience>('public', 'staff'),
				(text, mask, audience) => {
					const seen = maskText(text, mask, audience);
					expect(seen.match(/\d{5}/)).toBeNull();
					expect([...seen].filter((each) => each === '*').length).toBeGreaterThanOrEqual(Math.min(4, Math.max(1, text.length)));
				},
			),
			{ numRuns: 400, seed: 7 },
		);
	});

	test('P1 any text at all, with characters outside the basic plane and halves of them: a whole text comes out, masking it twice tells no more', () => {
		const anything = fc.string({ unit: 'binary', maxLength: 40 });
		fc.assert(
			fc.property(anything, (text) => {
				const name = maskName(text);
				expect(name).not.toMatch(/\p{Surrogate}/u);
				expect([...name].length).toBeLessThanOrEqual(3);
				expect(name.endsWith('*')).toBe(true);
				const once = maskText(text, 'address', 'staff');
				expect(once.match(/\d/)).toBeNull();
				expect(maskText(once, 'address', 'staff').length).toBeLessThanOrEqual(once.length);
			}),
			{ numRuns: 400, seed: 7 },
		);
	});
});
