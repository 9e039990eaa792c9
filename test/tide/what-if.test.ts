/** What a manager is shown beside a proposal: the planner's own futures, played again for plans that a person put together. */
import { describe, expect, test } from 'vitest';
import { HallRun } from '../../domain/tide/hall-run.ts';
import type { Moment } from '../../domain/tide/moment.ts';
import { outlookAt } from '../../domain/tide/outlook.ts';
import { checkMoves } from '../../domain/tide/planner/check-moves.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import { propose } from '../../domain/tide/planner/proposal.ts';
import { momentOf } from '../../domain/tide/tidal-policy.ts';
import { tidalRule } from '../../domain/tide/tide-hall.ts';
import { type WhatIfQuestion, whatIf } from '../../domain/tide/what-if.ts';
import { madeHall } from './made-hall.ts';
import { questionWith } from './small-tide.ts';

function busyMoment(windows: number, queues: number, seed = 4711) {
	const scenario = madeHall(seed, { windows, queues, load: 0.95 });
	const run = new HallRun({ hall: scenario.hall, rule: tidalRule, room: scenario.people.count, patience: true });
	run.begin(scenario.people, 0);
	scenario.staticSets.forEach((set, window) => {
		run.hang(window, set);
	});
	run.runUntil(7200);
	const still = scenario.hall.windows.map(() => ({ moves: 0, at: null }));
	const moment = momentOf(run, scenario, 7200, still);
	const outlook = outlookAt(scenario, 7200, usualLimits.horizonS);
	return { hall: scenario.hall, rule: tidalRule, moment, outlook, seed: 7, horizonS: 3600 };
}
const question = (
	at: Omit<WhatIfQuestion, 'plans' | 'futures' | 'stepS' | 'goOn'>,
	plans: WhatIfQuestion['plans'],
	futures = 40,
): WhatIfQuestion => ({
	...at,
	plans,
	futures,
	stepS: 600,
	goOn: () => true,
});

describe('plans beside each other on the same futures', () => {
	const at = busyMoment(12, 8);
	const moves = [{ window: 3, set: [1, 2] }];

	test('a plan without moves is the one without any, to the last digit', () => {
		const { plans } = whatIf(question(at, [[], []]));
		expect(plans[1]!.queues).toEqual(plans[0]!.queues);
		expect(plans[1]).toMatchObject({ gainMin: 0, errorMin: 0, worstMin: 0, better: 0 });
	});

	test('what the planner proposes is better here too, and about as much as it said', () => {
		const asked = questionWith(14);
		const proposal = propose(asked);
		expect(proposal.moves.length).toBeGreaterThan(0);
		const wanted = proposal.moves.map(({ window, to }) => ({ window, set: to }));
		const { plans, futures } = whatIf(question({ ...asked, horizonS: asked.limits.horizonS }, [[], wanted], 60));
		expect(plans[1]!.gainMin).toBeGreaterThan(2 * plans[1]!.errorMin);
		expect(plans[1]!.better).toBeGreaterThan(futures / 2);
		expect(plans[1]!.waitMin).toBeLessThan(plans[0]!.waitMin);
		expect(plans[0]!.waitMin / proposal.waitBeforeMin).toBeGreaterThan(0.9);
		expect(plans[0]!.waitMin / proposal.waitBeforeMin).toBeLessThan(1.1);
	});

	test('one in ten lies below and one in ten above the band, and where nobody is called there is none', () => {
		const { plans, freeAtS } = whatIf(question(at, [[]]));
		const bands = plans[0]!.queues.flatMap((queue) => queue.bands);
		expect(bands).toHaveLength(8 * 6);
		for (const band of bands) if (band) expect(band.low <= band.middle && band.middle <= band.high).toBe(true);
		expect(freeAtS.every((seconds) => seconds >= at.moment.now)).toBe(true);
		const nobody = { ...at.outlook, expected: at.outlook.expected.map((row) => row.map(() => 0)), booked: [] };
		const empty = whatIf(question({ ...at, moment: { ...at.moment, waiting: [] }, outlook: nobody }, [[], moves]));
		expect(empty.plans[1]!.queues.every(({ people, bands: none }) => people === 0 && none.every((band) => band === null))).toBe(true);
		expect(empty.plans[1]!.gainMin).toBe(0);
	});

	test('a clock ends it at any future, and the first is always played', () => {
		expect(whatIf({ ...question(at, [[], moves]), goOn: () => false }).futures).toBe(1);
		expect(whatIf({ ...question(at, [[], moves]), goOn: (played) => played < 9 }).futures).toBe(9);
	});

	test('answers within a second at 60 windows with three plans', () => {
		const large = busyMoment(60, 25);
		const started = performance.now();
		const spent = () => performance.now() - started;
		const { futures } = whatIf({
			...question(large, [[], [{ window: 3, set: [1] }], [{ window: 4, set: [2] }]], 96),
			goOn: () => spent() < 600,
		});
		expect(spent()).toBeLessThan(1000);
		expect(futures).toBeGreaterThan(8);
	});
});

describe('moves that a person put together', () => {
	const { hall, moment } = busyMoment(12, 8);
	const free = moment.windows.findIndex(({ pending, stage }) => pending === null && stage !== 'changing');
	const able = hall.windows[free]!.skills;
	const sign = moment.windows[free]!.set;
	const troubles = (moves: { window: number; set: number[] }[], of: Moment = moment) => checkMoves(hall, of, moves).map(({ why }) => why);

	test('nothing on the sign, a queue the clerk may not serve, more than a sign holds, and what is so already', () => {
		expect(troubles([{ window: free, set: [] }])).toContain('empty');
		expect(troubles([{ window: free, set: [hall.queues.findIndex((_, queue) => !able.includes(queue))] }])).toContain('not-able');
		expect(troubles([{ window: free, set: [...sign] }])).toEqual(['same']);
		const narrow = { ...hall, params: { ...hall.params, maxSet: 1 } };
		expect(checkMoves(narrow, moment, [{ window: free, set: able.slice(0, 2) }]).map(({ why }) => why)).toContain('too-many');
	});

	test('a lock holds until its end, and what is being changed is not changed again', () => {
		const as = (change: object): Moment => ({
			...moment,
			windows: moment.windows.map((window, w) => (w === free ? { ...window, ...change } : window)),
		});
		const move = [{ window: free, set: [able.find((queue) => !sign.includes(queue))!] }];
		expect(troubles(move, as({ lockedUntil: moment.now + 60 }))).toContain('locked');
		expect(troubles(move, as({ lockedUntil: moment.now - 1 }))).not.toContain('locked');
		expect(troubles(move, as({ pending: sign }))).toContain('changing');
	});

	test('the last window of a queue cannot be taken away', () => {
		const queue = sign[0]!;
		const others = moment.windows.map((window, w) =>
			w === free ? window : { ...window, set: window.set.filter((each) => each !== queue) },
		);
		const alone = { ...moment, windows: others };
		const other = able.find((each) => each !== queue)!;
		expect(checkMoves(hall, alone, [{ window: free, set: [other] }])).toContainEqual({ why: 'unserved', queue });
		expect(checkMoves(hall, alone, [{ window: free, set: [queue, other] }]).map(({ why }) => why)).not.toContain('unserved');
	});
});
