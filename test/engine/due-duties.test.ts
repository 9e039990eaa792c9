import { describe, expect, test } from 'vitest';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { createDueDuties } from '../../renderer/engine/due-duties.ts';
import { plan as small, TestDay } from '../domain/small-hall.ts';
import { tideProposal } from '../domain/tide-proposal.ts';

const plan: HallPlan = {
	...small,
	stations: [...small.stations, { id: 'PLATFORM', role: 'manager' }],
	tide: { ...usualTide, noticeSeconds: 30, declineSeconds: 60 },
};

/** Window 04 was told that it will help A; its machine holds that day, and a clock in the test's hand. */
function machine(stations: string[], { until, in: hall = plan, told = true }: { until?: number; in?: HallPlan; told?: boolean } = {}) {
	const day = new TestDay(hall);
	day.do('M1', 'open-day', {});
	day.do('W04', 'open-window', { window: 'W04' });
	day.do('W02', 'open-window', { window: 'W02' });
	const end = until === undefined ? {} : { until: day.now + until };
	if (told) day.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: day.now }));
	if (told) day.do('M1', 'approve-tide-plan', { plan: '0900-aaaa', revision: 1, moves: [{ window: 'W04', to: ['B', 'A'] }], ...end });
	const timers: { action: () => void; at: number }[] = [];
	const said: string[] = [];
	let up = false;
	const duties = createDueDuties({
		stations,
		now: () => day.now,
		isUp: () => up,
		plan: () => hall,
		shown: () => day.state,
		note: () => {},
		timers: { set: (action, ms) => timers.push({ action, at: day.now + ms }), clear() {} },
		lineOf: (station) => ({
			report: async (name, body) => {
				said.push(`${station} ${name}`);
				day.do(station, name, body, { staff: null });
				return said.length;
			},
		}),
	});
	return {
		...{ day, duties, said, timers },
		link: (next: boolean) => {
			up = next;
		},
		turn(seconds: number) {
			for (const until = day.now + seconds * 1000; day.now < until; ) {
				day.now += 1000;
				for (const timer of timers.splice(0)) {
					if (timer.at > day.now) timers.push(timer);
					else timer.action();
				}
			}
		},
	};
}

describe('changes of duty that were announced, while the platform is away', () => {
	test('S6 the window makes it by its own report when the notice has run out, and once', () => {
		const { duties, turn, said, day } = machine(['W04']);
		duties.look();
		turn(25);
		expect(said).toEqual([]);
		turn(60);
		expect(said).toEqual(['W04 take-duty-change']);
		expect(day.state.windows.W04!.duty).toEqual(['B', 'A']);
	});

	test('and its end, when the time of the plan is over', () => {
		const { duties, turn, said, day } = machine(['W04'], { until: 300_000 });
		duties.look();
		turn(320);
		expect(said).toEqual(['W04 take-duty-change', 'W04 take-duty-change']);
		expect(day.state.windows.W04!.duty).toEqual(['B']);
	});

	test('while the platform is heard it is the platform that says so; a machine without that window says nothing and waits for nothing', () => {
		const heard = machine(['W04']);
		heard.link(true);
		heard.duties.look();
		heard.turn(60);
		expect(heard.said).toEqual([]);
		heard.link(false);
		heard.turn(10);
		expect(heard.said).toHaveLength(1);
		const other = machine(['W02']);
		other.duties.look();
		expect(other.timers).toEqual([]);
	});

	test('S6 and its thresholds: what nobody planned is taken on by the window itself once people wait too long', () => {
		const thresholds = { mayJoin: ['A'], joinOverMinutes: 20, returnUnderMinutes: 8 };
		const tidal: HallPlan = { ...plan, windows: plan.windows.map((each) => (each.id === 'W04' ? { ...each, tidal: thresholds } : each)) };
		const { duties, turn, said, day, link } = machine(['W04'], { in: tidal, told: false });
		day.take('A');
		link(true);
		duties.look();
		turn(25 * 60);
		expect(said).toEqual([]);
		link(false);
		turn(31);
		expect(said).toEqual(['W04 take-duty-change']);
		expect(day.state.windows.W04!.duty).toEqual(['B', 'A']);
	});
});
