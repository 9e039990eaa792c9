/** Staff from a table, byte by byte: what each table program writes is understood, and each wrong cell is told by row and column. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { newAccount, type StaffAccount } from '../../platform/people/staff-account.ts';
import { readStaffTable, type TableParts } from '../../platform/people/staff-table.ts';
import { plan } from '../domain/small-hall.ts';

const accounts = new Map<string, StaffAccount>([
	['0301', { ...newAccount({ name: '李敏', roles: ['window'] }, 0, null), secret: 'x' }],
	['9001', { ...newAccount({ name: '安全员', roles: ['security'] }, 0, null), secret: 'x' }],
	['0302', { ...newAccount({ name: '停了', roles: ['window'] }, 0, null), suspended: { by: '9001', at: 0, reason: 'x' } }],
]);
const parts: TableParts = {
	plan,
	departments: new Set(['GA', 'RS']),
	shifts: [
		{ id: 'S1', name: '早班', from: '08:30', to: '12:30' },
		{ id: 'S2', name: '全 天', from: '08:30', to: '17:00' },
	],
	mayKeepAccounts: true,
	by: '9001',
	account: (staff) => accounts.get(staff) ?? null,
	week: () => [null, null, null, null, null, null, null],
	isLastSecurity: (staff) => staff === '9001',
};
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const read = (text: string, more: Partial<TableParts> = {}) => readStaffTable(utf8(text), { ...parts, ...more });
const faults = (text: string, more: Partial<TableParts> = {}) =>
	read(text, more).look.problems.map(({ row, column, code }) => `${row ?? '-'} ${column ?? '-'} ${code}`);
const head = '工号,姓名,角色,窗口,常用窗口,部门,周一,周六';
const good = `${head}\r\n0401,张三,窗口人员,01、02,01,GA,早班 01,休\r\n`;

describe('tables that are right', () => {
	test('a person with windows, department and a week', () => {
		const { rows, look } = read(good);
		expect(look).toEqual({ rows: 1, good: 1, added: 1, changed: 0, same: 0, problems: [] });
		expect(rows[0]).toMatchObject({
			...{ row: 2, staff: '0401', name: '张三', roles: ['window'], windows: ['W01', 'W02'], usualWindow: 'W01', departments: ['GA'] },
			week: [{ shift: 'S1', window: 'W01' }, null, null, null, null, null, null],
		});
	});

	test('UTF-8 with and without byte-order mark, and GB18030 as written byte by byte, say the same', () => {
		const plain = read('工号,姓名,角色\n0401,张三,窗口人员\n').rows;
		expect(readStaffTable(Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), utf8('工号,姓名,角色\n0401,张三,窗口人员\n')]), parts).rows).toEqual(
			plain,
		);
		// 工 b9a4 号 bac5 姓 d0d5 名 c3fb 角 bdc7 色 c9ab 张 d5c5 三 c8fd 窗 b4b0 口 bfda 人 c8cb 员 d4b1
		const gb = Buffer.from('b9a4bac52cd0d5c3fb2cbdc7c9ab0d0a303430312cd5c5c8fd2cb4b0bfdac8cbd4b10d0a', 'hex');
		expect(readStaffTable(gb, parts).rows).toEqual(plain);
		// 㐀 is a sign of four bytes there: 8139ee39.
		const rare = Buffer.from('b9a4bac52cd0d5c3fb2cbdc7c9ab0a303430312cd5c58139ee392cb4b0bfdac8cbd4b10a', 'hex');
		expect(readStaffTable(rare, parts).rows[0]!.name).toBe('张㐀');
	});

	test('English headings, semicolons, tabs, quoted commas, blank lines and empty columns', () => {
		expect(read('Number;Name;Roles\n0401;"Zhang, San";clerk,manager\n').rows[0]).toMatchObject({
			name: 'Zhang, San',
			roles: ['window', 'manager'],
		});
		expect(read('工号\t姓名\t角色\n\n0401\t张三\t值班长\n\t\t\n').look).toMatchObject({ rows: 1, good: 1 });
		expect(read('工号,姓名,角色,,\n0401,张三,值班长,,\n').look.problems).toEqual([]);
	});

	test('a shift whose name has a blank is that shift; columns that are not there leave things as they are', () => {
		expect(read(`工号,姓名,角色,周二\n0401,张三,窗口人员,全 天\n`).rows[0]!.week![1]).toEqual({ shift: 'S2', window: null });
		expect(read('工号,姓名,角色\n0301,李敏,窗口人员\n').look).toMatchObject({ same: 1, changed: 0 });
		expect(read('工号,姓名,角色\n0301,李敏敏,窗口人员\n').look).toMatchObject({ changed: 1 });
	});
});

describe('cells that are wrong', () => {
	test('each is told, by row and column, and the other rows are good', () => {
		const table = `${head}
301,张三,窗口人员,01,,,,
0402,,经理,99,,XX,夜班,早班 77
0403,王五,系统管理员、值班长,,,,,
0404,赵六,窗口人员,02,01,,,
0404,钱七,窗口人员,,,,,
0302,停了,窗口人员,,,,,
9001,安全员,窗口人员,,,,,
0405,孙八,窗口人员,01,01,GA,休,,多一格
0406,周九,窗口人员,01,01,RS,早班,休`;
		expect(faults(table)).toEqual([
			'2 工号 number-short',
			'3 姓名 empty',
			'3 角色 unknown-role',
			'3 窗口 unknown-window',
			'3 部门 unknown-department',
			'3 周一 unknown-shift',
			'3 周六 unknown-window',
			'4 角色 roles-apart',
			'5 常用窗口 window-closed',
			'6 工号 number-twice',
			'7 工号 suspended',
			'8 角色 own-account',
			'8 角色 last-security',
			'9 - cells-too-many',
		]);
		expect(read(table).rows.map(({ staff }) => staff)).toEqual(['0406']);
	});

	test.each([
		['', '- - empty-table'],
		['工号,姓名,角色\n', '- - empty-table'],
		['姓名,角色\n张三,值班长\n', '- 工号 column-missing'],
		['工号,姓名,角色,口令\n0401,张三,值班长,1234\n', '- 口令 secret-column'],
		['工号,姓名,角色,PIN\n0401,张三,值班长,1234\n', '- PIN secret-column'],
		['工号,姓名,角色,工号\n0401,张三,值班长,1\n', '- 工号 column-twice'],
		['工号,姓名,角色,生日\n0401,张三,值班长,1\n', '- 生日 unknown-column'],
		['工号,姓名,角色\n0401,"张三,值班长\n', '- - quotes-not-closed'],
	])('%j: %s, and nothing of it is taken', (table, fault) => {
		expect(faults(table)).toEqual([fault]);
		expect(read(table).rows).toEqual([]);
	});

	test('a workbook, a picture and random bytes are no table', () => {
		for (const bytes of [
			Buffer.from('504b03041400060008000000', 'hex'),
			Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
			Buffer.of(0xff, 0xff, 0),
		])
			expect(readStaffTable(bytes, parts).look.problems.map(({ code }) => code)).toEqual(['not-readable']);
	});

	test('a manager places people, and neither adds nor renames nor promotes anybody', () => {
		const manager = { mayKeepAccounts: false, by: '0001' };
		expect(faults('工号,姓名,角色\n0401,张三,窗口人员\n', manager)).toEqual(['2 工号 not-known']);
		expect(faults('工号,姓名,角色\n0301,李敏,值班长\n', manager)).toEqual(['2 角色 roles-differ']);
		expect(faults('工号,姓名,角色\n0301,李明,窗口人员\n', manager)).toEqual(['2 姓名 name-differs']);
		expect(faults('工号,姓名,角色,窗口\n0301,李敏,窗口人员,02\n', manager)).toEqual([]);
	});

	test('whatever the bytes are, it answers, and a row with a fault is never taken', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				const { rows, look } = readStaffTable(Buffer.concat([utf8('工号,姓名,角色\n'), bytes]), parts);
				const wrong = new Set(look.problems.map(({ row }) => row));
				expect(rows.every(({ row }) => !wrong.has(row))).toBe(true);
				expect(look.good).toBe(rows.length);
			}),
			{ numRuns: 300, seed: 3 },
		);
	});

	test('every fault there is has its words in both languages, and says what to do', () => {
		const source = readFileSync(new URL('../../platform/people/staff-table.ts', import.meta.url), 'utf8');
		const codes = new Set([...source.matchAll(/(?:tell|bad)\([^;]*?'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code!));
		for (const also of ['number-short', 'not-a-number', 'secret-column', 'unknown-column', 'no-shifts', 'unknown-shift']) codes.add(also);
		expect(codes.size).toBeGreaterThan(20);
		for (const language of ['zh-CN', 'en']) {
			const words = parse(readFileSync(new URL(`../../config/wording/${language}/staff.yaml`, import.meta.url), 'utf8'));
			expect([...codes].filter((code) => !words.table[code])).toEqual([]);
		}
	});
});
