import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { createPaperRows, type Mark, type Row } from './paper-rows.ts';
import { packRows } from './pictures.ts';

export type DecodedPaper = BenchSnapshot['printers'][number]['papers'][number];
type Line = DecodedPaper['lines'][number];

export interface PaperDecoder {
	/** `true` when this token cut the paper. */
	take(token: { type: 'command' | 'character'; bytes: Uint8Array }): boolean;
	/** Paper in the machine since the last cut; `null` when nothing is on it. */
	current(): DecodedPaper | null;
	/** Whole papers, newest last, at most ten. */
	papers(): DecodedPaper[];
	/** Forgets the unprinted line. */
	dropLine(): void;
	/** Lines printed so far, on all papers. */
	readonly lines: number;
}

const keptPapers = 10;
const longestPaper = 500;
/** Stands for a picture in the text of a line. */
export const pictureMark = '▦';

/** Turns the commands of a ticket into what a person would see on the paper; a line too long for `columns` breaks as it does there. */
export function createPaperDecoder(columns = 48): PaperDecoder {
	const done: DecodedPaper[] = [];
	const paper = createPaperRows(columns);
	return {
		take(token) {
			const cut = paper.take(token);
			if (cut) {
				done.push(seen(paper.last, true));
				if (done.length > keptPapers) done.shift();
			}
			return cut;
		},
		current() {
			const now = seen(paper.rows, false);
			return now.lines.length > 0 || now.qr !== null ? now : null;
		},
		papers: () => done,
		dropLine: () => paper.dropLine(),
		get lines() {
			return paper.added;
		},
	};
}

/** The rows as a bench shows them: lines with their looks, the payload of the code, pictures as dots. Blank lines are left out. */
function seen(rows: readonly Row[], cut: boolean): DecodedPaper {
	const code = rows.findLast((row) => row.kind === 'code');
	return {
		lines: rows.flatMap((row) => lineOf(row) ?? []).slice(0, longestPaper),
		qr: code ? new TextDecoder().decode(code.code.payload) : null,
		cut,
	};
}

function lineOf(row: Row): Line | null {
	if (row.kind === 'picture') {
		const { width, height } = row.dots;
		return {
			text: pictureMark,
			width: 1,
			height: 1,
			align: row.align,
			bold: false,
			pictures: [{ width, height, rows: packRows(row.dots) }],
		};
	}
	if (row.kind !== 'line') return null;
	const inked = row.marks.filter((mark) => mark.kind === 'picture' || mark.text.trim() !== '');
	if (inked.length === 0) return null;
	const texts = inked.filter((mark): mark is Mark & { kind: 'text' } => mark.kind === 'text');
	const pictures = inked.flatMap((mark) =>
		mark.kind === 'picture' ? [{ width: mark.dots.width, height: mark.dots.height, rows: packRows(mark.dots) }] : [],
	);
	return {
		text: row.marks
			.map((mark) => (mark.kind === 'text' ? mark.text : pictureMark))
			.join('')
			.trimEnd(),
		width: Math.max(1, ...texts.map((mark) => mark.width)),
		height: Math.max(1, ...texts.map((mark) => mark.height)),
		align: row.align,
		bold: texts.length > 0 && texts.every((mark) => mark.bold),
		...(pictures.length > 0 ? { pictures } : {}),
	};
}
