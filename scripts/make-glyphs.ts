/**
 * Makes `drivers/printer/glyphs/glyphs-24.gz`: every character of the shipped typeface in the printer's cell of 24 dots, so that no station
 * needs a font or a rasteriser to print a rare name. Only needed again when the typeface changes:
 * `node scripts/run.mjs node scripts/make-glyphs.ts --font NotoSansCJK-Regular.ttc` (the whole face; Debian: fonts-noto-cjk; licence OFL-1.1).
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { glyphFile } from '../drivers/printer/glyphs/glyphs.ts';
import { type Glyph, packGlyphs } from '../drivers/printer/glyphs/packed.ts';
import { cellDots, cellGlyph } from './glyphs/cell-glyph.ts';
import { readFace } from './glyphs/font-faces.ts';

/** Places in the collection of the face for simplified Chinese, and of the one with Latin letters half as wide. */
const simplified = 2;
const halfWidth = 7;
/** Latin, Greek, Cyrillic, signs; Chinese marks and kana; Chinese characters with every extension; full-width forms. Without Korean. */
const wanted: [number, number][] = [
	[0xa1, 0x52f],
	[0x2010, 0x2bff],
	[0x2e80, 0x312f],
	[0x3190, 0x9fff],
	[0xf900, 0xfaff],
	[0xfe30, 0xfe4f],
	[0xff01, 0xffe6],
	[0x20000, 0x323af],
];

const { font } = new Command('make-glyphs')
	.requiredOption('--font <file>', 'collection that holds the face')
	.parse()
	.opts<{ font: string }>();
const latin = readFace(font, halfWidth);
const chinese = readFace(font, simplified);
const glyphs: Glyph[] = [];
for (let code = 0x20; code < 0x7f; code++) {
	const dots = cellGlyph(latin, String.fromCodePoint(code), cellDots / 2);
	if (dots) glyphs.push({ code, dots });
}
for (const [from, to] of wanted) {
	for (let code = from; code <= to; code++) {
		const dots = cellGlyph(chinese, String.fromCodePoint(code), cellDots);
		if (dots) glyphs.push({ code, dots });
	}
}
const packed = gzipSync(packGlyphs(glyphs), { level: 9 });
writeFileSync(glyphFile, packed);
console.error(`${glyphs.length} characters, ${packed.length} bytes`);
