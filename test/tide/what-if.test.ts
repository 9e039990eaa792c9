/** What a manager is shown beside a proposal: the planner's own futures, played again for plans that a person put together. */
import { describe, expect, test } from 'vitest';
import { HallRun } from '../../domain/tide/hall-run.ts';
import { outlookAt } from '../../domain/tide/outlook.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import { propose } from '../../domain/tide/planner/proposal.ts';
import { momentOf } from '../../domain/tide/tidal-policy.ts';
import { tidalRule } from '../../domain/tide/tide-hall.ts';
import { type WhatIfQuestion, whatIf } from '../../domain/tide/what-if.ts';
import { madeHall } from '../../scripts/tide/made-hall.ts';
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

	// How long it takes is measured by `npm run bench -- tide`.
	test('at 60 windows with three plans it asks the clock after every future', () => {
		const large = busyMoment(60, 25);
		const asked: number[] = [];
		const { futures } = whatIf({
			...question(large, [[], [{ window: 3, set: [1] }], [{ window: 4, set: [2] }]], 96),
			goOn: (played) => asked.push(played) < 12,
		});
		expect(asked).toEqual(Array.from({ length: asked.length }, (_, place) => place + 1));
		expect(futures).toBe(12);
	});
});
