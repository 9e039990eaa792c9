import { type Dots, emptyDots } from './dots.ts';

/**
 * File of glyphs: number of characters (4 bytes), then their code points in ascending order (4 bytes each), then 72 bytes for each: 24 rows of
 * 24 dots, high bit left. Numbers are little-endian. ASCII uses the left half of its square.
 */
export interface Glyph {
	code: number;
	dots: Dots;
}

const side = 24;
const rowBytes = 3;
const glyphBytes = side * rowBytes;

export function packGlyphs(glyphs: readonly Glyph[]): Uint8Array {
	const sorted = [...glyphs].sort((a, b) => a.code - b.code);
	const packed = new Uint8Array(4 + sorted.length * (4 + glyphBytes));
	const view = new DataView(packed.buffer);
	view.setUint32(0, sorted.length, true);
	for (const [at, { code, dots }] of sorted.entries()) {
		view.setUint32(4 + at * 4, code, true);
		const from = 4 + sorted.length * 4 + at * glyphBytes;
		for (let y = 0; y < side; y++) {
			for (let x = 0; x < dots.width; x++) if (dots.ink[y * dots.width + x]) packed[from + y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
		}
	}
	return packed;
}

/** Looks characters up in a packed file; `null` when it is not whole. */
export function unpackGlyphs(packed: Uint8Array): ((code: number) => Dots | null) | null {
	const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
	const count = packed.length >= 4 ? view.getUint32(0, true) : 0;
	if (count === 0 || packed.length !== 4 + count * (4 + glyphBytes)) return null;
	return (code) => {
		let low = 0;
		let high = count - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (view.getUint32(4 + middle * 4, true) < code) low = middle + 1;
			else high = middle;
		}
		if (view.getUint32(4 + low * 4, true) !== code) return null;
		const dots = emptyDots(code < 0x7f ? side / 2 : side, side);
		const from = 4 + count * 4 + low * glyphBytes;
		for (let y = 0; y < side; y++) {
			for (let x = 0; x < dots.width; x++) {
				if (packed[from + y * rowBytes + (x >> 3)]! & (0x80 >> (x & 7))) dots.ink[y * dots.width + x] = 1;
			}
		}
		return dots;
	};
}
