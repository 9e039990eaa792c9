import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';

const file = (path: string) => readFileSync(`${process.cwd()}/${path}`);

/** Code points in the `cmap` (format 12) of a WOFF2 file: the font as it is shipped, not a list beside it. */
function codePointsOf(font: Buffer): Set<number> {
	const tables = font.readUInt16BE(12);
	let at = 48;
	let from = 0;
	let cmap: { from: number; length: number } | null = null;
	const base128 = () => {
		let value = 0;
		for (;;) {
			const byte = font[at++]!;
			value = value * 128 + (byte & 0x7f);
			if (byte < 0x80) return value;
		}
	};
	for (let table = 0; table < tables; table += 1) {
		const flags = font[at++]!;
		const known = flags & 0x3f;
		if (known === 0x3f) at += 4;
		const original = base128();
		// glyf and loca are kept in a form of their own; this font has CFF outlines and neither.
		const transformed = (known === 10 || known === 11) === (flags >> 6 !== 3);
		const length = transformed ? base128() : original;
		if (known === 0) cmap = { from, length };
		from += length;
	}
	const all = brotliDecompressSync(font.subarray(at, at + font.readUInt32BE(20)));
	const table = all.subarray(cmap!.from, cmap!.from + cmap!.length);
	const found = new Set<number>();
	for (let index = 0; index < table.readUInt16BE(2); index += 1) {
		const start = table.readUInt32BE(4 + 8 * index + 4);
		if (table.readUInt16BE(start) === 12)
			for (let group = 0; group < table.readUInt32BE(start + 12); group += 1) {
				const [first, last] = [table.readUInt32BE(start + 16 + 12 * group), table.readUInt32BE(start + 20 + 12 * group)];
				for (let code = first; code <= last; code += 1) found.add(code);
			}
		if (table.readUInt16BE(start) === 4) {
			const segments = table.readUInt16BE(start + 6) / 2;
			for (let segment = 0; segment < segments; segment += 1) {
				const last = table.readUInt16BE(start + 14 + 2 * segment);
				const first = table.readUInt16BE(start + 16 + 2 * segments + 2 * segment);
				for (let code = first; code <= last && code < 0xffff; code += 1) found.add(code);
			}
		}
	}
	return found;
}

/** What the slices of the typeface say they hold. */
function sliced(): Set<number> {
	const css = file('node_modules/@fontsource/noto-sans-sc/400.css').toString();
	const found = new Set<number>();
	for (const [, ranges = ''] of css.matchAll(/unicode-range:([^;]*);/g))
		for (const range of ranges.split(',')) {
			const [first, last] = range.trim().slice(2).split('-');
			for (let code = Number.parseInt(first!, 16); code <= Number.parseInt(last ?? first!, 16); code += 1) found.add(code);
		}
	return found;
}

test('every character the keyboard offers is in a font that is shipped', () => {
	const shown = new Set([
		...sliced(),
		...codePointsOf(file('renderer/design/fonts/rare-basic.woff2')),
		...codePointsOf(file('renderer/design/fonts/rare-beyond.woff2')),
	]);
	const offered = new Set(
		['pinyin.txt', 'parts.txt'].flatMap((name) =>
			[...file(`renderer/terminal/keyboard/data/${name}`).toString()].filter((one) => /\p{Script=Han}/u.test(one)),
		),
	);
	expect(offered.size).toBeGreaterThan(28_000);
	expect([...offered].filter((one) => !shown.has(one.codePointAt(0)!))).toEqual([]);
});

test('characters beyond the basic plane are offered: names have them', () => {
	const beyond = [...file('renderer/terminal/keyboard/data/pinyin.txt').toString()].filter((one) => one.codePointAt(0)! > 0xffff);
	expect(new Set(beyond).size).toBeGreaterThanOrEqual(190);
});
