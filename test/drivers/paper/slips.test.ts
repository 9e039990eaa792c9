import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printJob } from '../../../domain/contracts/device-desk.ts';
import { paperColumns, type SlipKind, slipKinds } from '../../../domain/contracts/device-layouts.ts';
import { paperFromBook } from '../../../drivers/printer/layout/from-book.ts';
import type { SlipBytes, SlipOptions } from '../../../drivers/printer/layout/layout-slip.ts';
import { createTokenizer } from '../../../drivers/printer/tokens.ts';
import { paperText } from '../../../scripts/preview/paper-text.ts';
import { rowsOf } from '../../../scripts/preview/preview.ts';
import { samples } from '../../../scripts/preview/samples.ts';
import { toHex } from '../golden.ts';
import { commonPrinter, papers } from '../slip.ts';

type Language = 'zh-CN' | 'en';
const printers: SlipOptions[] = ([80, 58] as const).flatMap((paperMm) =>
	(['gb18030', 'gbk', 'gb2312'] as const).flatMap((charset) =>
		(['size', 'quad'] as const).map((chineseSize) => ({ ...commonPrinter, paperMm, charset, chineseSize, qr: 'raster' as const })),
	),
);

function made(paper: SlipKind, slip: unknown, language: Language, printer: SlipOptions): SlipBytes {
	const job = printJob.parse({ job: 'j', device: 'd', paper, slip, language });
	const found = paperFromBook(job, papers, printer);
	if (!found.ok) throw new Error(found.code);
	return found.make();
}

const shown = (paper: SlipKind, slip: unknown, language: Language = 'zh-CN', printer: SlipOptions = commonPrinter) =>
	paperText(rowsOf(made(paper, slip, language, printer).bytes, printer.paperMm), paperColumns[printer.paperMm]);

/** Dots of every line, reckoned from the bytes alone: the paper of the simulator would break a line that is too long. */
function lineWidths(bytes: Uint8Array): number[] {
	const widths: number[] = [];
	let dots = 0;
	let factor = 1;
	let quad = false;
	for (const { bytes: token, type } of createTokenizer().feed(bytes)) {
		const hex = toHex(token.subarray(0, 2));
		if (type === 'character') dots += token.length > 1 ? 24 * (quad ? 2 : factor) : 12 * factor;
		else if (hex === '1D21') factor = (token[2]! >> 4) + 1;
		else if (hex === '1C57') quad = token[2] === 1;
		else if (hex === '1B2A') dots += token[3]! + token[4]! * 256;
		else if (hex === '1D76') widths.push((token[4]! + token[5]! * 256) * 8 - 7);
		else if (token[0] === 0x0a) {
			widths.push(dots);
			dots = 0;
		}
	}
	return [...widths, dots];
}

const oddText = fc
	.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom(...'政务服务大厅办理身份证户口簿，。（）“”、· ') },
			{ weight: 4, arbitrary: fc.constantFrom(...'ABCxyz0123456789 -/:.,') },
			{ weight: 2, arbitrary: fc.constantFrom('㐂', '𠮷', '䶮', '鿕', '镕', '\u{10ffff}', '\ud842', '😀', 'é', '{number}', '{{help}}') },
			{
				weight: 2,
				arbitrary: fc.constantFrom(
					'\u001b@',
					'\u001dV\u0000',
					'\u001c.',
					'\u0010\u0005\u0002',
					'\n',
					'\r',
					'\t',
					'\u009b',
					'\u202e',
					'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
				),
			},
		),
		{ maxLength: 60 },
	)
	.map((parts) => parts.join('').slice(0, 280));
const some = (most: number) => fc.array(oddText, { maxLength: most });
const fromWindow = {
	hallName: oddText,
	itemNames: fc.array(oddText, { minLength: 1, maxLength: 20 }),
	applicantName: oddText,
	staffName: oddText,
	windowName: oddText,
	askAt: oddText,
	qr: oddText,
	offline: fc.boolean(),
	reprint: fc.boolean(),
};
const anySlip: Record<SlipKind, fc.Arbitrary<object>> = {
	ticket: fc.record({
		number: oddText,
		hallName: oddText,
		queueName: oddText,
		itemNames: some(30),
		peopleAhead: fc.option(fc.nat()),
		estimatedMinutes: fc.oneof(fc.constant(null), fc.nat(), fc.tuple(fc.nat(), fc.nat())),
		issuedAt: fc.oneof(oddText, fc.constant('2026-11-23T10:24:00+08:00')),
		area: oddText,
		qr: oddText,
		offline: fc.boolean(),
		reprint: fc.boolean(),
		bring: oddText,
		missed: oddText,
		terminalName: oddText,
	}),
	checklist: fc.record({
		hallName: oddText,
		title: oddText.map((text) => `L${text}`),
		items: fc.array(oddText, { minLength: 1, maxLength: 12 }),
		sections: fc.array(fc.record({ title: oddText, entries: fc.array(fc.record({ name: oddText, lines: some(4) }), { maxLength: 6 }) }), {
			minLength: 1,
			maxLength: 4,
		}),
		terminalName: oddText,
		printedAt: oddText.map((text) => text.slice(0, 40)),
		qr: oddText,
	}),
	materials: fc.record({
		...fromWindow,
		number: oddText,
		materials: fc.array(fc.record({ name: oddText, ways: some(5), note: oddText }), { minLength: 1, maxLength: 12 }),
		bringBy: oddText,
		legalNote: oddText,
		toldAt: oddText.map((text) => text.slice(0, 40)),
	}),
	receipt: fc.record({
		...fromWindow,
		receiptNumber: oddText.map((text) => `S${text}`),
		acceptedAt: oddText.map((text) => text.slice(0, 40)),
		promisedBy: oddText,
		materials: some(12),
		deferred: fc.array(fc.record({ name: oddText, until: oddText }), { maxLength: 6 }),
		lookUp: oddText,
	}),
	commitment: fc.record({
		...fromWindow,
		number: oddText.map((text) => `B${text}`),
		materials: fc.array(fc.record({ name: oddText, until: oddText }), { minLength: 1, maxLength: 8 }),
		effect: oddText,
		promisedAt: oddText.map((text) => text.slice(0, 40)),
	}),
	refusal: fc.record({
		...fromWindow,
		number: oddText.map((text) => `B${text}`),
		reason: oddText.map((text) => `R${text}`),
		next: oddText,
		refusedAt: oddText.map((text) => text.slice(0, 40)),
	}),
	courier: fc.record({
		hallName: oddText,
		number: oddText.map((text) => `B${text}`),
		address: oddText.map((text) => `A${text}`),
		windowName: oddText,
		staffName: oddText,
		printedAt: oddText.map((text) => text.slice(0, 40)),
	}),
	test: fc.record({ station: oddText, device: oddText, port: oddText, printedAt: oddText.map((text) => text.slice(0, 40)), qr: oddText }),
};
const control = /\p{Cc}|\u202e/gu;
const withoutControl = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? one.replace(control, '') : one));

describe.each(slipKinds)('a %s slip of any content', (paper) => {
	const any = fc.tuple(anySlip[paper], fc.constantFrom<Language>('zh-CN', 'en'), fc.constantFrom(...printers));
	it('has no line wider than the paper, on 80 and on 58 mm, and is cut once, at its end', () => {
		fc.assert(
			fc.property(any, ([slip, language, printer]) => {
				const { bytes } = made(paper, slip, language, printer);
				expect(Math.max(...lineWidths(bytes))).toBeLessThanOrEqual(paperColumns[printer.paperMm] * 12);
				const hex = toHex(bytes);
				expect(hex.startsWith('1B401C26')).toBe(true);
				expect(hex.endsWith('1D564200')).toBe(true);
			}),
			{ seed: 20261123, numRuns: 100 },
		);
	});
	it('D2 prints the same with and without control characters in its fields: none becomes a command', () => {
		fc.assert(
			fc.property(any, ([slip, language, printer]) => {
				expect(toHex(made(paper, slip, language, printer).bytes)).toBe(toHex(made(paper, withoutControl(slip), language, printer).bytes));
			}),
			{ seed: 20261124, numRuns: 60 },
		);
	});
	it('counts every character it could not print as it is', () => {
		fc.assert(
			fc.property(any, ([slip, language, printer]) => {
				const drawing = made(paper, slip, language, { ...printer, rareCharacters: 'raster' });
				const replacing = made(paper, slip, language, { ...printer, rareCharacters: 'replace' });
				expect(replacing.drawn).toBe(0);
				expect(drawing.drawn + drawing.replaced).toBe(replacing.replaced);
			}),
			{ seed: 20261125, numRuns: 30 },
		);
	});
});

/** Words as they follow each other, wherever a line ends. */
const joined = (text: string) => text.replace(/[|\s]/g, '');

describe('what a slip says', () => {
	const { ticket, materials, receipt, commitment, refusal, courier, test } = samples['zh-CN'];
	it('a ticket taken offline and printed again says both, in both languages', () => {
		const both = { ...ticket, offline: true, reprint: true, number: 'A2-007', peopleAhead: null, estimatedMinutes: null };
		for (const paperMm of [80, 58] as const) {
			const chinese = shown('ticket', both, 'zh-CN', { ...commonPrinter, paperMm });
			expect(chinese).toContain('【离线】【补打】');
			expect(chinese).toContain('网络中断时取的号，同样有效');
			expect(chinese.match(/请看大屏/g)).toHaveLength(2);
			const english = shown('ticket', both, 'en', { ...commonPrinter, paperMm });
			expect(english).toContain('【Offline】');
			expect(english).toContain('【Reprint】');
		}
		expect(shown('ticket', ticket)).not.toMatch(/离线|补打/);
	});
	it('every slip that is printed again says so', () => {
		for (const [paper, slip] of [
			['materials', materials],
			['receipt', receipt],
			['commitment', commitment],
			['refusal', refusal],
		] as const) {
			expect(shown(paper, { ...slip, reprint: true })).toContain('【补打】');
			expect(shown(paper, slip)).not.toContain('补打');
			expect(
				paperFromBook(printJob.parse({ job: 'j', device: 'd', paper, slip: { ...slip, reprint: true } }), papers, commonPrinter),
			).toMatchObject({ ok: true, reprint: true });
		}
	});
	it('many items are three lines and their number; an address of 40 characters is whole', () => {
		const address = '样本省样本自治州样本自治县样本街道样本社区样本路一百二十三号样本小区四栋五单元六零七室东侧门内';
		const text = shown('ticket', { ...ticket, itemNames: Array.from({ length: 40 }, (_, at) => `样本事项第${at}项`), area: address });
		expect(text).toContain('等 40 项');
		expect(text.replace(/[|\s]/g, '')).toContain(address.slice(0, 15));
		expect([...address].filter((one) => !text.includes(one))).toEqual([]);
	});
	it('a list of materials tells each one, how it can be met, until when, by whom and where to ask', () => {
		const text = shown('materials', materials);
		for (const words of [
			'缺 2 份材料',
			'1.  父母双方居民户口簿',
			'在手机上出示电子证照',
			'2.  结婚证',
			'2026-11-30 周一',
			'行政许可法',
			'02 号窗口 工号 0312 2026-11-23 周一 10:41',
			'导办台',
			'李㐂𠮷',
		])
			expect(text).toContain(words);
	});
	it('a receipt tells its number, what was handed in, what may come later and until when, and how to look it up', () => {
		const text = shown('receipt', receipt);
		for (const words of [
			'SL20261123000128',
			'1.  出生医学证明',
			'1.  父母双方居民户口簿',
			'2026-11-27 周五 前补交',
			'2026-11-30 周一',
			'在示例通上输入回执号',
		])
			expect(text).toContain(words);
		const nothingLater = shown('receipt', { ...receipt, deferred: [], materials: [] });
		expect(nothingLater).not.toMatch(/可以后补|已收材料/);
	});
	it('a promise names what is to come, until when, what waits for it, and has a place to sign', () => {
		const text = shown('commitment', commitment);
		for (const words of [
			'容缺受理承诺书',
			'BJ-4K7M-PX2R-6T',
			'1.  本人银行账户',
			'2026-11-26 周四 下班前补交',
			'补齐 1 份材料',
			'其余 5 项照常办',
			'承诺人签名',
			'03 号窗口',
		])
			expect(joined(text)).toContain(joined(words));
		expect(shown('commitment', { ...commitment, effect: undefined })).not.toContain('影响');
	});
	it('a refusal says why, what to do next, and what may be done against it', () => {
		const text = shown('refusal', refusal);
		for (const words of ['不予受理通知书', '这件事不归本大厅办', '公安派出所', '行政复议', '2026-11-23 周一 10:24'])
			expect(joined(text)).toContain(joined(words));
		expect(shown('refusal', { ...refusal, next: undefined })).not.toContain('可以怎么办');
	});
	it.each([80, 58] as const)('the address for an envelope is whole with its rare character, line after line, on %i mm', (paperMm) => {
		const { address, recipient } = courier as { address: string; recipient: string };
		expect([...address]).toHaveLength(40);
		const own = { ...commonPrinter, paperMm };
		const whole = made('courier', courier, 'zh-CN', own);
		expect(whole).toMatchObject({ replaced: 0, drawn: 0 });
		expect(Math.max(...lineWidths(whole.bytes))).toBeLessThanOrEqual(paperColumns[paperMm] * 12);
		const paper = joined(shown('courier', courier, 'zh-CN', own)).replaceAll('1x2bold', '');
		expect(paper).toContain(address);
		expect(paper).toContain(recipient);
		// Where nobody knows the name there is room to write it.
		expect(shown('courier', { ...courier, recipient: undefined }, 'zh-CN', own)).toContain('_'.repeat(20));
		// A printer without this character gets the line that has it as a picture, and the others as they are.
		const drawing = made('courier', courier, 'zh-CN', { ...own, charset: 'gbk' });
		expect(drawing).toMatchObject({ replaced: 0, drawn: [...(address + recipient)].filter((one) => '㐂𠮷'.includes(one)).length });
		expect(Math.max(...lineWidths(drawing.bytes))).toBeLessThanOrEqual(paperColumns[paperMm] * 12);
		const beside = shown('courier', courier, 'zh-CN', { ...own, charset: 'gbk' });
		expect(beside).toContain(`[picture ${paperColumns[paperMm] * 12}x48]`);
		expect(beside).toContain(address.slice(-6));
	});
	it('a test page shows the width of the paper, every size and rare characters', () => {
		const text = shown('test', test, 'zh-CN', { ...commonPrinter, paperMm: 58 });
		expect(text).toContain('|12345678901234567890123456789012|');
		for (const words of ['T2-printer', '/dev/ttyUSB0', '1x2', '2x2', '6x6', 'underlined', 'bold', '㐂䶮𠮷']) expect(text).toContain(words);
		expect(made('test', test, 'zh-CN', { ...commonPrinter, charset: 'gb2312' }).drawn).toBeGreaterThan(10);
	});
	it('a time keeps the offset it came with, and words stay words', () => {
		expect(shown('ticket', { ...ticket, issuedAt: '2026-11-22T23:59:00+08:00' })).toContain('2026-11-22 周日 23:59');
		expect(shown('ticket', { ...ticket, issuedAt: '今天上午' })).toContain('今天上午');
		expect(shown('ticket', { ...ticket, issuedAt: '2026-13-45T10:00:00Z' })).toContain('2026-13-45T10:00:00Z');
	});
	it('what fills a field is never read as a template', () => {
		const text = shown('ticket', { ...ticket, hallName: '{number}{{help}}$&', area: '{qr}' });
		expect(text).toContain('{number}{{help}}$&');
		expect(text).toContain('{qr}');
	});
	it('without words or layout there is a code and no paper', () => {
		const job = printJob.parse({ job: 'j', device: 'd', slip: ticket });
		expect(paperFromBook(job, null, commonPrinter)).toEqual({ ok: false, code: 'no-ticket-words' });
		const none = { ...papers, layouts: { ...papers.layouts, ticket: { '58': papers.layouts.ticket['58'] } } };
		expect(paperFromBook(job, none, commonPrinter)).toEqual({ ok: false, code: 'no-layout' });
	});
});
