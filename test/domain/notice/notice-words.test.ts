import { describe, expect, test } from 'vitest';
import { noticeOf } from '../../../domain/notice/notice.ts';
import { type SaidNotice, sayNotice } from '../../../domain/notice/notice-words.ts';
import { lineText } from '../../../domain/notice/said.ts';
import { whereToGo } from '../../../domain/notice/where-to-go.ts';
import { book, defaultsOf, hall } from '../book/demo-book.ts';
import { noticeText } from './wording-of.ts';

function said(language: 'zh-CN' | 'en', theme: string | null, items: string[], of = book): SaidNotice {
	const selection = { theme, items };
	const where = whereToGo(hall.plan, hall.catalogue, selection);
	return sayNotice(of, noticeOf(of, selection), where.ok ? where.place : null, language, noticeText(language));
}
const everything = ({ title, items, brief, sections }: SaidNotice): string[] => [
	title,
	...items,
	...brief.flatMap(({ label, text }) => [label, text]),
	...sections.flatMap(({ title: of, entries }) => [
		of,
		...entries.flatMap(({ head, lines }) => [...(head ? [lineText(head)] : []), ...lines.map(lineText)]),
	]),
];
const everyNotice = [
	...book.themes.flatMap((theme) => [
		{ theme: theme.code, items: defaultsOf(theme) },
		{ theme: theme.code, items: theme.items.map(({ ref }) => ref) },
	]),
	...book.items.map(({ code }) => ({ theme: null, items: [code] })),
];

describe.each(['zh-CN', 'en'] as const)('the notice in words: %s', (language) => {
	test('all themes and items: every text has words, no place is left unfilled, every material is there by name', () => {
		for (const { theme, items } of everyNotice) {
			const words = said(language, theme, items);
			for (const text of everything(words)) expect(text, `${theme} ${items}`).toMatch(/\S/);
			const whole = everything(words).join('\n');
			expect(whole).not.toMatch(/\{\{|undefined|null|NaN/);
			// A key that has no words would stand there as `ways.made`.
			expect(whole.match(/\b[a-z]+[A-Za-z]*\.[a-z-]+[A-Za-z-]*\b/g)?.filter((key) => !key.startsWith('e.g')) ?? []).toEqual([]);
			for (const { material } of noticeOf(book, { theme, items }).materials)
				expect(whole).toContain(language === 'en' ? material.name.en : material.name.zh);
		}
	});
});

test('the few lines beside the choice', () => {
	expect(said('zh-CN', 'GR-01', ['YY-001', 'GA-001', 'WJ-004']).brief).toEqual([
		{ id: 'bring', label: '带上', text: '居民身份证（父母双方）、落户方居民户口簿、居民户口簿、居民身份证（申请人）（电子证照也行）' },
		{ id: 'not-needed', label: '不用带', text: '一件事综合申请表、出生医学证明、监护关系证明、本人银行账户' },
		{ id: 'later', label: '可以后补', text: '居民户口簿' },
		{ id: 'sometimes', label: '看情况', text: '另有 3 样，有的情况才要，完整清单里写明' },
		{ id: 'time', label: '多久办好', text: '5 个工作日、育儿补贴申领 20 个工作日' },
		{ id: 'fee', label: '费用', text: '不收费' },
	]);
	expect(said('zh-CN', null, ['GA-003']).brief.at(-1)?.text).toBe('期满或信息变更换领 20 元、遗失补领、损坏换领 40 元');
});

test('how one material can be met', () => {
	const entries = said('zh-CN', 'GR-01', ['YY-001', 'GA-001', 'RS-001']).sections.flatMap((section) => section.entries);
	const lines = (name: string) => entries.find(({ head }) => head?.text === name)?.lines.map(lineText);
	expect(lines('结婚证')).toEqual([
		'只在这时要：父母已登记结婚的（出生医学证明首次签发、出生登记（户口登记）要用）',
		'免提交：系统向民政局查',
		'查不到，或您不同意查的：出示原件，看过就还',
		'可以后补：签一份承诺书，受理后 5 个工作日内补上；补上以后出结果',
		'全国婚姻登记信息可共享',
	]);
	expect(lines('出生医学证明')?.[0]).toBe('不用带：这次办“出生医学证明首次签发”时产生');
	expect(lines('近期证件照')?.[0]).toBe('不用带：窗口当场采集，也可以自己带来');
});

test('every sentence of the catalogue has an English wording, and none is kept for a sentence that is gone', () => {
	const missing: string[] = [];
	const { items, themes, materials } = book;
	JSON.stringify({ items, themes, materials }, (_key, value: unknown) => {
		if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && value.en === null) missing.push(String(value.zh));
		return value;
	});
	expect([...new Set(missing)]).toEqual([]);
});

test('a sentence that stands in Chinese alone is shown as Chinese on the English page', () => {
	const chinese = {
		...book,
		items: book.items.map((item) => ({ ...item, conditions: item.conditions.map(({ zh }) => ({ zh, en: null })) })),
	};
	const conditions = said('en', null, ['GA-001'], chinese).sections.find(({ id }) => id === 'conditions');
	expect(conditions?.entries[0]?.lines[0]).toEqual({ text: '', zh: '婴儿随父或随母一方户口所在地登记' });
	const basis = said('en', null, ['GA-001']).sections.find(({ id }) => id === 'basis');
	expect(basis?.entries[0]?.lines).toEqual([{ text: 'Regulation on Household Registration' }]);
});
