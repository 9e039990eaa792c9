/** What of an answer in a form may stand on a clerk's screen before anybody asks for the whole, by the mask of its field. */
import { maskText } from '../masking/mask.ts';

export type Answer = string | number | boolean | string[];

/** `mask`: of the field in the catalogue; a field nobody knows any more is masked whole. */
export function maskAnswer(answer: Answer, mask: string | null | undefined): { value: Answer; masked: boolean } {
	if (mask === null || typeof answer === 'boolean' || answer === '') return { value: answer, masked: false };
	const one = (text: string) => maskText(text, mask ?? 'unknown', 'staff');
	return { value: Array.isArray(answer) ? answer.map(one) : one(String(answer)), masked: true };
}
