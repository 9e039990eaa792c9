import iconv from 'iconv-lite';
import { dotsPerColumn } from '../../domain/contracts/device-layouts.ts';
import type { Dots } from './glyphs/dots.ts';
import type { Align } from './paper.ts';
import { readInlinePicture, readRasterPicture } from './pictures.ts';
import { createStoredCode, type StoredCode } from './stored-code.ts';

/** What stands in a line: text in one look, or a picture in the middle of it. */
export type Mark =
	| { kind: 'text'; text: string; width: number; height: number; bold: boolean; underline: boolean }
	| { kind: 'picture'; dots: Dots };

/** What comes out one under the other. `feed`: dots from the top of this row to the top of the next. */
export type Row =
	| { kind: 'line'; align: Align; marks: Mark[]; feed: number }
	| { kind: 'picture'; align: Align; dots: Dots; feed: number }
	| { kind: 'code'; align: Align; code: StoredCode; feed: number }
	| { kind: 'feed'; feed: number };

export interface PaperRows {
	/** `true` when this token cut the paper: `rows` then begins anew. */
	take(token: { type: 'command' | 'character'; bytes: Uint8Array }): boolean;
	/** Rows since the last cut, of the paper under the head. */
	readonly rows: Row[];
	/** Rows of the paper that was cut last. */
	readonly last: Row[];
	/** Rows printed so far, on all papers. */
	readonly added: number;
	/** Forgets the line that is not printed yet. */
	dropLine(): void;
}

const cellDots = 24;
const usualSpacing = 30;
const longestPaper = 2000;
/** Dots of pictures kept of one paper: noise may look like pictures without end. */
const mostPictureDots = 4_000_000;
const plain = { width: 1, height: 1, bold: false, underline: false, quad: false };

/** Does to a list of rows what the printer does to the paper: the commands of protocols.md 3.3, line by line, to the dot. */
export function createPaperRows(columns: number): PaperRows {
	let rows: Row[] = [];
	let last: Row[] = [];
	let marks: Mark[] = [];
	let used = 0;
	let look = { ...plain };
	let align: Align = 'left';
	let spacing = usualSpacing;
	const code = createStoredCode();

	let added = 0;
	let pictureDots = 0;
	const add = (row: Row) => {
		added++;
		pictureDots += dotsOf(row);
		if (rows.length < longestPaper && pictureDots <= mostPictureDots) rows.push(row);
	};
	const tallestOf = () => Math.max(0, ...marks.map((mark) => (mark.kind === 'text' ? mark.height * cellDots : mark.dots.height)));
	const endLine = (least = spacing) => {
		add({ kind: 'line', align, marks, feed: Math.max(least, tallestOf()) });
		marks = [];
		used = 0;
	};
	const room = (dots: number) => {
		if (used + dots > columns * dotsPerColumn) endLine();
		used += dots;
	};
	const character = (bytes: Uint8Array) => {
		const chinese = bytes.length > 1;
		const width = chinese && look.quad ? 2 : look.width;
		const height = chinese && look.quad ? 2 : look.height;
		room((chinese ? 2 : 1) * width * dotsPerColumn);
		const text = iconv.decode(Buffer.from(bytes), 'gb18030');
		const before = marks.at(-1);
		const { bold, underline } = look;
		const same =
			before?.kind === 'text' &&
			before.width === width &&
			before.height === height &&
			before.bold === bold &&
			before.underline === underline;
		if (same) before.text += text;
		else marks.push({ kind: 'text', text, width, height, bold, underline });
	};
	const cut = () => {
		if (marks.length > 0) endLine();
		last = rows;
		rows = [];
		pictureDots = 0;
		return true;
	};
	const afterEscape = (second: number, value: number, bytes: Uint8Array): boolean => {
		const letter = String.fromCharCode(second);
		if (letter === '@') {
			marks = [];
			used = 0;
			look = { ...plain };
			align = 'left';
			spacing = usualSpacing;
		} else if (letter === 'a') align = value === 1 ? 'center' : value === 2 ? 'right' : 'left';
		else if (letter === 'E') look.bold = (value & 1) === 1;
		else if (letter === '-') look.underline = value !== 0;
		else if (letter === '2') spacing = usualSpacing;
		else if (letter === '3') spacing = value;
		else if (letter === 'J') {
			if (marks.length > 0) endLine(value);
			else add({ kind: 'feed', feed: value });
		} else if (letter === 'd') {
			if (marks.length > 0) endLine();
			add({ kind: 'feed', feed: value * spacing });
		} else if (letter === '*') {
			const dots = readInlinePicture(bytes);
			if (dots) {
				room(dots.width);
				marks.push({ kind: 'picture', dots });
			}
		} else if (letter === 'i' || letter === 'm') return cut();
		return false;
	};

	return {
		take({ type, bytes }) {
			if (type === 'character') {
				character(bytes);
				return false;
			}
			const [first = 0, second = 0, third = 0] = bytes;
			if (first === 0x0a) endLine();
			else if (first === 0x1b) return afterEscape(second, third, bytes);
			else if (first === 0x1c && second === 0x57) look.quad = third === 1;
			else if (first === 0x1d && second === 0x21) look = { ...look, width: (third >> 4) + 1, height: (third & 0x0f) + 1 };
			else if (first === 0x1d && second === 0x76) {
				const dots = readRasterPicture(bytes);
				if (dots) add({ kind: 'picture', align, dots, feed: dots.height });
			} else if (first === 0x1d && second === 0x28) {
				const printed = code.take(bytes);
				if (printed) add({ kind: 'code', align, code: printed, feed: printed.dots.height });
			} else if (first === 0x1d && second === 0x56) return cut();
			return false;
		},
		get rows() {
			return rows;
		},
		get last() {
			return last;
		},
		get added() {
			return added;
		},
		dropLine() {
			marks = [];
			used = 0;
		},
	};
}

function dotsOf(row: Row): number {
	if (row.kind === 'picture') return row.dots.ink.length;
	if (row.kind !== 'line') return 0;
	return row.marks.reduce((sum, mark) => sum + (mark.kind === 'picture' ? mark.dots.ink.length : 0), 0);
}
