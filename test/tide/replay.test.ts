import { describe, expect, test } from 'vitest';
import { staticSets, staticSigns } from '../../domain/tide/fixed-policies.ts';
import { type Metrics, metricsOf } from '../../domain/tide/metrics.ts';
import { replay } from '../../domain/tide/replay.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import { expected, goldenNames, goldenScenario, realTrace } from './golden-scenario.ts';

const policies = { static: staticSigns, 'static-sets': staticSets };

function differences(scenario: TideScenario, policy: keyof typeof policies): string[] {
	const exact = expected(scenario.id, policy);
	const found = metricsOf(replay(scenario, policies[policy]));
	return (Object.keys(exact) as (keyof Metrics)[])
		.filter((key) => !(Math.abs(exact[key] - found[key]) <= 1e-6))
		.map((key) => `${key}: ${found[key]}, expected ${exact[key]}`);
}

describe('replayed days equal the published figures to 1e-6', () => {
	for (const name of goldenNames)
		for (const policy of ['static', 'static-sets'] as const)
			test(`${name}, ${policy}`, () => expect(differences(goldenScenario(name), policy)).toEqual([]));

	test('R1-wola-monday, where the trace lies beside the project (it is no part of it)', () => {
		const scenario = realTrace();
		if (!scenario) return expect(scenario).toBeNull();
		expect(differences(scenario, 'static')).toEqual([]);
		expect(differences(scenario, 'static-sets')).toEqual([]);
	});
});

describe('the day', () => {
	test('a replay changes nothing in its scenario: the second gives the same', () => {
		const scenario = goldenScenario('S1-county-tuesday');
		const first = metricsOf(replay(scenario, staticSets));
		expect(metricsOf(replay(scenario, staticSets))).toEqual(first);
	});

	test('everybody is served, gone or counted as not served', () => {
		const replayed = replay(goldenScenario('S2-city-monday'), staticSigns);
		const { scenario, run } = replayed;
		const metrics = metricsOf(replayed);
		let served = 0;
		for (let person = 0; person < scenario.people.count; person++) if (!Number.isNaN(run.started[person]!)) served++;
		expect(served + Math.round(metrics.abandon_share * metrics.n) + metrics.unserved).toBe(2950);
		expect(metrics.unserved).toBe(2);
	});
});
