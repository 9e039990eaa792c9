/** Dates and times as people read them on a wall: `11月23日 周一`, `10:24`. Always in the hall's zone, never in the machine's. */
import type { Language } from '../../domain/contracts/bridge.ts';

export interface Dates {
	/** `11月23日 周一`, `Mon 23 Nov`. `at` in ms. */
	day(at: number): string;
	/** `周一`, `Mon`. */
	weekday(at: number): string;
	/** `10:24`, 24 hours. */
	time(at: number): string;
	/** `10:24:07`, for logs. */
	exactTime(at: number): string;
	/** ISO weekday in the hall's zone, 1 = Monday. */
	isoWeekday(at: number): number;
	/** Name of an ISO weekday: `周一`, `Mon`. */
	weekdayName(iso: number): string;
}

/** A Monday, for the names of weekdays. */
const someMonday = Date.UTC(2024, 0, 1, 12);
const dayMs = 86_400_000;

export function datesIn(language: Language, timezone: string): Dates {
	const locale = language === 'en' ? 'en-GB' : 'zh-CN';
	const dayParts = new Intl.DateTimeFormat(locale, { timeZone: timezone, month: language === 'en' ? 'short' : 'long', day: 'numeric' });
	const weekday = new Intl.DateTimeFormat(locale, { timeZone: timezone, weekday: 'short' });
	const time = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
	const exact = new Intl.DateTimeFormat('en-GB', {
		timeZone: timezone,
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
	});
	const english = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, weekday: 'short' });
	const plainWeekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
	const order = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
	return {
		day: (at) => (language === 'en' ? `${weekday.format(at)} ${dayParts.format(at)}` : `${dayParts.format(at)} ${weekday.format(at)}`),
		weekday: (at) => weekday.format(at),
		time: (at) => time.format(at),
		exactTime: (at) => exact.format(at),
		isoWeekday: (at) => order.indexOf(english.format(at)) + 1,
		weekdayName: (iso) => plainWeekday.format(someMonday + (iso - 1) * dayMs),
	};
}
