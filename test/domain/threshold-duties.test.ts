/** Thresholds of a tidal window, while no platform plans for it. */
import { describe, expect, test } from 'vitest';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { thresholdChangeOf } from '../../domain/tide-day/threshold-duties.ts';
import { plan as small, TestDay } from './small-hall.ts';
import { tideProposal } from './tide-proposal.ts';

const minute = 60_000;
const plan: HallPlan = {
	...small,
	windows: small.windows.map((window) =>
		window.id === 'W04' ? { ...window, tidal: { mayJoin: ['A'], joinOverMinutes: 20, returnUnderMinutes: 8 } } : window,
	),
	stations: [...small.stations, { id: 'PLATFORM', role: 'manager' }],
	tide: { ...usualTide, noticeSeconds: 30, declineSeconds: 60 },
};

function morning() {
	const day = new TestDay(plan);
	day.do('M1', 'open-day', {});
	day.do('W04', 'open-window', { window: 'W04' });
	day.take('A');
	return day;
}
/** What the window's own machine says while it is alone. */
const alone = (day: TestDay) => day.do('W04', 'take-duty-change', { window: 'W04' }, { staff: null });
const duty = (day: TestDay) => day.state.windows.W04!.duty;
const home = small.windows.find(({ id }) => id === 'W04')!.homeDuty;

describe('S6 thresholds of a tidal window go on without the platform', () => {
	test('it takes on the queue in which people wait too long, behind its own, and says why in the log', () => {
		const day = morning();
		day.now += 19 * minute;
		expect(alone(day)).toEqual([]);
		day.now += 2 * minute;
		expect(alone(day)).toMatchObject([{ name: 'duty-changed', body: { duty: [...home, 'A'], why: 'threshold' } }]);
		expect(duty(day)).toEqual([...home, 'A']);
		expect(alone(day)).toEqual([]);
	});

	test('it gives it back once hardly anybody waits, by itself or by the platform that is back', () => {
		for (const who of ['W04', 'PLATFORM']) {
			const day = morning();
			day.now += 21 * minute;
			alone(day);
			const ticket = day.call('W04');
			day.do('W04', 'start-service', { window: 'W04', ticket });
			expect(day.do(who, 'take-duty-change', { window: 'W04' }, { staff: null })).toEqual([]);
			day.do('W04', 'finish-service', { window: 'W04', ticket });
			expect(day.do(who, 'take-duty-change', { window: 'W04' }, { staff: null })).toMatchObject([
				{ name: 'duty-changed', body: { duty: home, why: 'threshold-over' } },
			]);
		}
	});

	test('the platform never takes people on by thresholds: it plans', () => {
		const day = morning();
		day.now += 60 * minute;
		expect(day.do('PLATFORM', 'take-duty-change', { window: 'W04' }, { staff: null })).toEqual([]);
	});

	test('what a manager has set, and what a plan has, stays; so does a window that is paused, and a queue called by hand', () => {
		const set = morning();
		set.do('M1', 'lock-window-duty', { window: 'W04', until: set.now + 120 * minute });
		const planned = morning();
		planned.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: planned.now }));
		planned.do('M1', 'approve-tide-plan', { plan: '0900-aaaa', revision: 1, moves: [{ window: 'W04', to: ['B', 'A'] }] });
		planned.now += minute;
		planned.do('PLATFORM', 'take-duty-change', { window: 'W04' });
		const paused = morning();
		paused.do('W04', 'pause-window', { window: 'W04', reason: 'break' });
		const byHand = morning();
		byHand.do('M1', 'begin-manual', { queues: ['A'], reason: 'outage' });
		for (const day of [set, planned, paused, byHand]) {
			day.now += 30 * minute;
			expect(thresholdChangeOf(day.state, plan, 'W04', day.now)).toBeNull();
		}
	});

	test('without thresholds, or without a tide in the hall, nothing is done', () => {
		const day = morning();
		day.now += 60 * minute;
		expect(thresholdChangeOf(day.state, small, 'W04', day.now)).toBeNull();
		expect(thresholdChangeOf(day.state, { ...plan, tide: undefined }, 'W04', day.now)).toBeNull();
	});
});
