/** Dates as figures of a keypad: 20261123 ↔ 2026-11-23, and with hour and minute. Pure. */
const lengths = { date: 8, datetime: 12 } as const;
export type DateType = keyof typeof lengths;

export function figuresOf(value: string): string {
	return value.replace(/\D/g, '');
}

/** What is not typed yet is left out, so that a half-typed date is never a date. */
export function fromFigures(figures: string, type: DateType): string {
	const all = figures.slice(0, lengths[type]);
	const day = [all.slice(0, 4), all.slice(4, 6), all.slice(6, 8)].filter((part) => part !== '').join('-');
	const time = [all.slice(8, 10), all.slice(10, 12)].filter((part) => part !== '').join(':');
	return time === '' ? day : `${day}T${time}`;
}

export const isWhole = (value: string, type: DateType): boolean => figuresOf(value).length === lengths[type];

/** A day before or after, YYYY-MM-DD. */
export function dayBy(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
