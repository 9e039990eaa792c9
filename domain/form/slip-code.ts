/** The code of an application in a QR code: told from tickets and reservations by its beginning. Pure. */
const begin = 'TH-SQ1 ';

export function slipText(code: string): string {
	return `${begin}${code}`;
}

/** The code in what a scanner read; `null` = it is something else. */
export function codeInSlip(text: string): string | null {
	return text.startsWith(begin) ? text.slice(begin.length).trim().slice(0, 40) : null;
}
