import type { BlockOf } from '../domain/contracts/paper-document.ts';
import type { Page } from './page.ts';
import { mm, type TextStyle } from './pen.ts';

const padding = mm(1.4);
const headStyle: TextStyle = { size: 9, weight: 700 };
const cellStyle: TextStyle = { size: 9.5 };
const rule = '#9aa3ad';

/** Draws a table over as many pages as it takes, its head on each. */
export function drawTable(page: Page, { columns, rows, minRowMm }: BlockOf<'table'>): void {
	const { pen } = page;
	const whole = columns.reduce((sum, column) => sum + column.share, 0);
	const widths = columns.map((column) => (column.share / whole) * page.width);
	const drawRow = (cells: readonly string[], style: TextStyle, least: number, shaded: boolean) => {
		const lines = columns.map((_, index) => pen.lines(cells[index] ?? '', (widths[index] ?? 0) - 2 * padding, style));
		const textHeight = Math.max(1, ...lines.map((each) => each.length)) * pen.lineHeight(style);
		const height = Math.max(least, textHeight + 2 * padding);
		// One cell of many lines may be higher than a page: it is then drawn over the foot rather than lost.
		if (!page.fits(height) && page.y > page.top) {
			page.next();
			if (!shaded) drawHead();
		}
		let x = page.left;
		if (shaded) pen.pdf.rect(page.left, page.y, page.width, height).fill('#eef2f6');
		columns.forEach((column, index) => {
			const width = widths[index] ?? 0;
			pen.pdf.lineWidth(0.5).rect(x, page.y, width, height).stroke(rule);
			lines[index]?.forEach((line, at) => {
				const align = column.align ?? 'left';
				pen.line(line, x + padding, page.y + padding + at * pen.lineHeight(style), width - 2 * padding, { ...style, align });
			});
			x += width;
		});
		page.down(height);
	};
	const drawHead = () => {
		const heads = columns.map((column) => column.head);
		if (heads.some((head) => head !== '')) drawRow(heads, headStyle, 0, true);
	};
	// A head alone at the foot of a page says nothing.
	if (!page.fits(mm(16))) page.next();
	drawHead();
	for (const row of rows) drawRow(row, cellStyle, mm(minRowMm ?? 0), false);
}
