/** Citizens whose document numbers must never be seen again after they were read (P1, I-16): eighteen digits that nothing else begins with. */
const prefix = '9901970';

export function citizen(index: number): string {
	return `${prefix}${String(index * 7_919 + 31).padStart(11, '0')}`;
}

/** Whether a text holds one of them. */
export function holdsCanary(text: string): boolean {
	// The short look first: it is made at every message and every line.
	return text.includes(prefix) && /9901970\d{11}/.test(text);
}
