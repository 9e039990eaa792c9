import { describe, expect, it } from 'vitest';
import { createPaper } from '../../../drivers/printer/paper.ts';
import { createPaperDecoder } from '../../../drivers/printer/paper-decoder.ts';
import { createPaperRows, type Row } from '../../../drivers/printer/paper-rows.ts';
import { createTokenizer } from '../../../drivers/printer/tokens.ts';
import { drawPaper } from '../../../scripts/preview/draw-paper.ts';
import { rowsOf } from '../../../scripts/preview/preview.ts';
import { deliveries, fromHex } from '../golden.ts';
import { commonPrinter } from '../slip.ts';

const rows = (hex: string, paperMm: 58 | 80 = 80): Row[] => rowsOf(fromHex(hex), paperMm);
const text = (value: string, look: object = {}) => ({
	kind: 'text',
	text: value,
	width: 1,
	height: 1,
	bold: false,
	underline: false,
	...look,
});
const line = (marks: object[], feed: number, align = 'left') => ({ kind: 'line', align, marks, feed });

describe('what the simulated printer makes of bytes', () => {
	it('lines are fed by the spacing, and by their height where that is more', () => {
		expect(rows('1B40' + '410A' + '1B3324420A' + '1D2111430A' + '1D2100' + '1B32440A')).toEqual([
			line([text('A')], 30),
			line([text('B')], 36),
			line([text('C', { width: 2, height: 2 })], 48),
			line([text('D')], 30),
		]);
	});
	it('looks begin and end where they are told; place counts for the whole line', () => {
		expect(rows('1B6101' + '1B450141' + '1B450042' + '1B2D01430A' + '1B2D001B6102440A')).toEqual([
			line([text('A', { bold: true }), text('B'), text('C', { underline: true })], 30, 'center'),
			line([text('D')], 30, 'right'),
		]);
	});
	it('paper is fed in dots and in lines, with and without a line waiting', () => {
		expect(rows('1B4A18' + '411B4A18' + '421B6403')).toEqual([
			{ kind: 'feed', feed: 24 },
			line([text('A')], 24),
			line([text('B')], 30),
			{ kind: 'feed', feed: 90 },
		]);
	});
	it('Chinese of two and four bytes, and 2 × 2 by its own command', () => {
		expect(rows('1C26C6B1' + '8139EF31' + '410A' + '1C5701BAC5410A')).toEqual([
			line([text('票㐂A')], 30),
			line([text('号', { width: 2, height: 2 }), text('A')], 48),
		]);
	});
	it('a line longer than the paper goes on in the next', () => {
		const thirty = '41'.repeat(30);
		expect(rows(`${thirty}C6B1${'42'}0A`, 58)).toEqual([line([text(`${'A'.repeat(30)}票`)], 30), line([text('B')], 30)]);
		expect(rows(`1D2170${'41'.repeat(5)}0A`, 58).map((row) => row.kind === 'line' && row.marks.length)).toEqual([1, 1]);
	});
	it('initialise drops the line that was not printed, and every look', () => {
		expect(rows('1B45011D2133' + '4142' + '1B40' + '430A')).toEqual([line([text('C')], 30)]);
	});
	it('a cut ends the paper, in whichever of its six ways', () => {
		for (const cut of ['1D5600', '1D5601', '1D564100', '1D564200', '1B69', '1B6D']) {
			const paper = createPaperRows(48);
			const cuts = createTokenizer()
				.feed(fromHex(`41${cut}42`))
				.filter((token) => token.type !== 'realtime' && paper.take(token));
			expect(cuts).toHaveLength(1);
			expect(paper.last).toEqual([line([text('A')], 30)]);
		}
	});
	it('a picture within a line stands between its texts, as wide as it is', () => {
		const [row] = rows('411B2A210200FFFFFF000001420A');
		expect(row).toMatchObject({ kind: 'line', marks: [{ text: 'A' }, { kind: 'picture', dots: { width: 2, height: 24 } }, { text: 'B' }] });
		const drawn = drawPaper(rows('411B2A210200FFFFFF000001420A'), 48);
		const column = (x: number) => Array.from({ length: 24 }, (_, y) => drawn.ink[(24 + y) * 576 + x]);
		expect(column(12)).toEqual(Array(24).fill(1));
		expect(column(13)).toEqual([...Array(23).fill(0), 1]);
	});
	it('a paper with pictures is the same however its bytes arrive', () => {
		const paper = createPaper({ ...commonPrinter, charset: 'gbk' });
		paper.line('left', [{ text: '申请人 ', bold: true }, { text: '李㐂𠮷' }]);
		paper.line('center', [{ text: '㐂', width: 2, height: 2 }]);
		paper.cut('feed-partial');
		const bytes = paper.bytes();
		const whole = rowsOf(bytes, 80);
		expect(whole.map((row) => row.kind)).toEqual(['line', 'picture']);
		for (const chunks of deliveries(bytes)) {
			const printed = createPaperRows(48);
			const tokenizer = createTokenizer();
			for (const chunk of chunks) for (const token of tokenizer.feed(chunk)) if (token.type !== 'realtime') printed.take(token);
			expect(JSON.stringify(printed.last)).toBe(JSON.stringify(whole));
		}
	});
	it('pictures without end hold no memory without end', () => {
		const paper = createPaperRows(48);
		const decoder = createPaperDecoder();
		const picture = fromHex(`1D7630004800FF00${'FF'.repeat(72 * 255)}`);
		const [token] = createTokenizer().feed(picture);
		if (!token || token.type === 'realtime') throw new Error('no picture');
		for (let count = 0; count < 300; count++) {
			paper.take(token);
			decoder.take(token);
		}
		const held = paper.rows.reduce((sum, row) => sum + (row.kind === 'picture' ? row.dots.ink.length : 0), 0);
		expect(held).toBeLessThanOrEqual(4_000_000);
		expect(paper.rows.length).toBeGreaterThan(5);
		expect(decoder.lines).toBe(300);
	});
});
