import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { day as dayName, minute, nine, plan as small, TestDay } from './small-hall.ts';
import { tideProposal } from './tide-proposal.ts';

/** The platform has its own seat, as in `platform/authority/platform-rights.ts`. */
const stations: HallPlan['stations'] = [...small.stations, { id: 'PLATFORM', role: 'manager' }];
const plan: HallPlan = { ...small, stations, tide: { ...usualTide, noticeSeconds: 60, declineSeconds: 120 } };
const second = 1000;

/** Windows 01, 02 and 04 are open, 04 serves B001, and the platform proposes that 04 helps A. */
function proposed() {
	const day = new TestDay(plan);
	day.do('M1', 'open-day', {});
	for (const window of ['W01', 'W02', 'W03', 'W04']) day.do(window, 'open-window', { window });
	const visit = { items: [], channel: 'no-card' as const };
	for (const queue of ['B', 'B', 'A', 'A', 'A', 'A']) day.do('T1', 'issue-ticket', { visit: { ...visit, queue } });
	day.do('W04', 'call-next', { window: 'W04' });
	day.do('W04', 'start-service', { window: 'W04', ticket: 'B001' });
	day.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], at: day.now }));
	return day;
}
const approve = { plan: '0900-aaaa', revision: 1, moves: [{ window: 'W04', to: ['B', 'A'] }] };
const refusalOf = (decision: ReturnType<TestDay['say']>) => (decision.ok ? 'accepted' : decision.refusal);

describe('a proposal of the tide and what becomes of it', () => {
	test('the change takes effect after the citizen in service, and the next call follows the new duty', () => {
		const day = proposed();
		const events = day.do('M1', 'approve-tide-plan', approve);
		expect(events.map(({ name }) => name)).toEqual(['tide-plan-approved', 'duty-change-due']);
		expect(day.state.windows.W04!.duty).toEqual(['B']);
		day.now += 90 * second;
		expect(day.do('PLATFORM', 'take-duty-change', { window: 'W04' })).toEqual([]);
		const finished = day.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' });
		expect(finished.map(({ name }) => name)).toEqual(['service-finished', 'duty-changed']);
		expect(day.state.windows.W04!.duty).toEqual(['B', 'A']);
		expect(day.state.tide.due).toEqual({});
		expect(day.state.tide.plans[0]!.windows.W04!.stage).toBe('in-force');
		expect(checkLog(plan, dayName, day.log).violations).toEqual([]);
	});

	test('a clerk who is done before the notice has run out keeps the duty until then, and may take the change at once', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', approve);
		day.now += 10 * second;
		expect(day.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' })).toHaveLength(1);
		expect(day.do('PLATFORM', 'take-duty-change', { window: 'W04' })).toEqual([]);
		// Nobody signed in at the window may hurry it; its clerk may.
		expect(day.do('W04', 'take-duty-change', { window: 'W04' }, { staff: null }).map(({ name }) => name)).toEqual([]);
		expect(day.do('W04', 'take-duty-change', { window: 'W04' }).map(({ name }) => name)).toEqual(['duty-changed']);
		expect(day.do('W04', 'take-duty-change', { window: 'W04' })).toEqual([]);
		expect(day.state.tide.moves.W04!.count).toBe(1);
	});

	test('two managers editing the same proposal: the slower one is told what happened, by revision or by its end', () => {
		const day = proposed();
		day.do('PLATFORM', 'propose-tide-plan', tideProposal({ to: ['B', 'A'], revision: 2, at: day.now }));
		expect(refusalOf(day.say('M1', 'approve-tide-plan', approve))).toEqual({
			code: 'tide-plan-changed',
			params: { plan: '0900-aaaa', revision: 2 },
		});
		expect(refusalOf(day.say('M1', 'reject-tide-plan', { plan: '0900-aaaa', revision: 1, reason: 'not-now' }))).toMatchObject({
			code: 'tide-plan-changed',
		});
		const [approved] = day.do('M1', 'approve-tide-plan', { ...approve, revision: 2, moves: [{ window: 'W04', to: ['A', 'B', 'R'] }] });
		expect(approved!.body).toMatchObject({ edited: true, moves: [{ window: 'W04', from: ['B'], to: ['A', 'B', 'R'] }] });
		expect(refusalOf(day.say('M1', 'approve-tide-plan', { ...approve, revision: 2 }))).toEqual({
			code: 'tide-plan-ended',
			params: { plan: '0900-aaaa', how: 'approved' },
		});
	});

	test('what was approved unedited says so, whatever order its queues are named in', () => {
		const day = proposed();
		const [approved] = day.do('M1', 'approve-tide-plan', { ...approve, moves: [{ window: 'W04', to: ['A', 'B'] }] });
		expect(approved!.body).toMatchObject({ edited: false });
	});

	test('edited moves that cannot be: no skill, nobody left for a queue, too many queues, a lock, a closed window, nothing new', () => {
		const day = proposed();
		const tried = (window: string, to: string[]) => refusalOf(day.say('M1', 'approve-tide-plan', { ...approve, moves: [{ window, to }] }));
		expect(tried('W02', ['A', 'K'])).toMatchObject({ code: 'window-lacks-capability' });
		expect(tried('W04', ['A'])).toEqual({ code: 'queue-left-unserved', params: { queue: 'B' } });
		expect(tried('W04', ['B'])).toEqual({ code: 'same-duty', params: { window: '04' } });
		expect(tried('W09', ['A'])).toMatchObject({ code: 'unknown-window' });
		day.do('M1', 'lock-window-duty', { window: 'W04', until: day.now + 30 * minute });
		expect(tried('W04', ['B', 'A'])).toEqual({ code: 'window-duty-locked', params: { window: '04', until: '09:30' } });
		day.do('M1', 'release-window-duty', { window: 'W04' });
		day.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		expect(tried('W04', ['B', 'A'])).toMatchObject({ code: 'queue-in-manual-mode' });
	});

	test('a plan with an end goes back by itself when the time is over and nobody is in service', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', { ...approve, until: day.now + 30 * minute });
		day.now += 2 * minute;
		day.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' });
		expect(day.state.tide.ends.W04).toMatchObject({ duty: ['B'] });
		day.do('W04', 'call-next', { window: 'W04' });
		const ticket = (day.state.windows.W04 as { ticket: string }).ticket;
		day.now += 40 * minute;
		expect(day.do('PLATFORM', 'take-duty-change', { window: 'W04' })).toEqual([]);
		day.do('W04', 'start-service', { window: 'W04', ticket });
		const finished = day.do('W04', 'finish-service', { window: 'W04', ticket });
		expect(finished.at(-1)).toEqual({ name: 'duty-changed', body: { window: 'W04', duty: ['B'], plan: '0900-aaaa', why: 'plan-over' } });
		expect(day.state.tide.plans[0]!.windows.W04!.stage).toBe('ended');
		expect(day.state.tide.ends).toEqual({});
	});

	test('undone before the change: it is withdrawn; undone after it: the window is told and goes back after the citizen in service', () => {
		const early = proposed();
		early.do('M1', 'approve-tide-plan', approve);
		expect(early.do('M1', 'undo-tide-plan', { plan: '0900-aaaa' })).toEqual([
			{ name: 'tide-plan-undone', body: { plan: '0900-aaaa', withdrawn: ['W04'], back: [], left: [] } },
		]);
		expect(early.state.tide.due).toEqual({});
		early.now += 5 * minute;
		expect(early.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' })).toHaveLength(1);

		const late = proposed();
		late.do('M1', 'approve-tide-plan', approve);
		late.now += 2 * minute;
		late.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' });
		late.do('M1', 'undo-tide-plan', { plan: '0900-aaaa' });
		expect(late.state.tide.due.W04).toMatchObject({ to: ['B'], back: true });
		expect(refusalOf(late.say('M1', 'undo-tide-plan', { plan: '0900-aaaa' }))).toMatchObject({ code: 'tide-plan-ended' });
		late.now += 2 * minute;
		expect(late.do('PLATFORM', 'take-duty-change', { window: 'W04' })).toEqual([
			{ name: 'duty-changed', body: { window: 'W04', duty: ['B'], plan: '0900-aaaa', why: 'plan-undone' } },
		]);
		expect(late.state.tide.plans[0]!.windows.W04!.stage).toBe('back');
	});

	test('a window that a manager set otherwise meanwhile is left alone by undo, and holds against the planner with an end', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', approve);
		day.now += 2 * minute;
		day.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' });
		const set = day.do('M1', 'change-duty', { window: 'W04', duty: ['B', 'R'] });
		expect(set.at(-1)).toEqual({
			name: 'window-duty-locked',
			body: { window: 'W04', until: day.now + plan.tide!.lockMinutes * minute },
		});
		expect(refusalOf(day.say('M1', 'undo-tide-plan', { plan: '0900-aaaa' }))).toMatchObject({ code: 'tide-plan-not-in-force' });
	});

	test('the clerk declines in time, and the manager sees it; too late it changes nothing, and the manager sees that too', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', approve);
		day.now += 30 * second;
		const no = { window: 'W04', plan: '0900-aaaa', reason: 'not-trained' as const };
		expect(day.do('W04', 'decline-duty-change', no)).toEqual([{ name: 'duty-change-declined', body: { ...no, counts: true } }]);
		expect(day.state.tide.due).toEqual({});
		expect(day.state.tide.plans[0]).toMatchObject({
			windows: { W04: { stage: 'declined' } },
			declined: [{ reason: 'not-trained', counts: true }],
		});
		day.now += 5 * minute;
		expect(day.do('W04', 'finish-service', { window: 'W04', ticket: 'B001' })).toHaveLength(1);
		expect(day.do('W04', 'decline-duty-change', no)).toMatchObject([{ body: { counts: false } }]);
	});

	test('declined at a window that was cut off: in time is when it was said, not when it was heard', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', approve);
		const said = day.now + 30 * second;
		day.now += 10 * minute;
		const no = { window: 'W04', plan: '0900-aaaa', reason: 'break-soon' as const };
		expect(day.do('W04', 'decline-duty-change', no, { occurredAt: said })).toMatchObject([{ body: { counts: true } }]);
	});

	test('nobody answers: the proposal is over, and is refused even before the platform has said so', () => {
		const day = proposed();
		day.now += 11 * minute;
		expect(refusalOf(day.say('M1', 'approve-tide-plan', approve))).toEqual({
			code: 'tide-plan-ended',
			params: { plan: '0900-aaaa', how: 'expired' },
		});
		expect(day.do('PLATFORM', 'expire-tide-plan', { plan: '0900-aaaa', revision: 1, why: 'time' })).toHaveLength(1);
		expect(day.do('PLATFORM', 'expire-tide-plan', { plan: '0900-aaaa', revision: 1, why: 'time' })).toEqual([]);
	});

	test('another look that finds nothing ends the proposal; one that was overtaken says nothing', () => {
		const day = proposed();
		const [expired] = day.do('PLATFORM', 'propose-tide-plan', tideProposal({ plan: '0905-bbbb', kind: 'none', at: day.now }));
		expect(expired).toEqual({ name: 'tide-plan-expired', body: { plan: '0900-aaaa', revision: 1, why: 'no-longer' } });
		expect(day.state.tide.advice).toMatchObject({ kind: 'none' });
		day.do('M1', 'change-duty', { window: 'W04', duty: ['B', 'A'] });
		expect(day.do('PLATFORM', 'propose-tide-plan', tideProposal({ plan: '0906-cccc', to: ['B', 'A'], at: day.now }))).toEqual([]);
	});

	test('S6 only the platform proposes: from another seat it is a conflict, never a refusal', () => {
		const day = proposed();
		const events = day.do('M1', 'propose-tide-plan', tideProposal({ plan: '0905-bbbb', at: day.now }));
		expect(events.map(({ name }) => name)).toEqual(['conflict-found']);
		expect(
			refusalOf(
				day.say('M1', 'approve-tide-plan', {
					...approve,
					rule: { name: 'automatic', minGain: 1, minSure: 0, mostMovesADay: 9, madeToday: 0 },
				}),
			),
		).toMatchObject({
			code: 'not-permitted',
		});
	});

	test('the day ends: what was due is due no more, and the proposal is over', () => {
		const day = proposed();
		day.do('M1', 'approve-tide-plan', approve);
		day.do(
			'PLATFORM',
			'propose-tide-plan',
			tideProposal({ plan: '0905-bbbb', window: 'W03', from: ['R'], to: ['R'], kind: 'none', at: day.now }),
		);
		day.do('M1', 'close-day', {});
		expect(day.state.tide.due).toEqual({});
		expect(refusalOf(day.say('M1', 'approve-tide-plan', approve))).toMatchObject({ code: 'day-closed' });
	});

	test('a group that is announced for a time that is over, or for a queue nobody knows, is refused; it can be withdrawn once', () => {
		const day = proposed();
		expect(refusalOf(day.say('M1', 'expect-group', { queue: 'A', people: 60, at: nine }))).toMatchObject({ code: 'time-over' });
		expect(refusalOf(day.say('M1', 'expect-group', { queue: 'Q', people: 60, at: day.now + minute }))).toMatchObject({
			code: 'unknown-queue',
		});
		day.do('M1', 'expect-group', { queue: 'A', people: 60, at: day.now + 90 * minute });
		expect(day.state.tide.groups).toMatchObject([{ group: 'g1', queue: 'A', people: 60, withdrawnAt: null }]);
		day.do('M1', 'withdraw-group', { group: 'g1' });
		expect(refusalOf(day.say('M1', 'withdraw-group', { group: 'g1' }))).toMatchObject({ code: 'unknown-group' });
	});

	test('a hall without a tide: a duty set by hand is set, and nothing is locked', () => {
		const day = new TestDay(small);
		day.do('M1', 'open-day', {});
		expect(day.do('M1', 'change-duty', { window: 'W04', duty: ['A'] }).map(({ name }) => name)).toEqual(['duty-changed']);
	});
});
