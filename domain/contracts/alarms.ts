/** What a person must look at in the hall, apart from people in line: each alarm is raised once, stands as long as its reason does, and is cleared once. */
import { z } from 'zod';
import { hallCode, instant } from './identity.ts';

export const alarmCodes = [
	// Of a station and its devices.
	...['paper-end', 'paper-low', 'device-down', 'station-away', 'machine-disk-low', 'machine-disk-full', 'machine-journal', 'machine-clock'],
	// Of the platform.
	...['disk-low', 'disk-full', 'store-failed', 'log-damaged', 'clock-behind-log', 'centre-away', 'centre-refuses'],
	...['reports-quarantined', 'audit-not-writable', 'audit-damaged', 'looks-cap-reached'],
	...['certificate-ending', 'certificate-ended', 'messages-stuck', 'alarms-not-delivered', 'bookings-in-part', 'other'],
] as const;
export const alarmCode = z.enum(alarmCodes);
export type AlarmCode = z.infer<typeof alarmCode>;

/** `now`: the hall cannot do something; `soon`: it will not be able to before long. */
export const urgencyOf: Readonly<Record<AlarmCode, 'now' | 'soon'>> = {
	...{ 'paper-end': 'now', 'paper-low': 'soon', 'device-down': 'now', 'station-away': 'now' },
	...{ 'machine-disk-low': 'soon', 'machine-disk-full': 'now', 'machine-journal': 'now', 'machine-clock': 'soon' },
	...{ 'disk-low': 'soon', 'disk-full': 'now', 'store-failed': 'now', 'log-damaged': 'now', 'clock-behind-log': 'now' },
	...{ 'centre-away': 'soon', 'centre-refuses': 'soon', 'reports-quarantined': 'soon' },
	...{ 'audit-not-writable': 'now', 'audit-damaged': 'now', 'looks-cap-reached': 'soon' },
	...{ 'bookings-in-part': 'soon' },
	...{ 'certificate-ending': 'soon', 'certificate-ended': 'now', 'messages-stuck': 'soon', 'alarms-not-delivered': 'soon', other: 'soon' },
};

/** What it is about: a station, a device of one, a platform, a code; never a person. */
const about = z.string().regex(/^[A-Za-z0-9.,_:/~-]{0,80}$/);

/** Something that is so now. */
export const alarmFact = z.object({ code: alarmCode, station: z.string().max(16).nullable(), about });
export type AlarmFact = z.infer<typeof alarmFact>;
export const alarm = alarmFact.extend({ id: z.string().max(40), raisedAt: instant });
export type Alarm = z.infer<typeof alarm>;

/** The body of a webhook (`docs/watching.md`). */
export const alarmNotice = z.strictObject({
	schema: z.literal('alarm/1'),
	/** Also in `Idempotency-Key`: said again because an answer was lost, it has the same one. */
	id: z.string().max(60),
	hall: hallCode,
	state: z.enum(['raised', 'cleared', 'test']),
	code: alarmCode,
	urgency: z.enum(['now', 'soon']),
	station: z.string().nullable(),
	about,
	/** When it was raised or cleared, ms since 1970. */
	at: instant,
});
export type AlarmNotice = z.infer<typeof alarmNotice>;

/** What a manager or an administrator asks, message `watch-desk`. */
export const watchDeskRequest = z.discriminatedUnion('do', [z.object({ do: z.literal('alarms') })]);
export type WatchDeskRequest = z.infer<typeof watchDeskRequest>;
export const watchDeskUp = z.object({ session: z.string().max(128), request: watchDeskRequest });
export type WatchDeskUp = z.infer<typeof watchDeskUp>;
export const watchDeskAnswer = z.union([
	z.object({
		ok: z.literal(true),
		alarms: z.array(alarm),
		/** Notices that wait for a site that does not take them; `null` = the hall tells nobody. */
		undelivered: z.number().int().nullable(),
	}),
	z.object({ ok: z.literal(false), code: z.enum(['not-permitted', 'malformed', 'busy']) }),
]);
export type WatchDeskAnswer = z.infer<typeof watchDeskAnswer>;
