/** Document numbers a card reader of the hall can read, so that a reservation made with one is found by the card. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';

/** The number in the form cards carry it, or `null` when it is none: 18 characters (GB 11643) or 15 of the foreign card of 2017. */
export function readDocumentNumber(text: string): string | null {
	const number = text.trim().toUpperCase();
	if (/^\d{17}[\dX]$/.test(number)) return is18(number) ? number : null;
	return /^[A-Z]{3}\d{12}$/.test(number) && is15(number) ? number : null;
}

function is18(number: string): boolean {
	const sum = weights.reduce((so, weight, at) => so + weight * Number(number[at]), 0);
	if (checks[sum % 11] !== number[17]) return false;
	const [year, month, day] = [Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))];
	const date = new Date(Date.UTC(year, month - 1, day));
	return year >= 1850 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Letters count A = 10 … Z = 35; weights 7 3 1; the last digit is the sum modulo 10. */
function is15(number: string): boolean {
	let sum = 0;
	for (let at = 0; at < 14; at++) sum += Number.parseInt(number[at]!, 36) * [7, 3, 1][at % 3]!;
	return String(sum % 10) === number[14];
}
