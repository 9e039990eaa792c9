/** Number and date checks (protocols.md 2.9). Dates are `YYYYMMDD`. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Check character of an 18-character number, from its first 17 digits (GB 11643). */
export function checkCharacter(first17: string): string {
	let sum = 0;
	for (let at = 0; at < 17; at++) sum += Number(first17[at]) * weights[at]!;
	return '10X98765432'[sum % 11]!;
}

/** A day that exists in the calendar. */
export function isRealDate(date: string): boolean {
	if (!/^\d{8}$/.test(date)) return false;
	const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))];
	const made = new Date(Date.UTC(year, month - 1, day));
	return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function sexFits(sequenceDigit: string, sexCode: string): boolean {
	if (sexCode !== '1' && sexCode !== '2') return true;
	return Number(sequenceDigit) % 2 === (sexCode === '1' ? 1 : 0);
}

/** 18 characters: check character, a real date that is not in the future, and digit 17 odd for men, even for women. */
export function numberOf18IsSound(number: string, sexCode: string, today: string): boolean {
	const text = number.toUpperCase();
	if (!/^\d{17}[\dX]$/.test(text)) return false;
	const birth = text.slice(6, 14);
	return checkCharacter(text) === text[17] && isRealDate(birth) && birth <= today && sexFits(text[16]!, sexCode);
}

/** 15 characters of the foreign card of 2017: letters count A = 10 … Z = 35, weights 7 3 1, sum modulo 10. */
export function numberOf15IsSound(number: string, sexCode: string): boolean {
	if (!/^[A-Z]{3}\d{12}$/.test(number)) return false;
	return foreignCheckDigit(number) === number[14] && sexFits(number[13]!, sexCode);
}

/** Check digit of the 15-character number, from its first 14 characters. */
export function foreignCheckDigit(first14: string): string {
	let sum = 0;
	for (let at = 0; at < 14; at++) sum += Number.parseInt(first14[at]!, 36) * [7, 3, 1][at % 3]!;
	return String(sum % 10);
}

/** The 2017 number of a holder of a 2023 card, or `null` when the card names none. */
export function previousNumber(card: { idNumber: string; countryCode: string; birthDate: string; link: string }): string | null {
	if (!/^\d{3}$/.test(card.link) || !/^9\d{2}/.test(card.idNumber)) return null;
	const first14 = `${card.countryCode}${card.idNumber.slice(1, 3)}${card.link.slice(0, 2)}${card.birthDate.slice(2)}${card.link[2]}`;
	return /^[A-Z]{3}\d{11}$/.test(first14) ? first14 + foreignCheckDigit(first14) : null;
}

/** Residents of Hong Kong, Macao and Taiwan: the region of a residence permit is one of three. */
export function isPermitNumber(number: string): boolean {
	return /^8[123]0000/.test(number);
}
