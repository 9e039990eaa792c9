/** Sheets as an XLSX workbook. Text stays text and numbers stay numbers: nothing a person typed can become a formula. */
import type { Cell } from 'write-excel-file/node';
import type { Column, Sheet } from '../../domain/tide/past-day/sheets.ts';

const formats: Record<Exclude<Column['kind'], 'text'>, string> = { count: '0', minutes: '0.0', share: '0%' };
/** What Excel does not take in the name of a sheet, and how long one may be. */
const notInNames = /[[\]:*?/\\]/g;
const longestName = 31;

/** Rejects when the library does. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
	// Loaded when it is first asked for: a platform that comes back after a fault does not wait for it.
	const { default: writeXlsxFile } = await import('write-excel-file/node');
	const made = await writeXlsxFile(
		sheets.map(({ name, columns, rows }) => ({
			sheet: name.replaceAll(notInNames, ' ').slice(0, longestName),
			stickyRowsCount: 1,
			columns: columns.map(({ kind }) => ({ width: kind === 'text' ? 22 : 12 })),
			data: [
				columns.map(({ head }): Cell => ({ value: head, type: String, fontWeight: 'bold', wrap: true })),
				...rows.map((row) => row.map((cell, place): Cell => cellOf(cell, columns[place]!.kind))),
			],
		})),
	).toBuffer();
	return made;
}

function cellOf(cell: string | number | null, kind: Column['kind']): Cell {
	if (cell === null) return null;
	if (typeof cell === 'string' || kind === 'text') return { value: String(cell), type: String };
	return { value: cell, type: Number, format: formats[kind] };
}
