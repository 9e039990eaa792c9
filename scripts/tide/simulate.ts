import type { Command } from 'commander';
import { staticSets, staticSigns } from '../../domain/tide/fixed-policies.ts';
import { metricsOf } from '../../domain/tide/metrics.ts';
import { replay } from '../../domain/tide/replay.ts';
import { readScenario } from '../../domain/tide/scenario.ts';
import { refuse, tell, textOf } from './answer.ts';

const policies = ['static', 'static-sets'];

export function addSimulate(program: Command): void {
	program
		.command('simulate')
		.description('replay a hall-scenario/1 file under one policy and print its metrics')
		.requiredOption('--scenario <file>', 'the hall and its day')
		.requiredOption('--policy <name>', policies.join(', '))
		.option('--json', 'answer as JSON', false)
		.action((options: { scenario: string; policy: string; json: boolean }) => {
			const { json } = options;
			if (!policies.includes(options.policy))
				refuse(
					'option-wrong',
					[{ field: '--policy', problem: `is "${options.policy}"`, todo: `give one of ${policies.join(', ')}` }],
					json,
				);
			const read = readScenario(textOf(options.scenario, json));
			if (!read.ok) return refuse('scenario-wrong', read.problems, json);
			const fixed = options.policy === 'static' ? staticSigns : staticSets;
			tell({ scenario: read.scenario.id, policy: options.policy, ...metricsOf(replay(read.scenario, fixed)) }, json);
		});
}
