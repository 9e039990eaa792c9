import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Dots } from './dots.ts';
import { unpackGlyphs } from './packed.ts';

/** Beside this file, and beside the bundled desk: `scripts/build.ts` copies it. Made by `scripts/make-glyphs.ts`. */
export const glyphFile = new URL('./glyphs-24.gz', import.meta.url);

let find: ((code: number) => Dots | null) | null = null;

/**
 * The character in a cell of 24 dots, 12 wide for ASCII; `null` when the shipped typeface lacks it. The file is read when the first rare
 * character comes: most days none does. Without the file every rare character is lacking, and the ticket still comes out.
 */
export function glyphOf(character: string): Dots | null {
	find ??= readGlyphs();
	return find(character.codePointAt(0) ?? 0);
}

function readGlyphs(): (code: number) => Dots | null {
	try {
		return unpackGlyphs(gunzipSync(readFileSync(glyphFile))) ?? (() => null);
	} catch {
		return () => null;
	}
}
