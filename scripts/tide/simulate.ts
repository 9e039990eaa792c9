import type { Command } from 'commander';
import { staticSets, staticSigns } from '../../domain/tide/fixed-policies.ts';
import { type Metrics, metricsOf, quantile } from '../../domain/tide/metrics.ts';
import { replay } from '../../domain/tide/replay.ts';
import { readScenario, type TideScenario } from '../../domain/tide/scenario.ts';
import { tidalPolicy } from '../../domain/tide/tidal-policy.ts';
import { numberOf, refuse, tell, textOf } from './answer.ts';

const policies = ['static', 'static-sets', 'tidal'];

interface Options {
	scenario: string;
	policy: string;
	seed: string;
	seeds: string;
	refuse: string;
	answer?: string;
	work?: string;
	within: string;
	json: boolean;
}

export function addSimulate(program: Command): void {
	program
		.command('simulate')
		.description('replay a hall-scenario/1 file under one policy and print its metrics')
		.requiredOption('--scenario <file>', 'the hall and its day')
		.requiredOption('--policy <name>', policies.join(', '))
		.option('--seed <number>', 'of the planner; the same seed gives the same day', '1')
		.option('--seeds <count>', 'replay with so many seeds and print the mean of each figure', '1')
		.option('--refuse <share>', 'share of proposals the manager refuses', '0')
		.option('--answer <seconds>', "seconds until a proposal is answered (usual: the scenario's approval delay)")
		.option('--work <events>', 'events one decision may play')
		.option(
			'--within <ms>',
			'a decision is answered after so long with what it has; 0 = work alone counts, and a day repeats exactly',
			'450',
		)
		.option('--json', 'answer as JSON', false)
		.action((options: Options) => {
			const { json } = options;
			if (!policies.includes(options.policy))
				refuse(
					'option-wrong',
					[{ field: '--policy', problem: `is "${options.policy}"`, todo: `give one of ${policies.join(', ')}` }],
					json,
				);
			const read = readScenario(textOf(options.scenario, json));
			if (!read.ok) return refuse('scenario-wrong', read.problems, json);
			const { scenario } = read;
			if (options.policy !== 'tidal') {
				const fixed = options.policy === 'static' ? staticSigns : staticSets;
				return tell({ scenario: scenario.id, policy: options.policy, ...metricsOf(replay(scenario, fixed)) }, json);
			}
			const seed = numberOf('--seed', options.seed, 0, 2 ** 32, json);
			const count = numberOf('--seeds', options.seeds, 1, 100, json);
			const within = numberOf('--within', options.within, 0, 60_000, json);
			const how = {
				...(within > 0 ? { withinMs: within } : {}),
				refuse: numberOf('--refuse', options.refuse, 0, 1, json),
				...(options.answer === undefined ? {} : { answerS: numberOf('--answer', options.answer, 0, 3600, json) }),
				...(options.work === undefined ? {} : { work: numberOf('--work', options.work, 1, 1e9, json) }),
			};
			const days = Array.from({ length: count }, (_, place) => tidalDay(scenario, { ...how, seed: seed + place }));
			const keys = Object.keys(days[0]!) as (keyof (typeof days)[0])[];
			const means = Object.fromEntries(keys.map((key) => [key, days.reduce((sum, day) => sum + day[key], 0) / days.length]));
			tell(
				{
					scenario: scenario.id,
					policy: 'tidal',
					seed,
					...(count > 1 ? { seeds: count, scores: days.map(({ score }) => score) } : {}),
					...means,
				},
				json,
			);
		});
}

function tidalDay(
	scenario: TideScenario,
	how: Parameters<typeof tidalPolicy>[0],
): Metrics & { decision_ms_p50: number; decision_ms_p99: number; decisions_stopped: number } {
	const policy = tidalPolicy({ ...how, clock: () => performance.now() });
	const metrics = metricsOf(replay(scenario, policy));
	return {
		...metrics,
		decision_ms_p50: quantile(policy.decisionMs, 0.5),
		decision_ms_p99: quantile(policy.decisionMs, 0.99),
		decisions_stopped: policy.stopped,
	};
}
