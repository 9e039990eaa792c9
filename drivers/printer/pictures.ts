import { type Dots, emptyDots, scaleDots } from './glyphs/dots.ts';

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

/** A picture on lines of its own (`GS v 0`). */
export function rasterPicture(dots: Dots): Uint8Array {
	const rowBytes = Math.ceil(dots.width / 8);
	const { height } = dots;
	return new Uint8Array([0x1d, 0x76, 0x30, 0x00, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8, ...packedRows(dots)]);
}

/** Row after row, one bit per dot, high bit left; each row begins with a byte of its own. */
function packedRows({ width, height, ink }: Dots): Uint8Array {
	const rowBytes = Math.ceil(width / 8);
	const rows = new Uint8Array(rowBytes * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) if (ink[y * width + x]) rows[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
	}
	return rows;
}

/** The same as base64, for a snapshot. */
export function packRows(dots: Dots): string {
	return Buffer.from(packedRows(dots)).toString('base64');
}

/** Dots of an `ESC *` command as the paper shows them: 8-dot modes are three times as tall, single density is twice as wide. */
export function readInlinePicture(bytes: Uint8Array): Dots | null {
	const [, , mode = 0, low = 0, high = 0] = bytes;
	const columns = low + (high << 8);
	const tall = mode === 32 || mode === 33;
	if ((!tall && mode > 1) || columns === 0) return null;
	const bytesPerColumn = tall ? 3 : 1;
	const across = mode === 0 || mode === 32 ? 2 : 1;
	const down = tall ? 1 : 3;
	const dots = emptyDots(columns * across, 24);
	for (let y = 0; y < dots.height; y++) {
		for (let x = 0; x < dots.width; x++) {
			const row = Math.floor(y / down);
			const byte = bytes[5 + Math.floor(x / across) * bytesPerColumn + (row >> 3)] ?? 0;
			dots.ink[y * dots.width + x] = (byte >> (7 - (row & 7))) & 1;
		}
	}
	return dots;
}

/** Dots of a `GS v 0` command; bit 0 of its mode makes them twice as wide, bit 1 twice as tall. */
export function readRasterPicture(bytes: Uint8Array): Dots | null {
	const [, , , mode = 0, xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
	const rowBytes = xLow + (xHigh << 8);
	const height = yLow + (yHigh << 8);
	if (rowBytes === 0 || height === 0) return null;
	const dots = emptyDots(rowBytes * 8, height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < dots.width; x++) dots.ink[y * dots.width + x] = (bytes[8 + y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1;
	}
	return (mode & 3) === 0 ? dots : scaleDots(dots, (mode & 1) + 1, ((mode >> 1) & 1) + 1);
}
