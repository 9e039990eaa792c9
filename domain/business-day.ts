/** Days and times of a hall in its own zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timezone: string): Intl.DateTimeFormat {
	let format = formats.get(timezone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-CA', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
		formats.set(timezone, format);
	}
	return format;
}

function partsOf(now: number, timezone: string): Record<string, string> {
	return Object.fromEntries(
		formatFor(timezone)
			.formatToParts(now)
			.map((part) => [part.type, part.value]),
	);
}

/** Business day (`YYYY-MM-DD`) of an instant in a zone such as `Asia/Shanghai`. Throws `RangeError` for an unknown zone. */
export function businessDay(now: number, timezone: string): string {
	const { year, month, day } = partsOf(now, timezone);
	return `${year}-${month}-${day}`;
}

/** Wall-clock time (`HH:MM`) of an instant in a zone. */
export function localTime(now: number, timezone: string): string {
	const { hour, minute } = partsOf(now, timezone);
	return `${hour}:${minute}`;
}

/** An instant as the hall's wall clock says it, ISO 8601 with the zone's offset: `2026-11-23T10:24:00+08:00`. Seconds are kept. */
export function localStamp(now: number, timezone: string): string {
	const { year, month, day, hour, minute, second } = partsOf(now, timezone);
	const ahead = Math.round(offsetAt(now, timezone) / 60_000);
	const two = (value: number) => String(value).padStart(2, '0');
	const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
	return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
}

/** The instant at which a local wall-clock time (`HH:MM`) of a day occurs; where clocks jump over it, the instant just after. */
export function instantOf(day: string, time: string, timezone: string): number {
	const wanted = Date.parse(`${day}T${time}:00Z`);
	const first = wanted - offsetAt(wanted, timezone);
	return wanted - offsetAt(first, timezone);
}

/** How far the zone's wall clock is ahead of UTC at an instant, ms. */
function offsetAt(instant: number, timezone: string): number {
	const { year, month, day, hour, minute, second } = partsOf(instant, timezone);
	return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(instant / 1000) * 1000;
}
