/** Alarms as a person takes them in: what befell many stations alike is one matter with many places. */
import { type Alarm, type AlarmCode, urgencyOf } from '../../../domain/contracts/alarms.ts';

export interface AlarmGroup {
	code: AlarmCode;
	/** The oldest first. */
	alarms: Alarm[];
}

/** Of these it matters where they are, more than that there are many: a hall without its power has thirty. */
const byPlace: ReadonlySet<AlarmCode> = new Set([
	...(['paper-end', 'paper-low', 'device-down', 'station-away'] as const),
	...(['machine-disk-low', 'machine-disk-full', 'machine-journal', 'machine-clock'] as const),
]);

/** The most urgent first, and of those the one that was raised last. */
export function alarmGroups(alarms: readonly Alarm[]): AlarmGroup[] {
	const groups: AlarmGroup[] = [];
	for (const alarm of [...alarms].sort((one, other) => one.raisedAt - other.raisedAt)) {
		const same = byPlace.has(alarm.code) ? groups.find(({ code }) => code === alarm.code) : undefined;
		if (same) same.alarms.push(alarm);
		else groups.push({ code: alarm.code, alarms: [alarm] });
	}
	const last = ({ alarms: each }: AlarmGroup) => each.at(-1)?.raisedAt ?? 0;
	const urgent = ({ code }: AlarmGroup) => Number(urgencyOf[code] === 'now');
	return groups.sort((one, other) => urgent(other) - urgent(one) || last(other) - last(one));
}
