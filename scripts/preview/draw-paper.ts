import { dotsPerColumn } from '../../domain/contracts/device-layouts.ts';
import { boldDots, type Dots, emptyDots, joinDots, putDots, scaleDots } from '../../drivers/printer/glyphs/dots.ts';
import { glyphOf } from '../../drivers/printer/glyphs/glyphs.ts';
import type { Mark, Row } from '../../drivers/printer/paper-rows.ts';

const cellDots = 24;
/** Paper above the first line, and from the last line to the knife, on common printers. */
const marginDots = 24;
const knifeDots = 40;

/** The paper dot for dot: what the head blackens, and a dashed line where the knife goes. Characters are those of the shipped typeface. */
export function drawPaper(rows: readonly Row[], columns: number): Dots {
	const height = rows.reduce((sum, row) => sum + row.feed, marginDots + knifeDots);
	const paper = emptyDots(columns * dotsPerColumn, height);
	let top = marginDots;
	for (const row of rows) {
		const dots = dotsOf(row);
		if (dots && row.kind !== 'feed') {
			const free = paper.width - dots.width;
			const left = row.align === 'center' ? Math.floor(free / 2) : row.align === 'right' ? free : 0;
			putDots(paper, dots, left, top);
		}
		top += row.feed;
	}
	for (let x = 0; x < paper.width; x++) if (x % 16 < 8) paper.ink[(height - 2) * paper.width + x] = 1;
	return paper;
}

function dotsOf(row: Row): Dots | null {
	if (row.kind === 'feed') return null;
	if (row.kind === 'picture') return row.dots;
	if (row.kind === 'code') return row.code.dots;
	const cells = row.marks.flatMap(cellsOf);
	if (cells.length === 0) return null;
	return joinDots(cells, Math.max(...cells.map((cell) => cell.height)));
}

function cellsOf(mark: Mark): Dots[] {
	if (mark.kind === 'picture') return [mark.dots];
	return [...mark.text].map((character) => {
		const wide = character.codePointAt(0)! < 0x7f ? 1 : 2;
		const dots = glyphOf(character) ?? glyphOf('□') ?? emptyDots(wide * dotsPerColumn, cellDots);
		return scaleDots(mark.bold ? boldDots(dots) : dots, mark.width, mark.height, mark.underline);
	});
}
