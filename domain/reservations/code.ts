/**
 * Codes of reservations: nine characters of chance and one that tells a slip of the finger. The alphabet has 31 characters, a prime number, so
 * that one wrong character and two swapped neighbours are always found. 31⁹ codes (2.6 × 10¹³) for a few thousand reservations: not to be guessed.
 */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const codeChanceBytes = 9;

/** The code of nine chance bytes, each below 248 (8 × 31): a higher one would make some characters likelier, and is refused with `null`. */
export function codeFrom(bytes: Uint8Array): string | null {
	if (bytes.length !== codeChanceBytes || bytes.some((byte) => byte >= alphabet.length * 8)) return null;
	const nine = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
	return nine + checkCharacter(nine);
}

/** The code a person typed or a gun read: spaces and hyphens are dropped, letters raised. `null` = it cannot be a code; somebody mistyped it. */
export function readCode(text: string): string | null {
	const code = text.replaceAll(/[\s-]/g, '').toUpperCase();
	if (code.length !== codeChanceBytes + 1 || [...code].some((character) => !alphabet.includes(character))) return null;
	return checkCharacter(code.slice(0, -1)) === code.at(-1) ? code : null;
}

function checkCharacter(nine: string): string {
	let sum = 0;
	for (const [at, character] of [...nine].entries()) sum += alphabet.indexOf(character) * (at + 2);
	return alphabet[sum % alphabet.length]!;
}
