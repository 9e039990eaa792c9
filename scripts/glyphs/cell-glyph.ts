import type { Dots } from '../../drivers/printer/glyphs/dots.ts';
import { fillOutline, type OutlineCommand } from './fill-outline.ts';
import type { Face } from './font-faces.ts';

/** Dots of a cell in height; a Chinese character is as wide, a Latin one half as wide. */
export const cellDots = 24;
/** Where the base line lies in the cell: as in the face's own square; for Latin a little higher, or the feet of g and y would be cut off. */
const chineseBase = 0.88;
const latinBase = 0.82;
/** A little less than half: thin horizontal strokes must not vanish. */
const leastInside = 0.44;

/** The character in its cell; `null` when the face lacks it. */
export function cellGlyph(face: Face, character: string, width: number): Dots | null {
	const glyph = face.charToGlyph(character);
	if (!glyph || glyph.index === 0) return null;
	const base = width < cellDots ? latinBase : chineseBase;
	const path = glyph.getPath(0, base * cellDots, cellDots);
	return fillOutline(path.commands as OutlineCommand[], width, cellDots, leastInside);
}
