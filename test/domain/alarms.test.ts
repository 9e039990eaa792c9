import { describe, expect, test } from 'vitest';
import { alarmFacts } from '../../domain/alarms/alarm-facts.ts';
import { type Followed, judgeAlarms, standingAlarms } from '../../domain/alarms/judge-alarms.ts';
import { type AlarmFact, alarmCodes, urgencyOf } from '../../domain/contracts/alarms.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { demoHall } from '../platform/fixture.ts';

const paper: AlarmFact = { code: 'paper-low', station: 'T1', about: 'printer' };
const down: AlarmFact = { code: 'device-down', station: 'W02', about: 'led' };
const noon = Date.UTC(2026, 10, 17, 4);

/** Facts second by second; what was raised and cleared, with the second. */
function watch(seconds: (second: number) => AlarmFact[], until: number, at = (second: number) => noon + second * 1_000) {
	let followed: Record<string, Followed> = {};
	const told: string[] = [];
	for (let second = 0; second <= until; second += 1) {
		const judged = judgeAlarms(followed, seconds(second), at(second));
		for (const each of judged.raised) told.push(`${second} raised ${each.code}`);
		for (const each of judged.cleared) told.push(`${second} cleared ${each.code}`);
		followed = judged.followed;
	}
	return { told, standing: standingAlarms(followed) };
}

describe('alarms', () => {
	test('a fact is an alarm once it has stood, and an alarm goes once it has been gone', () => {
		expect(watch((second) => (second >= 5 && second < 100 ? [paper] : []), 300).told).toEqual([
			'25 raised paper-low',
			'160 cleared paper-low',
		]);
	});

	test('a cable that is loose raises one alarm, and none if it holds again at once', () => {
		const flapping = watch((second) => (second % 10 < 8 ? [down] : []), 600);
		expect(flapping.told).toEqual([]);
		const mostly = watch((second) => (second < 60 || second % 20 < 10 ? [down] : []), 600);
		expect(mostly.told).toEqual(['20 raised device-down']);
		expect(mostly.standing).toHaveLength(1);
	});

	test('two machines with the same trouble are two alarms', () => {
		const { told } = watch(() => [down, { ...down, station: 'W03' }], 30);
		expect(told).toEqual(['20 raised device-down', '20 raised device-down']);
	});

	test('a clock that is put back or jumps forth neither loses an alarm nor raises it twice', () => {
		const back = watch(
			() => [paper],
			200,
			(second) => noon + (second < 60 ? second : second - 50) * 1_000,
		);
		expect(back.told).toEqual(['20 raised paper-low']);
		const forth = watch(
			(second) => (second < 90 ? [paper] : []),
			200,
			(second) => noon + (second < 40 ? second : second + 86_400) * 1_000,
		);
		expect(forth.told).toEqual(['20 raised paper-low', '150 cleared paper-low']);
	});

	test('every code has its urgency', () => {
		expect(Object.keys(urgencyOf).sort()).toEqual([...alarmCodes].sort());
	});
});

describe('what of the hall is a reason', () => {
	const { plan } = demoHall();
	const day = startOfDay(plan, '2026-11-17');
	const everyone = new Set(plan.stations.map(({ id }) => id));
	const about = (more: Partial<Parameters<typeof alarmFacts>[0]> = {}) =>
		alarmFacts({
			...{ plan, state: day, seated: everyone, problems: [], certificates: [], certificateMs: 14 * 86_400_000, now: noon },
			...more,
		});
	const device = (state: 'ready' | 'warning' | 'stopped' | 'disconnected', code: string) => ({
		deviceKind: 'printer',
		state,
		code,
		since: noon,
	});

	test('nothing, while all is well and the day has not begun', () => {
		expect(about({ problems: ['day-not-open'] })).toEqual([]);
		expect(about({ seated: new Set() })).toEqual([]);
	});

	test('paper, devices and the machine itself', () => {
		const stations = {
			T1: {
				...{ id: 'T1', helpSince: null, troubles: [{ code: 'clock-wrong' as const, seconds: 90, since: noon }] },
				devices: { printer: device('warning', 'near-end'), reader: device('disconnected', 'port-lost'), led: device('ready', 'ok') },
			},
		};
		expect(about({ state: { ...day, stations } })).toEqual([
			{ code: 'machine-clock', station: 'T1', about: '' },
			{ code: 'paper-low', station: 'T1', about: 'printer' },
			{ code: 'device-down', station: 'T1', about: 'reader' },
		]);
	});

	test('of a station that is away, that alone; and windows count while somebody works there', () => {
		const stations = { T1: { id: 'T1', helpSince: null, devices: { printer: device('stopped', 'paper-end') } } };
		const seated = new Set(plan.stations.filter(({ id }) => id !== 'T1' && id !== 'W02').map(({ id }) => id));
		expect(about({ state: { ...day, stage: 'open', stations }, seated })).toEqual([{ code: 'station-away', station: 'T1', about: '' }]);
		const windows = {
			...day.windows,
			W02: { ...day.windows.W02!, stage: 'open', clerk: '0312', station: 'W02', since: noon, ticket: null },
		};
		expect(
			about({ state: { ...day, stage: 'open', stations: {}, windows: windows as never }, seated }).map(({ station }) => station),
		).toEqual(['T1', 'W02']);
	});

	test('what the platform says of itself, also what this list does not know yet', () => {
		expect(about({ problems: ['quarantine-waiting', 'audit-not-writable', 'something-new', 'standby'] }).map(({ code }) => code)).toEqual([
			'reports-quarantined',
			'audit-not-writable',
			'other',
		]);
	});

	test('certificates before and after their end', () => {
		const dayMs = 86_400_000;
		const certificates = [
			{ about: 'T1', endsAt: noon + 13 * dayMs },
			{ about: 'T2', endsAt: noon + 20 * dayMs },
			{ about: 'platform-P1', endsAt: noon - 1 },
		];
		expect(about({ certificates })).toEqual([
			{ code: 'certificate-ending', station: 'T1', about: 'T1' },
			{ code: 'certificate-ended', station: null, about: 'platform-P1' },
		]);
	});
});
