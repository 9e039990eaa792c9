import { describe, expect, test } from 'vitest';
import { staticSets, staticSigns } from '../../domain/tide/fixed-policies.ts';
import { metricsOf } from '../../domain/tide/metrics.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import { type PlannedChange, replay } from '../../domain/tide/replay.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import { type TidalOptions, tidalPolicy } from '../../domain/tide/tidal-policy.ts';
import { madeHall } from '../../scripts/tide/made-hall.ts';
import { goldenScenario } from './golden-scenario.ts';

/** Less work than in a hall, so that the test is quick. */
const work = 40_000;

function tidalDay(scenario: TideScenario, options: Partial<TidalOptions> = {}) {
	const decided: (PlannedChange & { decidedAt: number })[] = [];
	const policy = tidalPolicy({ seed: 3, work, ...options });
	const replayed = replay(scenario, {
		...policy,
		decide: (run, of, now) => {
			const changes = policy.decide!(run, of, now);
			for (const change of changes) decided.push({ ...change, decidedAt: now });
			return changes;
		},
	});
	return { metrics: metricsOf(replayed), decided };
}

describe('a day with the tide', () => {
	const scenario = goldenScenario('S1-county-tuesday');
	const day = tidalDay(scenario);

	test('waits fall far below those of today signs, with few changes and hardly an idle window', () => {
		const fixed = metricsOf(replay(scenario, staticSigns));
		expect(day.metrics.p95_min).toBeLessThan(0.55 * fixed.p95_min);
		expect(day.metrics.score).toBeLessThan(metricsOf(replay(scenario, staticSets)).score);
		expect(day.metrics.reassign_per_hour_per_10win).toBeLessThanOrEqual(1.5);
		expect(day.metrics.reassignments).toBe(day.decided.length);
	});

	test('the same seed gives the same day', () => expect(tidalDay(scenario).metrics).toEqual(day.metrics));

	test('dwell, changes of one clerk and signs keep to the limits, and no sign holds what its clerk may not do', () => {
		const last = new Map<number, number>();
		const count = new Map<number, number>();
		for (const { window, set, decidedAt } of day.decided) {
			expect(decidedAt - (last.get(window) ?? -9999)).toBeGreaterThanOrEqual(usualLimits.dwellS);
			last.set(window, decidedAt);
			count.set(window, (count.get(window) ?? 0) + 1);
			expect(set.length).toBeLessThanOrEqual(scenario.hall.params.maxSet);
			for (const queue of set) expect(scenario.hall.windows[window]!.skills).toContain(queue);
		}
		expect(Math.max(...count.values())).toBeLessThanOrEqual(usualLimits.movesPerClerk);
	});

	test('a manager who refuses everything keeps the signs of the morning', () => {
		const refused = tidalDay(scenario, { refuse: 1 });
		expect(refused.metrics.reassignments).toBe(0);
	});

	test('a day of nobody', () => {
		const empty = {
			...scenario,
			people: { ...scenario.people, count: 0 },
			forecast: { ...scenario.forecast, walkIn: scenario.forecast.walkIn.map((row) => row.map(() => 0)) },
			reservations: [],
		};
		expect(tidalDay(empty).metrics).toMatchObject({ n: 0, score: 0, reassignments: 0 });
	});
});

describe('halls that were never looked at', () => {
	test('with signs of five services, or dear changes, moving is not worse than not moving by more than 4 % in the mean', {
		timeout: 120_000,
	}, () => {
		for (const options of [{ maxSet: 5 }, { reassignS: 120, nonhomeFactor: 1.3 }]) {
			const ratios = Array.from({ length: 2 }, (_, place) => {
				const scenario = madeHall(70 + place, { windows: 10, queues: 7, ...options });
				const still = tidalDay(scenario, { limits: { atOnce: 0 } });
				return tidalDay(scenario).metrics.score / still.metrics.score;
			});
			expect(ratios.reduce((sum, each) => sum + each, 0) / ratios.length).toBeLessThan(1.04);
		}
	});
});
