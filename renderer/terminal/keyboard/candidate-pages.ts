/** How many candidates stand in a row: widths in keys, because a word of four characters needs two keys' room. */
import type { Candidate } from './pinyin-book.ts';

/** Widths of one row in keys, for the row above the letters and for the rows of all candidates. */
export const rowWidth = 7;
export const gridWidth = 10;
export const gridRows = 3;

/** 1 to 2 characters stand on one key, 3 to 4 on two, and so on. */
export const widthOf = ({ text }: Candidate): number => Math.max(1, Math.ceil([...text].length / 2));

/** As many as fit into one row. */
export function firstRow(all: readonly Candidate[], width: number): Candidate[] {
	const row: Candidate[] = [];
	let used = 0;
	for (const one of all) {
		const wide = Math.min(width, widthOf(one));
		if (used + wide > width) break;
		used += wide;
		row.push(one);
	}
	return row;
}

/** All of them in pages of three rows. */
export function pagesOf(all: readonly Candidate[]): Candidate[][][] {
	const pages: Candidate[][][] = [];
	let rest = all;
	while (rest.length > 0) {
		const rows: Candidate[][] = [];
		while (rows.length < gridRows && rest.length > 0) {
			const row = firstRow(rest, gridWidth);
			rows.push(row);
			rest = rest.slice(row.length);
		}
		pages.push(rows);
	}
	return pages;
}
