/** What panels show that have places for a number and a window instead of a text. */
export interface PanelFields {
	text: string;
	/** `A044`; empty when the text calls nobody. */
	number: string;
	/** `3`; empty when the text names no window. */
	window: string;
}

/** Number and window as they stand in a text: the first group with digits is the number, the last one the window; one alone is a number when it begins with a letter. */
export function fieldsOf(text: string): PanelFields {
	const groups = text.match(/[A-Za-z]*\d[A-Za-z0-9-]*/g) ?? [];
	const [first = '', ...others] = groups;
	const alone = others.length === 0;
	const isNumber = !alone || /^[A-Za-z]/.test(first);
	return { text, number: isNumber ? first : '', window: alone ? (isNumber ? '' : first) : (others.at(-1) ?? '') };
}
