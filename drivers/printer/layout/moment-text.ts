/**
 * `2026-11-23 周一 10:24`, or `2026-11-26 周四` for a day alone. A time in UTC (`Z`) is shown in the machine's zone; one with another
 * offset as it stands; words stay words.
 */
export function momentText(moment: string, weekdays: readonly string[]): string {
	const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(moment);
	if (!match || Number.isNaN(Date.parse(moment))) return moment;
	const two = (value: number) => String(value).padStart(2, '0');
	const hasTime = match[4] !== undefined;
	const at = match[6] === 'Z' ? new Date(moment) : new Date(hasTime ? `${moment.slice(0, 16)}:00` : `${moment}T00:00:00`);
	const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${weekdays[at.getDay()] ?? ''}`;
	return hasTime ? `${day} ${two(at.getHours())}:${two(at.getMinutes())}` : day;
}
