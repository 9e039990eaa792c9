/** Values as they may stand on a public screen before somebody asks to see them whole (README of the design: 1+1, family name and `*`). */
import { maskName } from '../mask.ts';

function ends(text: string, first: number, last: number): string {
	const all = [...text];
	if (all.length <= first + last) return '*'.repeat(all.length);
	return all.slice(0, first).join('') + '*'.repeat(all.length - first - last) + (last === 0 ? '' : all.slice(-last).join(''));
}

/** `mask`: of the field; `null` = it may be shown. */
export function masked(value: string, mask: string | null): string {
	switch (mask) {
		case null:
			return value;
		case 'name':
			return maskName(value);
		case 'idNumber':
			return ends(value, 1, 1);
		case 'phone':
			return ends(value, 3, 2);
		case 'bankAccount':
			return ends(value, 0, 4);
		case 'address':
			return ends(value, Math.min(6, Math.floor([...value].length / 2)), 0);
		default:
			return ends(value, 0, 0);
	}
}
