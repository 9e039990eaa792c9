/** Lists in a form (股东, 录用人员, 车辆, 驾驶人员): the catalogue names them, their columns are these. */
import type { BookField } from '../contracts/catalogue-book.ts';

/** A column is checked as a field of its kind is. */
export interface Column {
	/** Worded in `form.yaml` under `columns`. */
	key: string;
	type: Extract<BookField['type'], 'text' | 'idNumber' | 'number' | 'money' | 'phone'>;
	required: boolean;
	mask: string | null;
	validation: BookField['validation'];
}

const column = (key: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
	...{ key, type, required: true, mask: null, validation: {} },
	...more,
});
const personName = column('personName', 'text', { mask: 'name', validation: { maxLength: 40 } });
const personNumber = column('personNumber', 'idNumber', { mask: 'idNumber', validation: { check: 'gb11643' } });

const columns: Readonly<Record<string, readonly Column[]>> = {
	shareholders: [
		column('holderName', 'text', { mask: 'name', validation: { maxLength: 60 } }),
		// A company's code as well as a person's number.
		column('holderNumber', 'text', { mask: 'idNumber', validation: { maxLength: 20, pattern: '^[0-9A-Za-z]{8,20}$' } }),
		column('share', 'money', { validation: { min: 0 } }),
	],
	employees: [personName, personNumber, column('monthPay', 'money', { required: false, validation: { min: 0, max: 1_000_000 } })],
	vehicles: [
		column('plate', 'text', { validation: { maxLength: 10 } }),
		column('vehicleNumber', 'text', { required: false, validation: { pattern: '^[A-HJ-NPR-Z0-9]{17}$' } }),
		column('seats', 'number', { required: false, validation: { min: 1, max: 100 } }),
	],
	drivers: [personName, personNumber, column('licence', 'text', { validation: { maxLength: 20, pattern: '^[0-9A-Za-z]{6,20}$' } })],
};

/** A list nobody has described has one column of text, so that it can still be filled in. */
export function columnsOf(table: string): readonly Column[] {
	return columns[table] ?? [column('entry', 'text', { validation: { maxLength: 120 } })];
}

/** Rows one can type at a terminal; longer lists are handed in as a document. */
export const rowsAtMost = 60;
/** Characters of one row, as the store takes them. */
export const rowCharacters = 200;

export const rowOf = (cells: readonly string[]): string => JSON.stringify(cells);

/** Cells of a row as it is kept; what cannot be read is a row of nothing. */
export function cellsOf(row: string, count: number): string[] {
	let read: unknown = null;
	try {
		read = JSON.parse(row);
	} catch {
		// Kept by an older version, or damaged: the person sees empty cells and fills them again.
	}
	const cells = Array.isArray(read) ? read.map((cell) => (typeof cell === 'string' ? cell : '')) : [];
	return Array.from({ length: count }, (_, at) => cells[at] ?? '');
}
