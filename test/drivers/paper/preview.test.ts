import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dots } from '../../../drivers/printer/glyphs/dots.ts';
import { pngOf } from '../../../scripts/preview/png.ts';
import { type Preview, previewOf, type Wanted } from '../../../scripts/preview/preview.ts';
import { samples } from '../../../scripts/preview/samples.ts';
import { commonPrinter, papers } from '../slip.ts';

function drawn(wanted: Partial<Wanted> & Pick<Wanted, 'slip'>): Preview {
	const language = wanted.language ?? 'zh-CN';
	const result = previewOf({ papers, printer: commonPrinter, data: samples[language][wanted.slip], ...wanted, language });
	if (!result.ok) throw new Error(result.problems.join());
	return result.preview;
}

/** First and last row with ink within a part of the picture. */
function inkedRows(dots: Dots, top: number, height: number, left = 0, width = dots.width): [number, number] {
	const rows = Array.from({ length: height }, (_, at) => top + at).filter((y) =>
		dots.ink.subarray(y * dots.width + left, y * dots.width + left + width).includes(1),
	);
	return [rows[0] ?? -1, rows.at(-1) ?? -1];
}

/** Where the row that passes begins, in dots from the top of the paper. */
function topOf({ rows }: Preview, passes: (row: Preview['rows'][number]) => boolean): number {
	const at = rows.findIndex(passes);
	if (at < 0) throw new Error('no such row');
	return rows.slice(0, at).reduce((sum, row) => sum + row.feed, 24);
}

const printer58 = { ...commonPrinter, paperMm: 58 } as const;
const golden: [string, Partial<Wanted> & Pick<Wanted, 'slip'>][] = [
	['ticket-80', { slip: 'ticket' }],
	['ticket-58', { slip: 'ticket', printer: printer58 }],
	['ticket-80-en', { slip: 'ticket', language: 'en' }],
	['ticket-58-en', { slip: 'ticket', language: 'en', printer: printer58 }],
	['checklist-80', { slip: 'checklist' }],
	['checklist-58', { slip: 'checklist', printer: printer58 }],
	['checklist-58-en', { slip: 'checklist', language: 'en', printer: printer58 }],
	['materials-80', { slip: 'materials' }],
	['materials-58-gbk', { slip: 'materials', printer: { ...printer58, charset: 'gbk' } }],
	['materials-58-en', { slip: 'materials', language: 'en', printer: printer58 }],
	['receipt-80', { slip: 'receipt' }],
	['receipt-58-en', { slip: 'receipt', language: 'en', printer: printer58 }],
	['test-80', { slip: 'test' }],
	['test-58-gb2312', { slip: 'test', printer: { ...printer58, charset: 'gb2312', qr: 'raster' } }],
];

describe('the preview of a slip', () => {
	it.each(golden)('as text is what was looked at and found good: %s', async (name, wanted) => {
		await expect(drawn(wanted).text).toMatchFileSnapshot(`../../golden/paper/${name}.txt`);
	});
	it('is as wide as the paper in dots, and black on white', () => {
		for (const [paperMm, width] of [
			[80, 576],
			[58, 384],
		] as const) {
			const { dots, rows } = drawn({ slip: 'ticket', printer: { ...commonPrinter, paperMm } });
			const png = PNG.sync.read(pngOf(dots));
			expect([png.width, png.height]).toEqual([width, rows.reduce((sum, row) => sum + row.feed, 64)]);
			expect(new Set(png.data.filter((_, at) => at % 4 === 0))).toEqual(new Set([0, 255]));
			for (const at of [0, 1000, 50_000, dots.ink.length - width - 8]) expect(png.data[at * 4]).toBe(dots.ink[at] ? 0 : 255);
		}
	});
	it('the number is 18 mm high and stands in the middle; on narrow paper too', () => {
		for (const printer of [commonPrinter, printer58]) {
			const preview = drawn({ slip: 'ticket', printer });
			const top = topOf(preview, (row) => row.kind === 'line' && row.marks.some((mark) => mark.kind === 'text' && mark.text === 'A044'));
			const [first, last] = inkedRows(preview.dots, top, 192);
			expect(last - first + 1).toBeGreaterThanOrEqual(144);
			const free = (preview.dots.width - 384) / 2;
			if (free > 0)
				for (const left of [0, preview.dots.width - free]) expect(inkedRows(preview.dots, top, 192, left, free)).toEqual([-1, -1]);
		}
	});
	it('figures and the name of the queue are twice as large as text', () => {
		const { rows } = drawn({ slip: 'ticket' });
		const marks = rows.flatMap((row) => (row.kind === 'line' ? row.marks : []));
		for (const text of ['45-55 分钟', '个人综合业务'])
			expect(marks.find((mark) => mark.kind === 'text' && mark.text.includes(text))).toMatchObject({ width: 2, height: 2, bold: true });
	});
	it('a code sent as a picture is drawn where one sent by command is', () => {
		const command = drawn({ slip: 'ticket' });
		const raster = drawn({ slip: 'ticket', printer: { ...commonPrinter, qr: 'raster' } });
		const top = topOf(command, (row) => row.kind === 'code');
		expect(topOf(raster, (row) => row.kind === 'picture')).toBe(top);
		const ink = (preview: Preview) => preview.dots.ink.subarray(top * 576, (top + 174) * 576).reduce((sum, dot) => sum + dot, 0);
		expect(ink(raster)).toBe(ink(command));
		expect(ink(command) / 174 ** 2).toBeGreaterThan(0.4);
	});
	it('a rare name looks the same whether the printer has the characters or they are drawn', () => {
		const own = drawn({ slip: 'receipt' });
		const pictures = drawn({ slip: 'receipt', printer: { ...commonPrinter, charset: 'gbk' } });
		expect(pictures.made.drawn).toBe(2);
		expect(pictures.dots).toEqual(own.dots);
	});
	it('content that does not fit names the field, and nothing of a person', () => {
		const result = previewOf({
			papers,
			printer: commonPrinter,
			slip: 'receipt',
			language: 'zh-CN',
			data: { applicantName: '样例人甲', itemNames: [] },
		});
		if (result.ok) throw new Error('this must not fit');
		expect(result.problems.join()).toMatch(/itemNames: .*receiptNumber: /s);
		expect(result.problems.join()).not.toContain('样例人甲');
	});
});

describe('npm run preview:ticket', () => {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-preview-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const run = async (...options: string[]) => {
		const script = fileURLToPath(new URL('../../../scripts/preview-ticket.ts', import.meta.url));
		try {
			return { ...(await promisify(execFile)(process.execPath, [script, ...options])), code: 0 };
		} catch (error) {
			return error as { stdout: string; stderr: string; code: number };
		}
	};
	it('writes the picture and tells the text, for a hall, a slip and a paper of choice', async () => {
		const png = join(folder, 'receipt.png');
		const hall = fileURLToPath(new URL('../../../config/halls/demo/hall.yaml', import.meta.url));
		const { stdout, stderr, code } = await run(
			'--slip',
			'receipt',
			'--paper',
			'58',
			'--language',
			'en',
			'--hall',
			hall,
			'--png',
			png,
			'--text',
		);
		expect(stderr).toContain('0 replaced');
		expect(code).toBe(0);
		expect(stdout).toContain('SL20261123000128');
		expect(PNG.sync.read(readFileSync(png)).width).toBe(384);
	});
	it('tells what is wrong with a file of data, and ends with 1', async () => {
		const file = join(folder, 'bad.json');
		writeFileSync(file, '{"number": 5}');
		const { stderr, stdout, code } = await run('--data', file);
		expect(code).toBe(1);
		expect(stdout).toBe('');
		expect(stderr).toContain('number: ');
	});
});
