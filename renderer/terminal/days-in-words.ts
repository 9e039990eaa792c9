/** A citizen reads 11月24日 周二, never 2026-11-24: what a refusal says of days, in the words of the screen. */

const businessDay = /^\d{4}-\d{2}-\d{2}$/;

/** `say`: a moment as a day in the language of the screen (`useDates().day`). Other values stay as they are. */
export function daysInWords<Value>(
	params: Readonly<Record<string, Value>> | undefined,
	say: (at: number) => string,
): Record<string, Value | string> {
	const inWords = (value: Value) =>
		typeof value === 'string' && businessDay.test(value) && !Number.isNaN(Date.parse(value))
			? say(Date.parse(`${value}T12:00:00Z`))
			: value;
	return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, inWords(value)]));
}
