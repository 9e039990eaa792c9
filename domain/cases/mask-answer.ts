/** What of an answer in a form may stand on a clerk's screen before anybody asks for the whole, by the mask of its field. */
const stars = (count: number) => '*'.repeat(Math.max(1, count));

function ends(text: string, first: number, last: number): string {
	const characters = [...text];
	if (characters.length <= first + last) return stars(characters.length);
	return (
		characters.slice(0, first).join('') + stars(characters.length - first - last) + characters.slice(characters.length - last).join('')
	);
}

export type Answer = string | number | boolean | string[];

/** `mask`: of the field in the catalogue; a field nobody knows any more is masked whole. */
export function maskAnswer(answer: Answer, mask: string | null | undefined): { value: Answer; masked: boolean } {
	if (mask === null || typeof answer === 'boolean' || answer === '') return { value: answer, masked: false };
	const one = (text: string): string => {
		if (mask === 'name') return `${[...text.trim()][0] ?? ''}*`;
		if (mask === 'idNumber' || mask === 'phone') return ends(text, 3, 4);
		if (mask === 'bankAccount') return ends(text, 0, 4);
		if (mask === 'address') return ends(text, Math.min(6, Math.floor([...text].length / 2)), 0);
		return stars([...text].length);
	};
	return { value: Array.isArray(answer) ? answer.map(one) : one(String(answer)), masked: true };
}
