/** What the manager's screens of the tide say, without a page: who gains and pays, what a window's tile shows, waits over the day, a week in figures. */
import { describe, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { TidePlanState } from '../../domain/contracts/tide-state.ts';
import { measurePlan } from '../../domain/tide/past-day/measure-plan.ts';
import type { PastDay, PastStay } from '../../domain/tide/past-day/past-day.ts';
import type { PastHall } from '../../domain/tide/past-day/rebuild.ts';
import { pastPlans } from '../../domain/tide-day/past-plans.ts';
import { endText, mayUndo } from '../../renderer/manager/tide/plans-of-day.tsx';
import { inOrder, whoGains, whoWalks } from '../../renderer/manager/tide/proposal-gains.ts';
import type { TideWords } from '../../renderer/manager/tide/tide-words.ts';
import { short } from '../../renderer/manager/tide/tile-marks.ts';
import { waitsSoFar, waitsToCome } from '../../renderer/manager/tide/wait-series.ts';
import { sumsOfWeek, weekOf } from '../../renderer/manager/tide/week-sums.ts';

const effect = (queue: string, before: number, after: number, waiting = 3) => ({
	queue,
	targetS: 600,
	waitingNow: waiting,
	meanWaitBeforeS: before,
	meanWaitAfterS: after,
	inTargetBefore: 0.4,
	inTargetAfter: 0.8,
});

describe('who gains', () => {
	test('are those who wait half a minute less, the most waiting saved first; who pays is not among them', () => {
		const queues = [effect('A', 3000, 2400, 15), effect('B', 600, 960), effect('C', 300, 280), effect('D', 900, 840, 0)];
		expect(whoGains({ queues }).map(({ queue }) => queue)).toEqual(['A', 'D']);
	});

	test('people whose windows are on another floor are told that they have to walk, once for all windows', () => {
		const plan = {
			zones: [
				{ id: 'Z1', floor: 1 },
				{ id: 'Z2', floor: 2 },
			],
			windows: [
				{ id: 'W01', zone: 'Z1', homeDuty: ['A'] },
				{ id: 'W06', zone: 'Z2', homeDuty: ['B'] },
				{ id: 'W07', zone: 'Z2', homeDuty: ['B'] },
			],
		} as unknown as HallPlan;
		const move = (window: string, to: string[]) => ({ window, from: ['B'], to });
		expect(whoWalks(plan, [move('W07', ['B', 'A']), move('W06', ['A'])])).toEqual([{ windows: ['W07', 'W06'], queue: 'A', floor: 2 }]);
		expect(whoWalks(plan, [{ window: 'W01', from: ['A'], to: ['A'] }])).toEqual([]);
	});

	test('moves stand in the order of their windows', () => {
		expect(inOrder([{ window: 'W08' }, { window: 'W06' }]).map(({ window }) => window)).toEqual(['W06', 'W08']);
	});
});

describe('what became of a proposal, in one line', () => {
	const tw = {
		words: (key: string, params: { number?: string; staff?: string } = {}) => [key, params.staff, params.number].filter(Boolean).join(' '),
		windows: (ids: string[]) => ids.join('+'),
		list: (items: string[]) => items.join(),
		time: String,
	} as unknown as TideWords;
	const plan = (change: Partial<TidePlanState>) =>
		({
			end: { how: 'approved', at: 1, staff: '0001', moves: [], edited: true, until: 900 },
			undone: null,
			windows: { W07: { stage: 'in-force', at: 5 }, W08: { stage: 'in-force', at: 6 } },
			declined: [],
			...change,
		}) as unknown as TidePlanState;

	test('names who agreed and the windows at one stage together, until when; and can be taken back', () => {
		expect(endText(plan({}), 100, tw)).toBe('day.edited 0001join.semicolonstage.in-force W07+W08join.semicolonday.until');
		expect(mayUndo(plan({}))).toBe(true);
	});

	test('of what was taken back it says who did, and that the window has gone back; it cannot be taken back again', () => {
		const undone = plan({ undone: { at: 50, staff: '0002' }, windows: { W08: { stage: 'back', at: 60 } } });
		expect(endText(undone, 100, tw)).toBe('day.edited 0001join.semicolonday.undone 0002join.semicolonstage.back W08');
		expect(mayUndo(undone)).toBe(false);
	});

	test('nothing can be taken back of what every window declined, of what was rejected, and of what nobody answered', () => {
		expect(mayUndo(plan({ windows: { W08: { stage: 'declined', at: 5 } } }))).toBe(false);
		expect(mayUndo(plan({ end: { how: 'rejected', at: 1, staff: '0001', reason: 'not-now' } }))).toBe(false);
		expect(endText(plan({ end: { how: 'expired', at: 1, why: 'time' } }), 100, tw)).toBe('day.expired.time');
	});
});

test('a tile has room for what changes, not for all of it', () => {
	expect([short(['B'], ['B', 'A']), short(['B'], ['A']), short(['A', 'B'], ['A']), short(['A', 'B'], ['B', 'A'])]).toEqual([
		'+A',
		'B→A',
		'−B',
		'B/A',
	]);
});

describe('waits over the day', () => {
	const minute = 60_000;
	const now = 100 * minute;
	const ticket = (number: string, queuedAt: number, called: number | null, queue = 'A') => [
		number,
		{ number, queue, issuedAt: queuedAt, queuedAt, firstCalledAt: called },
	];
	const state = {
		tickets: Object.fromEntries([
			ticket('A1', 80 * minute, 95 * minute),
			ticket('A2', 88 * minute, 97 * minute),
			ticket('A3', 70 * minute, 85 * minute),
			ticket('A4', 90 * minute, null),
			ticket('B1', 90 * minute, 99 * minute, 'B'),
			ticket('A5', 1 * minute, 2 * minute),
		]),
	} as unknown as HallDay;

	test('are those of people of this queue who were called, by steps back from now', () => {
		expect(waitsSoFar(state, 'A', 50 * minute, now, 10 * minute)).toEqual([
			{ at: 85 * minute, minutes: 15, people: 1 },
			{ at: 95 * minute, minutes: 9, people: 2 },
		]);
	});

	test('where too few are called in a future to say, nothing is said', () => {
		const queue = (bands: ({ low: number; middle: number; high: number } | null)[]) => ({
			people: 5,
			meanWaitS: 1,
			inTarget: 1,
			bands,
			peakS: 1,
		});
		const plan = (middle: number) => ({
			queues: [queue([{ low: 60, middle, high: 600 }, null])],
			waitMin: 0,
			gainMin: 0,
			errorMin: 0,
			worstMin: 0,
			better: 0,
		});
		const answer = { futures: 10, fromS: 0, stepS: 600, plans: [plan(300), plan(240)], freeAtS: [] };
		expect(waitsToCome(answer, 0, now, 1, null)).toEqual([
			{ at: now + 5 * minute, without: [1, 5, 10], proposal: 4, own: null },
			{ at: now + 15 * minute, without: null, proposal: null, own: null },
		]);
	});
});

describe('a week looked back on', () => {
	test('goes from Monday to Sunday, over the end of a year too', () => {
		expect(weekOf('2026-11-23', 0)).toEqual({ from: '2026-11-23', to: '2026-11-29' });
		expect(weekOf('2026-11-22', 0)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
		expect(weekOf('2027-01-02', 1)).toEqual({ from: '2026-12-21', to: '2026-12-27' });
	});

	const event = (name: string, body: object, recordedAt: number, staff: string | null = null) =>
		({ name, body, recordedAt, occurredAt: recordedAt, staff }) as unknown as HallEvent;
	const proposed = (plan: string, revision = 1) =>
		event(
			'tide-plan-proposed',
			{
				plan,
				revision,
				kind: 'change',
				moves: [{ window: 'W08', from: ['B'], to: ['B', 'A'] }],
				waitBeforeMin: 90,
				waitAfterMin: 60,
				sure: 0.9,
			},
			1000,
		);

	test('tells each proposal once, with its answer, who did not take it, what changed when, and that it was taken back', () => {
		const moves = [{ window: 'W07', from: ['B'], to: ['A'] }];
		const plans = pastPlans([
			proposed('0900-aaaa'),
			proposed('0900-aaaa', 2),
			event('tide-plan-approved', { plan: '0900-aaaa', revision: 2, moves, edited: true, until: null }, 2000, '0001'),
			event('duty-changed', { window: 'W07', duty: ['A'], plan: '0900-aaaa', why: 'plan' }, 3000),
			event('duty-changed', { window: 'W07', duty: ['B'], plan: '0900-aaaa', why: 'plan-undone' }, 5000),
			event('tide-plan-undone', { plan: '0900-aaaa', withdrawn: [], back: ['W07'], left: [] }, 4000, '0001'),
			proposed('0930-bbbb'),
			event('tide-plan-rejected', { plan: '0930-bbbb', revision: 1, reason: 'not-now' }, 6000, '0002'),
			proposed('1000-cccc'),
			event('tide-plan-approved', { plan: '1000-cccc', revision: 1, moves, edited: false, until: null, rule: {} }, 7000),
			event('duty-change-declined', { window: 'W07', plan: '1000-cccc', reason: 'long-case', counts: true }, 7500),
		]);
		expect(plans).toMatchObject([
			{
				plan: '0900-aaaa',
				end: 'edited',
				staff: '0001',
				moves,
				undoneAt: 4000,
				took: [{ window: 'W07', at: 3000, to: ['A'] }],
				foreseenMin: 30,
			},
			{ plan: '0930-bbbb', end: 'rejected', staff: '0002', reason: 'not-now', took: [] },
			{ plan: '1000-cccc', end: 'automatic', staff: null, declined: [{ window: 'W07', reason: 'long-case' }] },
		]);
		const sums = sumsOfWeek(
			plans.map((plan) => ({ day: '2026-11-23', plan, figure: plan.end === 'edited' ? measured(12) : 'not-in-force' })),
		);
		expect(sums).toEqual({
			ends: { approved: 0, edited: 1, automatic: 1, rejected: 1, expired: 0, declined: 1, undone: 1 },
			savedMin: 12,
			measured: 1,
		});
	});
	const measured = (savedMin: number) => ({ replays: 4, savedMin, errorMin: 1, better: 4, p95Without: 20, p95With: 10 });
});

describe('what a proposal brought, measured afterwards', () => {
	const minute = 60_000;
	const begin = Date.UTC(2026, 10, 23, 1);
	/** A busy queue at one window, and a second window that has nothing to do; from minute 60 on it helps, until it does not at 180. */
	function day(helps: boolean): PastDay {
		const stays = Array.from(
			{ length: 40 },
			(_, person): PastStay => ({
				queue: 'A',
				at: begin + person * 4 * minute,
				kind: 'walk-in',
				way: 'normal',
				calledAt: begin + person * 4 * minute,
				window: 'W01',
				busyMs: 8 * minute,
				endedAt: begin + (person * 4 + 8) * minute,
				end: 'served',
				byHand: false,
				first: true,
			}),
		);
		const signs = [
			{ at: 0, queues: ['B'] },
			...(helps
				? [
						{ at: begin + 60 * minute, queues: ['B', 'A'] },
						{ at: begin + 180 * minute, queues: ['B'] },
					]
				: []),
		];
		const open: [number, number | null][] = [[begin, begin + 480 * minute]];
		return {
			day: '2026-11-23',
			position: 1,
			openedAt: begin,
			closedAt: begin + 480 * minute,
			stays,
			windows: [
				{ id: 'W01', open, paused: [], signs: [{ at: 0, queues: ['A'] }] },
				{ id: 'W02', open, paused: [], signs },
			],
			manual: [],
			cuts: [],
		};
	}
	const name = { zh: '', en: '' };
	const hall: PastHall = {
		queues: [
			{ id: 'A', name, meanS: 480, targetS: 600 },
			{ id: 'B', name, meanS: 480, targetS: 600 },
		],
		windows: [
			{ id: 'W01', number: '01', homeDuty: ['A'], capabilities: ['A'] },
			{ id: 'W02', number: '02', homeDuty: ['B'], capabilities: ['A', 'B'] },
		],
		byUrgency: true,
	};
	const took = [{ window: 'W02', at: begin + 60 * minute + 500, to: ['A', 'B'] }];
	const ask = (past: PastDay, change = took) => measurePlan({ past, hall, took: change, replays: 12, seed: 3, goOn: () => true });

	test('a window that helped where people waited saved minutes of waiting in every replay', () => {
		const found = ask(day(true))!;
		expect(found.replays).toBe(12);
		expect(found.savedMin).toBeGreaterThan(100);
		expect(found.better).toBe(12);
		expect(found.p95With).toBeLessThan(found.p95Without);
	});

	test('a change that is not in the day is not measured, and the same change twice over is found the same', () => {
		expect(ask(day(false))).toBeNull();
		expect(ask(day(true), [{ ...took[0]!, window: 'W01' }])).toBeNull();
		expect(ask(day(true))).toEqual(ask(day(true)));
	});
});
