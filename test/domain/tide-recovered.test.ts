import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { day as dayName, minute, plan as small, TestDay } from './small-hall.ts';
import { tideProposal } from './tide-proposal.ts';

const plan: HallPlan = {
	...small,
	stations: [...small.stations, { id: 'PLATFORM', role: 'manager' }],
	tide: { ...usualTide, noticeSeconds: 30, declineSeconds: 60 },
};

/** Two platforms whose logs agree up to the open windows; the first one then goes on alone. */
function cutInTwo() {
	const both = [new TestDay(plan), new TestDay(plan)] as const;
	for (const day of both) {
		day.do('M1', 'open-day', {});
		for (const window of ['W02', 'W04']) day.do(window, 'open-window', { window });
	}
	const [first, second] = both;
	const shared = first.log.length;
	return {
		first,
		second,
		/** Everything the first one decided alone, said to the second. */
		recover(again = first.log.slice(shared)) {
			return again.flatMap((event) =>
				second.do('PLATFORM', 'recover-event', { term: { number: 1, platform: 'P1' }, event, decidedHere: false }),
			);
		},
	};
}
const approve = { plan: '0900-aaaa', revision: 1, moves: [{ window: 'W04', to: ['B', 'A'] }] };

describe('S6 I-1 the tide of a former platform', () => {
	test('a plan that was approved and announced there is made here, and nothing of it is told twice', () => {
		const { first, second, recover } = cutInTwo();
		first.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: first.now }));
		first.do('M1', 'approve-tide-plan', approve);
		expect(recover().map(({ name }) => name)).toEqual(['tide-plan-proposed', 'tide-plan-approved', 'duty-change-due']);
		expect(recover().map(({ name }) => name)).toEqual(Array(3).fill('event-passed-over'));
		second.now += minute;
		expect(second.do('PLATFORM', 'take-duty-change', { window: 'W04' })).toHaveLength(1);
		expect(second.state.windows.W04!.duty).toEqual(['B', 'A']);
		expect(second.state.tide.plans[0]!.windows.W04!.stage).toBe('in-force');
		expect(checkLog(plan, dayName, second.log).violations).toEqual([]);
	});

	test('a change that was made there stands here, for its sign shows it', () => {
		const { first, second, recover } = cutInTwo();
		first.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: first.now }));
		first.do('M1', 'approve-tide-plan', approve);
		first.now += minute;
		second.now += 2 * minute;
		first.do('PLATFORM', 'take-duty-change', { window: 'W04' });
		recover();
		expect(second.state.windows.W04!.duty).toEqual(['B', 'A']);
		expect(second.state.tide.due).toEqual({});
		expect(second.state.conflicts).toEqual([]);
	});

	test('a duty that was set here since goes before what was announced there, and a manager is told of what was made', () => {
		const { first, second, recover } = cutInTwo();
		first.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: first.now }));
		first.do('M1', 'approve-tide-plan', approve);
		first.now += minute;
		first.do('PLATFORM', 'take-duty-change', { window: 'W04' });
		second.now += 2 * minute;
		second.do('M1', 'change-duty', { window: 'W04', duty: ['B', 'R'] });
		recover();
		expect(second.state.windows.W04!.duty).toEqual(['B', 'R']);
		expect(second.state.tide.due).toEqual({});
		expect(second.state.conflicts).toMatchObject([{ kind: 'lost-with-platform', window: 'W04' }]);
	});

	test('locks and announced groups come along', () => {
		const { first, second, recover } = cutInTwo();
		first.do('M1', 'lock-window-duty', { window: 'W02', until: first.now + 60 * minute });
		first.do('M1', 'expect-group', { queue: 'A', people: 60, at: first.now + 90 * minute });
		recover();
		recover();
		expect(second.state.tide.locks.W02).toBeDefined();
		expect(second.state.tide.groups).toHaveLength(1);
	});
});
