import { columnsOf } from '../../domain/contracts/device-columns.ts';
import { dotsPerColumn } from '../../domain/contracts/device-layouts.ts';
import { pictureMark } from '../../drivers/printer/paper-decoder.ts';
import type { Mark, Row } from '../../drivers/printer/paper-rows.ts';

/**
 * The paper by columns, one line a line, between two bars. What is larger or bold says so behind the bar; a code or a picture stands as its
 * size in dots.
 */
export function paperText(rows: readonly Row[], columns: number): string {
	const lines = rows.flatMap((row): string[] => {
		if (row.kind === 'feed') return [];
		if (row.kind === 'picture') return [boxed(`[picture ${row.dots.width}x${row.dots.height}]`, row.align, columns)];
		if (row.kind === 'code') {
			const { payload, dots } = row.code;
			return [boxed(`[code ${dots.width}x${dots.height}]`, row.align, columns), `  ${new TextDecoder().decode(payload)}`];
		}
		return [
			boxed(
				row.marks.map(shownAs).join(''),
				row.align,
				columns,
				row.marks.reduce((sum, mark) => sum + spare(mark), 0),
			) + looksOf(row.marks),
		];
	});
	return [...lines, `${'-'.repeat(columns)}✂`, ''].join('\n');
}

function shownAs(mark: Mark): string {
	return mark.kind === 'text' ? mark.text : pictureMark;
}

/** Columns a mark takes beyond those of its characters. */
function spare(mark: Mark): number {
	if (mark.kind === 'picture') return Math.ceil(mark.dots.width / dotsPerColumn) - columnsOf(pictureMark);
	return columnsOf(mark.text) * (mark.width - 1);
}

function boxed(text: string, align: 'left' | 'center' | 'right', columns: number, more = 0): string {
	const free = Math.max(0, columns - columnsOf(text) - more);
	const before = align === 'center' ? Math.floor(free / 2) : align === 'right' ? free : 0;
	return `|${' '.repeat(before)}${text}${' '.repeat(free - before + more)}|`;
}

function looksOf(marks: readonly Mark[]): string {
	const looks = marks.flatMap((mark) => {
		if (mark.kind === 'picture' || mark.text.trim() === '') return [];
		const size = mark.width === 1 && mark.height === 1 ? '' : `${mark.width}x${mark.height}`;
		return [[size, mark.bold ? 'bold' : '', mark.underline ? 'underlined' : ''].filter((one) => one !== '').join(' ')];
	});
	const told = [...new Set(looks)];
	return told.every((look) => look === '') ? '' : ` ${told.map((look) => look || 'plain').join(' + ')}`;
}
