import { columnsOf } from '../domain/contracts/device-columns.ts';
import { type Block, dotsPerColumn, type Look, type PaperMm, type Piece, paperColumns } from '../domain/contracts/device-layouts.ts';
import { fixedTexts, type LayoutNames } from './layout-names.ts';

/** Columns that must be left beside a label. */
const leastBeside = 8;
/** Modules of the smallest code with its quiet zone. */
const smallestCode = 29;

/** What of a block is wider than the paper whatever the slip says, as sentences. */
export function widthProblems(block: Block, paperMm: PaperMm, names: LayoutNames): string[] {
	const columns = paperColumns[paperMm];
	const paper = `${paperMm} mm paper has ${columns} columns`;
	if ('text' in block) {
		const room = Math.floor(columns / factorOf(block));
		const long = factorOf(block) > 1 && widest(block.text, names) > room;
		return long
			? [`“${block.text}” at width ${factorOf(block)} is wider than the paper: ${paper}. Write width: { upTo: ${factorOf(block)} }.`]
			: [];
	}
	if ('columns' in block) {
		const share = Math.floor(columns / block.columns.length / factorOf(block));
		const long = block.columns.filter((text) => widest(text, names) > share);
		return long.map((text) => `“${text}” is wider than its column, which holds ${share}: ${paper}. Shorten it or take fewer columns.`);
	}
	if ('spread' in block) {
		const together = [block.spread.left, block.spread.right].reduce((sum, piece) => sum + pieceWidth(piece, names), 1);
		return together > columns
			? [`left and right together need ${together} columns: ${paper}. Shorten one of them or make it smaller.`]
			: [];
	}
	if ('labels' in block) {
		const long = block.labels.filter(({ label }) => widest(label, names) + 2 > columns - leastBeside);
		return long.map(({ label }) => `the label “${label}” leaves no room for its text: ${paper}. Shorten it.`);
	}
	if ('qr' in block) {
		const most = Math.floor((columns * dotsPerColumn) / smallestCode);
		return block.module > most ? [`module ${block.module} makes every code wider than the paper. Give ${most} or less.`] : [];
	}
	return [];
}

function pieceWidth(piece: Piece, names: LayoutNames): number {
	return typeof piece === 'string' ? widest(piece, names) : widest(piece.text, names) * factorOf(piece);
}

function factorOf({ width = 1 }: Look): number {
	return typeof width === 'number' ? width : 1;
}

function widest(template: string, names: LayoutNames): number {
	return Math.max(0, ...fixedTexts(template, names).map(columnsOf));
}
