import { PNG } from 'pngjs';
import type { Dots } from '../../drivers/printer/glyphs/dots.ts';

/** Black dots on white, one pixel each, in grey of 8 bits. */
export function pngOf({ width, height, ink }: Dots): Buffer {
	const png = new PNG({ width, height });
	for (let at = 0; at < ink.length; at++) png.data.fill(ink[at] ? 0 : 255, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
	return PNG.sync.write(png, { colorType: 0 });
}
