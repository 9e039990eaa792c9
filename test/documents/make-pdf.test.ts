import { inflateSync } from 'node:zlib';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { makePdf } from '../../documents/make-pdf.ts';
import { linesOf, piecesOf } from '../../documents/text-lines.ts';
import { type PaperDocument, paperDocument } from '../../domain/contracts/paper-document.ts';
import { textOf } from './pdf-text.ts';

const document = (blocks: PaperDocument['blocks']): PaperDocument =>
	paperDocument.parse({
		title: '人工叫号',
		language: 'zh-CN',
		orientation: 'portrait',
		made: 1_700_000_000_000,
		foot: '第 {{page}} 页，共 {{pages}} 页',
		blocks,
	});

test('Chinese and Latin words stand on the paper as they were given, on a machine without any Chinese font', async () => {
	const bytes = await makePdf(
		document([
			{ kind: 'heading', level: 1, text: '备用号单 A-001' },
			{ kind: 'text', text: '系统停用时，请听工作人员叫号。 Listen for your number.' },
			{ kind: 'facts', rows: [{ label: '大厅', value: '江湾区政务服务中心' }] },
		]),
	);
	const [page] = textOf(bytes);
	expect(page).toContain('备用号单 A-001');
	expect(page).toContain('系统停用时，请听工作人员叫号。 Listen for your number.');
	expect(page).toContain('江湾区政务服务中心');
	expect(page).toContain('第 1 页，共 1 页');
});

test('an English word is not torn apart by the wide quotation marks of the typeface; a Chinese one keeps its own', async () => {
	const blocks = [{ kind: 'text' as const, text: 'The hall’s “List”' }];
	const of = async (language: 'en' | 'zh-CN') => textOf(await makePdf({ ...document(blocks), language }))[0];
	expect(await of('en')).toContain('The hall\'s "List"');
	expect(await of('zh-CN')).toContain('The hall’s “List”');
});

test('a table longer than a page repeats its head and loses no row', async () => {
	const rows = Array.from({ length: 90 }, (_, index) => [`A90-${String(index + 1).padStart(3, '0')}`, '']);
	const pages = textOf(
		await makePdf(
			document([
				{
					kind: 'table',
					columns: [
						{ head: '号码', share: 1 },
						{ head: '备注', share: 3 },
					],
					rows,
				},
			]),
		),
	);
	expect(pages.length).toBeGreaterThan(1);
	for (const page of pages) expect(page).toContain('号码');
	const whole = pages.join('');
	for (const [number] of rows) expect(whole.split(`${number}\n`).length - 1).toBe(1);
	expect(pages.at(-1)).toContain(`共 ${pages.length} 页`);
});

test('the same document gives the same bytes', async () => {
	const slips: PaperDocument['blocks'] = [
		{
			kind: 'slips',
			columns: 2,
			heightMm: 48,
			slips: [{ head: '江湾区', number: 'A90-001', title: '综合', lines: ['请听叫号'], code: 'THR1:X' }],
		},
	];
	expect(Buffer.from(await makePdf(document(slips))).equals(Buffer.from(await makePdf(document(slips))))).toBe(true);
});

test('every dark square of a QR code is on the paper', async () => {
	const text = 'THR1:HALL:A90-001:A:ABCD';
	const bytes = await makePdf(
		document([{ kind: 'slips', columns: 1, heightMm: 48, slips: [{ head: '', number: 'A90-001', title: 'A', lines: [], code: text }] }]),
	);
	const raw = Buffer.from(bytes).toString('latin1');
	const stream = /stream\n([\s\S]*?)\nendstream/.exec(raw)?.[1] ?? '';
	const drawn = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
	const { modules } = create(text, { errorCorrectionLevel: 'M' });
	const heights = [...drawn.matchAll(/[\d.]+ [\d.]+ ([\d.]+) ([\d.]+) re/g)].map(([, width, height]) => [Number(width), Number(height)]);
	const module = heights.at(-1)?.[1] ?? 0;
	const squares = heights
		.filter(([, height]) => Math.abs((height ?? 0) - module) < 0.01)
		.reduce((sum, [width]) => sum + (width ?? 0) / module, 0);
	expect(Math.round(squares)).toBe(modules.data.reduce((sum, dark) => sum + dark, 0));
});

test('Chinese breaks anywhere but before its closing marks, Latin between words, and nothing is lost', () => {
	const wide = (text: string) => Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);
	expect(linesOf('请到三号窗口。谢谢', 12, wide)).toEqual(['请到三号窗', '口。谢谢']);
	expect(linesOf('one two three', 7, wide)).toEqual(['one two', 'three']);
	expect(linesOf('abcdefghij', 4, wide)).toEqual(['abcd', 'efgh', 'ij']);
	expect(linesOf('第一行\n\n第三行', 40, wide)).toEqual(['第一行', '', '第三行']);
	expect(piecesOf('号码A90-001，请').join('')).toBe('号码A90-001，请');
});
