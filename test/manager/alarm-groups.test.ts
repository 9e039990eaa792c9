import { expect, test } from 'vitest';
import type { Alarm, AlarmCode } from '../../domain/contracts/alarms.ts';
import { alarmGroups } from '../../renderer/manager/alarms/alarm-groups.ts';

const raised = (code: AlarmCode, station: string | null, raisedAt: number): Alarm => ({
	...{ id: `${code}/${station}/${raisedAt}`, code, station, about: '', raisedAt },
});
const said = (alarms: Alarm[]) => alarmGroups(alarms).map(({ code, alarms: same }) => [code, same.map(({ station }) => station)]);

test('thirty stations that are switched off were thirty alarms before the proposal: they are one, the oldest first', () => {
	const away = Array.from({ length: 30 }, (_, place) => raised('station-away', `T${place}`, 1_000 - place));
	expect(alarmGroups(away)).toHaveLength(1);
	expect(alarmGroups(away)[0]?.alarms[0]?.station).toBe('T29');
	expect(alarmGroups(away)[0]?.alarms).toHaveLength(30);
});

test('what is no matter of places stays apart, and what cannot wait stands before what can, however late that was raised', () => {
	expect(
		said([
			raised('paper-low', 'T1', 900),
			raised('other', null, 700),
			raised('station-away', 'W02', 100),
			raised('other', null, 800),
			raised('station-away', 'W01', 300),
			raised('store-failed', null, 200),
		]),
	).toEqual([
		['station-away', ['W02', 'W01']],
		['store-failed', [null]],
		['paper-low', ['T1']],
		['other', [null]],
		['other', [null]],
	]);
});
