/**
 * Document numbers as people type them: the resident card (GB 11643, 18 places, and the 15 of before 1999), the residence permit for people from Hong
 * Kong, Macao and Taiwan (81, 82, 83), the foreigner's permanent residence card of 2023 (begins with 9) and of 2017 (three letters, twelve figures).
 */

export type DocumentKind = 'resident' | 'resident-15' | 'hmt-residence' | 'foreigner-2023' | 'foreigner-2017';
export type DocumentReading =
	| { ok: true; kind: DocumentKind; birthDate: string | null }
	| { ok: false; why: 'id-length' | 'id-character' | 'id-place' | 'id-date' | 'id-check' };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';
/** First two figures of a place in the mainland, Hong Kong and Macao before the permits, and the three permits. */
const places = new Set([
	...['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46'],
	...['50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82', '83'],
]);

/** `text`: normalised (no spaces, capitals). `today`: YYYY-MM-DD. */
export function readDocument(text: string, today: string): DocumentReading {
	if (/^[A-Z]{3}/.test(text)) return foreigner2017(text, today);
	if (!/^[0-9X]*$/.test(text)) return { ok: false, why: 'id-character' };
	if (text.length === 15) return resident15(text, today);
	if (text.length !== 18) return { ok: false, why: 'id-length' };
	if (!/^\d{17}[\dX]$/.test(text)) return { ok: false, why: 'id-character' };
	const foreign = text[0] === '9';
	if (!foreign && !places.has(text.slice(0, 2))) return { ok: false, why: 'id-place' };
	const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
	if (!bornBy(birthDate, today)) return { ok: false, why: 'id-date' };
	if (checkOf18(text) !== text[17]) return { ok: false, why: 'id-check' };
	const kind = foreign ? 'foreigner-2023' : ['81', '82', '83'].includes(text.slice(0, 2)) ? 'hmt-residence' : 'resident';
	return { ok: true, kind, birthDate };
}

/** Numbers of before 1999: no check digit; the 20th century, which 996 to 999 at the end turned into the 19th for those above a hundred. */
function resident15(text: string, today: string): DocumentReading {
	if (!/^\d{15}$/.test(text)) return { ok: false, why: 'id-character' };
	if (!places.has(text.slice(0, 2))) return { ok: false, why: 'id-place' };
	const birthDate = `${centuryOf(text)}${text.slice(6, 8)}-${text.slice(8, 10)}-${text.slice(10, 12)}`;
	return bornBy(birthDate, today) ? { ok: true, kind: 'resident-15', birthDate } : { ok: false, why: 'id-date' };
}

const centuryOf = (text: string) => (/99[6-9]$/.test(text) ? '18' : '19');

/** The 18 places that took the place of a number of 15. */
export function with18Places(text: string): string {
	const longer = `${text.slice(0, 6)}${centuryOf(text)}${text.slice(6)}`;
	return longer + checkOf18(longer);
}

/** Letters count A = 10 … Z = 35; weights 7 3 1; the last figure is the sum modulo 10. */
function foreigner2017(text: string, today: string): DocumentReading {
	if (text.length !== 15) return { ok: false, why: 'id-length' };
	if (!/^[A-Z]{3}\d{12}$/.test(text)) return { ok: false, why: 'id-character' };
	// Two figures of the year: a day that exists in either century will do.
	const day = (century: string) => `${century}${text.slice(7, 9)}-${text.slice(9, 11)}-${text.slice(11, 13)}`;
	if (!bornBy(day('19'), today) && !bornBy(day('20'), today)) return { ok: false, why: 'id-date' };
	let sum = 0;
	for (let at = 0; at < 14; at += 1) sum += Number.parseInt(text[at]!, 36) * [7, 3, 1][at % 3]!;
	return String(sum % 10) === text[14] ? { ok: true, kind: 'foreigner-2017', birthDate: null } : { ok: false, why: 'id-check' };
}

function checkOf18(text: string): string {
	return checks[weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11]!;
}

function bornBy(date: string, today: string): boolean {
	return date >= '1850-01-01' && date <= today && isDate(date);
}

/** A day that exists, YYYY-MM-DD: neither 2025-02-29 nor 2025-13-01. */
export function isDate(text: string): boolean {
	const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!found) return false;
	const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
	const date = new Date(Date.UTC(year, month - 1, day));
	return year >= 1000 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
