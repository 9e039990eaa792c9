/** The typeface of documents: what the app ships with, so that Chinese prints on a machine without any Chinese font. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { unpackWoff } from './unpack-woff.ts';

export const weights = [400, 700] as const;
export type Weight = (typeof weights)[number];

/** One file of the typeface, by its name inside the folder. */
export function fontFile(subset: string, weight: Weight): string {
	return `noto-sans-sc-${subset}-${weight}-normal.woff`;
}

/** Seven thousand eight hundred signs: all of ordinary Chinese, Latin and punctuation. The others are in numbered files. */
export const mainSubset = 'chinese-simplified';

/** Folder of the package's files: for programs that run where the packages are installed. The app brings `fontFile(mainSubset, …)` along. */
export function installedFonts(): string {
	return join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')), 'files');
}

export interface Face {
	/** Name under which the PDF knows it. */
	name: string;
	data: Buffer;
	has(codePoint: number): boolean;
}

interface FontReader {
	hasGlyphForCodePoint(codePoint: number): boolean;
}

export interface FontFolder {
	/** The face that has this sign; the main one when none has it (it then shows the sign for a missing one). */
	faceFor(codePoint: number, weight: Weight): Face;
}

/** Reads lazily: a document of common signs opens one file for each weight. */
export function openFonts(folder: string): FontFolder {
	const faces = new Map<string, Face | null>();
	const found = new Map<string, Face>();
	const rare = rareSubsets(folder);
	function face(subset: string, weight: Weight): Face | null {
		const name = fontFile(subset, weight);
		const known = faces.get(name);
		if (known !== undefined) return known;
		const path = join(folder, name);
		const opened = existsSync(path) ? openFace(name, unpackWoff(readFileSync(path))) : null;
		faces.set(name, opened);
		return opened;
	}
	return {
		faceFor(codePoint, weight) {
			const key = `${weight} ${codePoint}`;
			const known = found.get(key);
			if (known) return known;
			const main = face(mainSubset, weight);
			if (!main) throw new Error(`font-missing: ${fontFile(mainSubset, weight)}`);
			const right = main.has(codePoint) ? main : (rareFace(codePoint, weight) ?? main);
			found.set(key, right);
			return right;
		},
	};
	function rareFace(codePoint: number, weight: Weight): Face | null {
		const subset = rare().find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to));
		const other = subset ? face(subset.name, weight) : null;
		return other?.has(codePoint) ? other : null;
	}
}

function openFace(name: string, data: Buffer): Face {
	// The PDF library reads fonts, and keeps the font it has read to itself.
	const reader = new PDFDocument({ font: '' }).font(data) as unknown as { _font: { font: FontReader } };
	const { font } = reader._font;
	return { name, data, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}

interface Subset {
	name: string;
	ranges: [number, number][];
}

/** Which numbered file has which signs, as the package says it (`unicode.json` beside the folder); nothing when only the main one is there. */
function rareSubsets(folder: string): () => Subset[] {
	let read: Subset[] | null = null;
	return () => {
		if (read) return read;
		const file = join(folder, '..', 'unicode.json');
		const known: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
		read = Object.entries(known).flatMap(([key, text]) => {
			const numbered = /^\[(\d+)\]$/.exec(key)?.[1];
			return numbered === undefined ? [] : [{ name: numbered, ranges: text.split(',').map(rangeOf) }];
		});
		return read;
	};
}

/** `U+4e00-4e10` or `U+4e00`. */
function rangeOf(text: string): [number, number] {
	const [from = '', to = from] = text.trim().replace(/^U\+/i, '').split('-');
	return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
