import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import type { Dots } from '../../../drivers/printer/glyphs/dots.ts';
import { createPaper } from '../../../drivers/printer/paper.ts';
import { longestQr, qrModules, widestCode } from '../../../drivers/printer/qr.ts';
import { rowsOf } from '../../../scripts/preview/preview.ts';
import { byId, golden, toHex } from '../golden.ts';

/** Reads the dots as a camera would: with white paper around them. */
function scanned(dots: Dots): string | null {
	const edge = 24;
	const width = dots.width + 2 * edge;
	const pixels = new Uint8ClampedArray(width * (dots.height + 2 * edge) * 4).fill(255);
	for (let y = 0; y < dots.height; y++) {
		for (let x = 0; x < dots.width; x++)
			if (dots.ink[y * dots.width + x]) pixels.fill(0, ((y + edge) * width + x + edge) * 4, ((y + edge) * width + x + edge) * 4 + 3);
	}
	const found = jsqr(pixels, width, dots.height + 2 * edge);
	return found && new TextDecoder().decode(new Uint8Array(found.binaryData));
}

function printed(text: string, qr: 'command' | 'raster', paperMm: 58 | 80 = 80, module = 6) {
	const paper = createPaper({ paperMm, charset: 'gb18030', rareCharacters: 'raster', qr, chineseSize: 'size' });
	const done = paper.qr(text, 'left', module, 'M');
	return { done, bytes: paper.bytes(), row: rowsOf(paper.bytes(), paperMm)[0] };
}

describe('the code on the ticket', () => {
	it('by command is the golden bytes, counted in bytes and not in characters', () => {
		for (const id of ['qrAscii', 'qrChineseUtf8']) {
			const vector = byId(golden.escpos.commands, id);
			expect(toHex(printed(vector.payload!, 'command').bytes)).toBe(`1B401C26${vector.hex}0A`);
		}
	});
	it.each(['https://example.invalid/t?n=A044', '票号A012，李㐂𠮷', 'x'.repeat(longestQr)])('as a picture can be scanned: %s', (text) => {
		for (const paperMm of [80, 58] as const) {
			const { done, row } = printed(text, 'raster', paperMm);
			expect(done).toBe(true);
			if (row?.kind !== 'picture') throw new Error('no picture');
			expect(row.dots.width).toBeLessThanOrEqual(paperMm === 80 ? 576 : 384);
			expect(scanned(row.dots)).toBe(text);
		}
	});
	it('as the printer draws it from the command can be scanned too', () => {
		const { row } = printed('票号A012', 'command');
		if (row?.kind !== 'code') throw new Error('no code');
		expect(scanned(row.code.dots)).toBe('票号A012');
	});
	it('of 299 bytes is printed, of 300 not, and an empty one not', () => {
		expect(printed('x'.repeat(299), 'command').done).toBe(true);
		expect(printed('x'.repeat(300), 'command')).toMatchObject({ done: false, bytes: new Uint8Array([0x1b, 0x40, 0x1c, 0x26]) });
		expect(printed('字'.repeat(100), 'command').done).toBe(false);
		expect(printed('', 'raster').done).toBe(false);
	});
	it('of the longest text is as wide as is reckoned with', () => {
		for (const level of ['L', 'M', 'Q', 'H'] as const)
			expect(qrModules(new Uint8Array(longestQr).fill(0x78), level).size + 8).toBe(widestCode[level]);
	});
	it('D2 holds no control characters of a field', () => {
		const { row } = printed('a\u001b@\u001dV\u0000b', 'command');
		expect(row?.kind === 'code' && new TextDecoder().decode(row.code.payload)).toBe('a@Vb');
	});
	it('is made smaller rather than wider than the paper', () => {
		const { row } = printed('x'.repeat(250), 'raster', 58, 16);
		if (row?.kind !== 'picture') throw new Error('no picture');
		expect(row.dots.width).toBeLessThanOrEqual(384);
		expect(scanned(row.dots)).toBe('x'.repeat(250));
	});
});
