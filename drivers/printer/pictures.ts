import type { Dots } from './glyphs/dots.ts';

/**
 * A picture of at most 24 dots' height in the middle of a line of text (`ESC * 33`): column after column, three bytes each, top first, high
 * bit up. Text goes on beside it, and the line's feed is the ordinary one. Chosen before characters of one's own (`FS 2`), which many
 * models lack.
 */
export function inlinePicture({ width, height, ink }: Dots): Uint8Array {
	const columns = new Uint8Array(width * 3);
	for (let x = 0; x < width; x++) {
		for (let y = 0; y < Math.min(24, height); y++) if (ink[y * width + x]) columns[x * 3 + (y >> 3)]! |= 0x80 >> (y & 7);
	}
	return new Uint8Array([0x1b, 0x2a, 33, width & 0xff, width >> 8, ...columns]);
}

/** A picture on lines of its own (`GS v 0`): row after row, one bit per dot, high bit left. */
export function rasterPicture({ width, height, ink }: Dots): Uint8Array {
	const rowBytes = Math.ceil(width / 8);
	const rows = new Uint8Array(rowBytes * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) if (ink[y * width + x]) rows[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
	}
	return new Uint8Array([0x1d, 0x76, 0x30, 0x00, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8, ...rows]);
}
