/** A table as CSV: RFC 4180, with a byte-order mark so that Excel reads the Chinese as UTF-8. */

const byteOrderMark = '\uFEFF';

/** Every row has as many fields as the first; lines end with CR LF. What a spreadsheet would take for a formula is made plain text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
	return byteOrderMark + rows.map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');
}

function fieldOf(text: string): string {
	const plain = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
