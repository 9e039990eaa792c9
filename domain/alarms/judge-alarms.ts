/**
 * From what is so now to what is an alarm. A fact is an alarm once it has been so for a while, and an alarm goes once it has not been so for a while:
 * a cable that is loose raises one, not forty. Pure: the same facts at the same times give the same alarms.
 */
import type { Alarm, AlarmCode, AlarmFact } from '../contracts/alarms.ts';

const second = 1_000;
const minute = 60 * second;

/** How long a fact must stand before it is an alarm, and how long it must be gone before it is none. */
const patience: Readonly<Record<AlarmCode, readonly [raise: number, clear: number]>> = {
	'paper-end': [0, 20 * second],
	'paper-low': [20 * second, minute],
	'device-down': [20 * second, 30 * second],
	'station-away': [2 * minute, 30 * second],
	'machine-disk-low': [30 * second, 2 * minute],
	'machine-disk-full': [0, minute],
	'machine-journal': [0, minute],
	'machine-clock': [minute, 2 * minute],
	'disk-low': [30 * second, 5 * minute],
	'disk-full': [0, minute],
	'store-failed': [0, minute],
	'log-damaged': [0, minute],
	'clock-behind-log': [0, minute],
	'centre-away': [10 * minute, minute],
	'centre-refuses': [0, minute],
	'reports-quarantined': [0, 0],
	'audit-not-writable': [0, minute],
	'audit-damaged': [0, minute],
	'looks-cap-reached': [0, 0],
	'certificate-ending': [0, minute],
	'certificate-ended': [0, minute],
	'messages-stuck': [minute, minute],
	'alarms-not-delivered': [10 * minute, minute],
	'bookings-in-part': [10 * minute, minute],
	other: [minute, minute],
};

/** A fact that is followed. `raisedAt`: `null` = it has not stood long enough; `goneSince`: `null` = it is so now. */
export interface Followed extends AlarmFact {
	since: number;
	raisedAt: number | null;
	goneSince: number | null;
}

export interface Judged {
	followed: Record<string, Followed>;
	raised: Alarm[];
	cleared: Alarm[];
}

export const keyOf = ({ code, station, about }: AlarmFact) => `${code} ${station ?? ''} ${about}`;
const idOf = (key: string, raisedAt: number) => `${key.replaceAll(' ', '.').slice(0, 24)}-${raisedAt.toString(36)}`;
const alarmOf = (key: string, { code, station, about }: AlarmFact, raisedAt: number): Alarm => ({
	id: idOf(key, raisedAt),
	code,
	station,
	about,
	raisedAt,
});

/** `patient`: milliseconds of a hall that chose its own, before a fact is an alarm. */
export function judgeAlarms(
	before: Readonly<Record<string, Followed>>,
	facts: readonly AlarmFact[],
	now: number,
	patient: Partial<Record<AlarmCode, number>> = {},
): Judged {
	const judged: Judged = { followed: {}, raised: [], cleared: [] };
	const there = new Map(facts.map((fact) => [keyOf(fact), fact]));
	for (const key of new Set([...Object.keys(before), ...there.keys()])) {
		const known = before[key];
		const fact = there.get(key);
		const [usual, clear] = patience[(fact ?? known)!.code];
		if (fact) {
			// A clock that was put back begins the wait anew; what was raised stays raised.
			const since =
				known && known.goneSince === null && known.since <= now ? known.since : (known?.raisedAt ?? null) !== null ? known!.since : now;
			const raisedAt = known?.raisedAt ?? (now - since >= (patient[fact.code] ?? usual) ? now : null);
			judged.followed[key] = { ...fact, since, raisedAt, goneSince: null };
			if (raisedAt !== null && (known?.raisedAt ?? null) === null) judged.raised.push(alarmOf(key, fact, raisedAt));
		} else if (known && known.raisedAt !== null) {
			const goneSince = known.goneSince !== null && known.goneSince <= now ? known.goneSince : now;
			if (now - goneSince >= clear) judged.cleared.push(alarmOf(key, known, known.raisedAt));
			else judged.followed[key] = { ...known, goneSince };
		}
	}
	return judged;
}

/** What stands now, the newest first. */
export function standingAlarms(followed: Readonly<Record<string, Followed>>): Alarm[] {
	const raised = Object.entries(followed).flatMap(([key, each]) => (each.raisedAt === null ? [] : [alarmOf(key, each, each.raisedAt)]));
	return raised.sort((one, other) => other.raisedAt - one.raisedAt || (one.id < other.id ? -1 : 1));
}
