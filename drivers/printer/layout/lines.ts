import { columnsOf } from '../../../domain/contracts/device-columns.ts';
import type {
	ColumnsBlock,
	LabelsBlock,
	Look,
	Piece,
	RuleBlock,
	SpreadBlock,
	TextBlock,
} from '../../../domain/contracts/device-layouts.ts';
import type { Paper, Run } from '../paper.ts';
import { centred, fitting, withoutControls, wrap } from '../text.ts';
import { applies, printable, type Scope } from './template.ts';

/** Columns between a label and its text. */
const labelGap = 2;

/** Wrapped by columns; a text that comes out empty takes no line. */
export function printText(paper: Paper, block: TextBlock, scope: Scope): void {
	const text = printable(block.text, scope);
	if (text.trim() === '') return;
	const look = lookOf(block, [text], paper.columns);
	const columns = Math.floor(paper.columns / look.width);
	const all = wrap(text, columns);
	const lines = all.slice(0, block.most ?? all.length);
	if (lines.length < all.length) lines.push(`${shortened(lines.pop() ?? '', printable(block.more ?? '…', scope), columns)}`);
	for (const line of lines) paper.line(block.align ?? 'left', [{ ...look, text: line }]);
}

/** As much of the line as leaves room for `end`. */
function shortened(line: string, end: string, columns: number): string {
	const room = columns - columnsOf(end) - 1;
	return room < 1 ? fitting(end, columns) : `${fitting(line, room)} ${end}`;
}

export function printSpread(paper: Paper, { spread }: SpreadBlock, scope: Scope): void {
	const widthOf = (run: Required<Run>) => columnsOf(run.text) * run.width;
	const right = pieceOf(spread.right, scope, paper.columns);
	const left = pieceOf(spread.left, scope, Math.max(2, paper.columns - widthOf(right) - 1));
	const between = paper.columns - widthOf(left) - widthOf(right);
	if (left.text === '' || right.text === '' ? between >= 0 : between >= 1) {
		if (right.text === '') printRun(paper, left);
		else paper.line('left', [left, blanks(between), right]);
		return;
	}
	const room = Math.floor((paper.columns - widthOf(right) - 1) / left.width);
	if (spread.ifLong === 'below' || room < 2) {
		printRun(paper, left);
		printRun(paper, right);
		return;
	}
	wrap(left.text, room).forEach((text, index) => {
		const run = { ...left, text };
		paper.line('left', index > 0 ? [run] : [run, blanks(paper.columns - widthOf(run) - widthOf(right)), right]);
	});
}

function printRun(paper: Paper, run: Required<Run>): void {
	for (const text of wrap(run.text, Math.floor(paper.columns / run.width))) paper.line('left', [{ ...run, text }]);
}

export function printRule(paper: Paper, { rule }: RuleBlock): void {
	const pattern = [...withoutControls(rule)];
	let text = '';
	for (let at = 0; columnsOf(text) + columnsOf(pattern[at % pattern.length] ?? '-') <= paper.columns; at++) {
		text += pattern[at % pattern.length] ?? '-';
	}
	paper.line('left', [{ text }]);
}

export function printColumns(paper: Paper, block: ColumnsBlock, scope: Scope): void {
	const texts = block.columns.map((text) => printable(text, scope));
	const share = Math.floor(paper.columns / texts.length);
	const look = lookOf(block, texts, share);
	const room = Math.floor(share / look.width);
	const cells = texts.map((text) => wrap(text, room));
	const rows = Math.max(...cells.map((lines) => lines.length));
	for (let row = 0; row < rows; row++) {
		const text = cells.map((lines) => centred(lines[row] ?? '', room)).join('');
		paper.line('left', [{ ...look, text }]);
	}
}

export function printLabels(paper: Paper, block: LabelsBlock, scope: Scope): void {
	const entries = block.labels.map((entry) => ({
		shown: applies(entry, scope.fields),
		label: printable(entry.label, scope),
		text: printable(entry.text, scope),
	}));
	// Of all labels, printed or not, so that the text stands in the same place on every slip.
	const indent = Math.max(...entries.map(({ label }) => columnsOf(label))) + labelGap;
	for (const { shown, label, text } of entries) {
		if (!shown || text.trim() === '') continue;
		// A label too long to leave room for text stands above it.
		const beside = paper.columns - indent >= 8;
		if (!beside) for (const line of wrap(label, paper.columns)) paper.line('left', [{ text: line, bold: block.bold }]);
		const [first = '', ...rest] = wrap(text, beside ? paper.columns - indent : paper.columns);
		const gap = beside ? ' '.repeat(indent - columnsOf(label)) : '';
		paper.line('left', beside ? [{ text: label, bold: block.bold }, { text: gap + first }] : [{ text: first }]);
		for (const line of rest) paper.line('left', [{ text: (beside ? ' '.repeat(indent) : '') + line }]);
	}
}

function blanks(columns: number): Run {
	return { text: ' '.repeat(columns) };
}

function pieceOf(piece: Piece, scope: Scope, columns: number): Required<Run> {
	const { text, ...look } = typeof piece === 'string' ? { text: piece } : piece;
	const filled = printable(text, scope);
	return { text: filled, ...lookOf(look, [filled], columns) };
}

/** The look with a width that is settled: the largest with which the widest of `texts` fits into `columns`. */
function lookOf({ bold = false, underline = false, width = 1, height = 1 }: Look, texts: readonly string[], columns: number) {
	const widest = Math.max(1, ...texts.map(columnsOf));
	const wanted = typeof width === 'number' ? width : Math.min(width.upTo, Math.floor(columns / widest));
	// A line must hold at least one Chinese character.
	return { bold, underline, width: Math.max(1, Math.min(wanted, Math.floor(columns / 2))), height };
}
