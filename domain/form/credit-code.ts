/** The unified social credit code (GB 32100): 18 characters without I, O, S, V and Z; the last one checks the others. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** `text`: normalised (capitals, no spaces). */
export function readCreditCode(text: string): 'uscc-length' | 'uscc-character' | 'uscc-check' | null {
	if ([...text].some((one) => !alphabet.includes(one))) return 'uscc-character';
	if (text.length !== 18) return 'uscc-length';
	return checkOf(text) === text[17] ? null : 'uscc-check';
}

function checkOf(text: string): string {
	let sum = 0;
	let weight = 1;
	for (let at = 0; at < 17; at += 1) {
		sum += alphabet.indexOf(text[at]!) * weight;
		weight = (weight * 3) % 31;
	}
	return alphabet[(31 - (sum % 31)) % 31]!;
}
