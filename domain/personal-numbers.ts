/**
 * Document and phone numbers in what people type (P1). They must not enter the log: an ask that holds one is refused in words, a report, which is
 * never refused, is taken with the number blotted out.
 *
 * Looked for where they stand by themselves: an opaque reference or a hexadecimal id is longer or mixed with letters. Figures may be full-width, and
 * stand in groups.
 */
const figure = '[0-9０-９]';
/** One at most between two figures. */
const gap = '[ \\u00a0\\u3000\\-‐–—.·]?';
const alone = { before: '(?<![0-9A-Za-z０-９])', after: '(?![0-9A-Za-z０-９])' };
const figures = (count: number) => `${figure}(?:${gap}${figure}){${count - 1}}`;

const shapes = [
	// Identity card of 18 places, and the one of 15 with its date of birth.
	`${figures(17)}${gap}[0-9０-９XxＸｘ]`,
	'[1-9]\\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}',
	// Foreigner's permanent residence of 2017; passport, and permits for travel between the mainland, Hong Kong and Macao.
	'[A-Za-z]{3}\\d{12}',
	'(?:[EeGg]\\d{8}|[Ee][A-Za-z]\\d{7}|[HhMm]\\d{8}(?:\\d{2})?)',
	// Mobile, with or without the country; landline with its area.
	`(?:(?:[+＋]|00)?86${gap})?[1１]${gap}${figures(10)}`,
	'0[1-9]\\d{1,2}[ -]?[2-9]\\d{6,7}',
];
const pattern = new RegExp(`${alone.before}(?:${shapes.join('|')})${alone.after}`, 'g');

export const blot = '＊＊＊';

/** The text with every such number blotted out; the same text when there is none. */
export function withoutPersonalNumbers(text: string): string {
	return text.replace(pattern, blot);
}

/** Path of the first string in plain data that holds such a number, e.g. `body.reason`; `null` = there is none. */
export function personalNumberIn(value: unknown, path: string): string | null {
	if (typeof value === 'string') return withoutPersonalNumbers(value) === value ? null : path;
	if (value === null || typeof value !== 'object') return null;
	for (const [name, inner] of Object.entries(value)) {
		const found = personalNumberIn(inner, `${path}.${name}`);
		if (found !== null) return found;
	}
	return null;
}

/** Plain data with every such number blotted out, in every string; the same object when there is none. */
export function blotPersonalNumbers<T>(value: T): T {
	return personalNumberIn(value, '') === null ? value : (blotted(value) as T);
}

function blotted(value: unknown): unknown {
	if (typeof value === 'string') return withoutPersonalNumbers(value);
	if (Array.isArray(value)) return value.map(blotted);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, blotted(inner)]));
}
