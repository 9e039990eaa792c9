import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boldDots, type Dots, scaleDots } from '../../../drivers/printer/glyphs/dots.ts';
import { glyphOf } from '../../../drivers/printer/glyphs/glyphs.ts';
import { packGlyphs, unpackGlyphs } from '../../../drivers/printer/glyphs/packed.ts';
import { createPaper, type PaperOptions, type Run } from '../../../drivers/printer/paper.ts';
import { inlinePicture, rasterPicture, readInlinePicture, readRasterPicture } from '../../../drivers/printer/pictures.ts';
import { cellGlyph } from '../../../scripts/glyphs/cell-glyph.ts';
import { parseFace } from '../../../scripts/glyphs/font-faces.ts';
import { rowsOf } from '../../../scripts/preview/preview.ts';
import { fromHex, toHex } from '../golden.ts';

/** Drawn by hand: a full left column, one dot at the right bottom. */
const byHand: Dots = { width: 2, height: 24, ink: new Uint8Array(48).map((_, at) => (at % 2 === 0 || at === 47 ? 1 : 0)) };

const printed = (run: Run, options: Partial<PaperOptions> = {}) => {
	const paper = createPaper({ paperMm: 80, charset: 'gbk', rareCharacters: 'raster', qr: 'command', chineseSize: 'size', ...options });
	paper.line('left', [run]);
	return { hex: toHex(paper.bytes()).slice('1B401C26'.length), drawn: paper.drawn, replaced: paper.replaced, bytes: paper.bytes() };
};
const pictureIn = (dots: Dots | null) => toHex(inlinePicture(dots!));

describe('pictures on paper', () => {
	it('a picture within a line goes out column by column, the top dot in the high bit', () => {
		expect(toHex(inlinePicture(byHand))).toBe('1B2A210200FFFFFF000001');
		expect(readInlinePicture(fromHex('1B2A210200FFFFFF000001'))).toEqual(byHand);
	});
	it('a picture of its own goes out row by row, the left dot in the high bit', () => {
		const dots: Dots = { width: 9, height: 2, ink: Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]) };
		expect(toHex(rasterPicture(dots))).toBe('1D7630000200020080804000');
		expect(readRasterPicture(fromHex('1D7630000200020080804000'))).toMatchObject({ width: 16, height: 2 });
		expect(readRasterPicture(fromHex('1D763001010001008' + '0'))).toMatchObject({
			width: 16,
			height: 1,
			ink: Uint8Array.from([1, 1, ...Array(14).fill(0)]),
		});
	});
	it('eight-dot pictures of other programs are shown at the size the paper gives them', () => {
		const dots = readInlinePicture(fromHex('1B2A00010080'))!;
		expect([dots.width, dots.height, dots.ink.reduce((sum, dot) => sum + dot, 0)]).toEqual([2, 24, 6]);
	});
	it('larger is every dot larger; bold is every dot twice', () => {
		expect(scaleDots({ width: 2, height: 1, ink: Uint8Array.from([1, 0]) }, 2, 2).ink).toEqual(Uint8Array.from([1, 1, 0, 0, 1, 1, 0, 0]));
		expect(boldDots({ width: 3, height: 2, ink: Uint8Array.from([0, 1, 0, 0, 0, 1]) }).ink).toEqual(Uint8Array.from([0, 1, 1, 0, 0, 1]));
	});
});

describe('characters the font of the printer lacks', () => {
	it('stand as pictures in the middle of the name, the rest stays text', () => {
		const { hex, drawn, replaced } = printed({ text: '李㐂𠮷a' });
		expect(hex).toBe(`C0EE${pictureIn(glyphOf('㐂'))}${pictureIn(glyphOf('𠮷'))}610A`);
		expect({ drawn, replaced }).toEqual({ drawn: 2, replaced: 0 });
	});
	it('are text where the printer has them all', () => {
		expect(printed({ text: '李㐂𠮷' }, { charset: 'gb18030' }).hex).toBe('C0EE8139EF319534B2350A');
	});
	it('are boxes, counted, where drawing is not wanted or no font has them', () => {
		expect(printed({ text: '李㐂𠮷' }, { rareCharacters: 'replace' })).toMatchObject({ hex: 'C0EEA1F5A1F50A', drawn: 0, replaced: 2 });
		expect(printed({ text: '镕a' }, { charset: 'gb2312', rareCharacters: 'replace' })).toMatchObject({ hex: 'A1F5610A', replaced: 1 });
		expect(printed({ text: 'a\u{10ffff}b' })).toMatchObject({ hex: '61A1F5620A', drawn: 0, replaced: 1 });
		expect(printed({ text: 'a\ud842b' }, { charset: 'gb18030' })).toMatchObject({ hex: '61A1F5620A', replaced: 1 });
	});
	it('in a wide line are as wide as it, in a bold one as bold', () => {
		const glyph = glyphOf('䶮')!;
		expect(printed({ text: '䶮', width: 2 }, { charset: 'gb2312' }).hex).toContain(pictureIn(scaleDots(glyph, 2, 1)));
		expect(printed({ text: '䶮', bold: true }, { charset: 'gb2312' }).hex).toContain(pictureIn(boldDots(glyph)));
	});
	it('in a tall line make the whole line one picture, of the size the text would have had', () => {
		const { bytes, drawn } = printed({ text: '李㐂A', width: 2, height: 2 });
		const [row] = rowsOf(bytes, 80);
		expect(row).toMatchObject({ kind: 'picture', feed: 48, dots: { width: 120, height: 48 } });
		if (row?.kind !== 'picture') throw new Error('no picture');
		const part = (left: number, width: number) =>
			Array.from({ length: 48 }, (_, y) => [...row.dots.ink.slice(y * 120 + left, y * 120 + left + width)]).flat();
		expect(part(48, 48)).toEqual([...scaleDots(glyphOf('㐂')!, 2, 2).ink]);
		expect(part(96, 24)).toEqual([...scaleDots(glyphOf('A')!, 2, 2).ink]);
		expect(drawn).toBe(1);
	});
	it('Chinese on a printer whose size command leaves it small is 2 × 2 by its own command, and both end with the line', () => {
		const paper = createPaper({ paperMm: 80, charset: 'gbk', rareCharacters: 'raster', qr: 'command', chineseSize: 'quad' });
		paper.line('left', [{ text: '票号', width: 3, height: 3 }]);
		paper.line('left', [{ text: 'A044', width: 3, height: 3 }]);
		paper.line('left', [{ text: '好' }]);
		expect(toHex(paper.bytes())).toBe('1B401C26' + '1D21111C5701C6B1BAC50A' + '1C57001D2122413034340A' + '1D2100BAC30A');
	});
});

describe('the shipped glyphs', () => {
	it('hold the rare characters of names, and know what they lack', () => {
		for (const character of '㐂䶮𠮷㼆鿕𫖯𬭩㛃㬎喆堃昇祎犇镕□票')
			expect(glyphOf(character), character).toMatchObject({ width: 24, height: 24 });
		for (const character of 'Az09~ ') expect(glyphOf(character), character).toMatchObject({ width: 12, height: 24 });
		expect(glyphOf('\u{10ffff}')).toBeNull();
		expect(glyphOf('\u0007')).toBeNull();
	});
	it('are those of the typeface the screens show', () => {
		const folder = new URL('../../../node_modules/@fontsource/noto-sans-sc/', import.meta.url);
		const file = readFileSync(new URL('files/noto-sans-sc-chinese-simplified-400-normal.woff', folder));
		const face = parseFace(new Uint8Array(file));
		let same = 0;
		const characters = [...'政务服务大厅号票窗口等候办理身份证户口簿取件告知受理回执'];
		for (const character of characters) {
			const shipped = glyphOf(character)!;
			const screen = cellGlyph(face, character, 24)!;
			same += shipped.ink.reduce((sum, dot, at) => sum + (dot === screen.ink[at] ? 1 : 0), 0) / 576;
		}
		expect(same / characters.length).toBeGreaterThan(0.98);
	});
	it('a file that is cut off or empty holds nothing, and nothing breaks', () => {
		const packed = packGlyphs([{ code: 0x4e00, dots: glyphOf('一')! }]);
		expect(unpackGlyphs(packed)?.(0x4e00)).toEqual(glyphOf('一'));
		expect(unpackGlyphs(packed)?.(0x4e01)).toBeNull();
		expect(unpackGlyphs(packed.subarray(0, packed.length - 1))).toBeNull();
		expect(unpackGlyphs(new Uint8Array())).toBeNull();
	});
});
