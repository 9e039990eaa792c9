import type { Command } from 'commander';
import { numberOf, refuse, tell, textOf } from './answer.ts';
import { readCases } from './validate/cases.ts';
import { simulateCase } from './validate/simulate-case.ts';

/** The seed of the published run. With other seeds about one comparison in 400 lies beyond three standard errors by chance. */
export const usualSeed = 1;

export function addValidate(program: Command): void {
	program
		.command('validate')
		.description('simulate systems whose results are exactly known (queue-analytic/1) and print simulated beside exact')
		.requiredOption('--cases <file>', 'the cases')
		.option('--customers <count>', 'people for each case', '400000')
		.option('--seed <number>', 'the same seed gives the same run', String(usualSeed))
		.option('--only <id>', 'one case')
		.option('--json', 'answer as JSON', false)
		.action((options: { cases: string; customers: string; seed: string; only?: string; json: boolean }) => {
			const { json } = options;
			const customers = numberOf('--customers', options.customers, 4000, 1e7, json);
			const seed = numberOf('--seed', options.seed, 0, 2 ** 32, json);
			const read = readCases(textOf(options.cases, json));
			if (!read.ok) return refuse('cases-wrong', read.problems, json);
			const chosen = read.cases.filter(({ id }) => options.only === undefined || id === options.only);
			if (chosen.length === 0)
				return refuse(
					'option-wrong',
					[{ field: '--only', problem: `names no case ("${options.only}")`, todo: 'give the id of a case in the file' }],
					json,
				);
			const started = performance.now();
			const comparisons = chosen.flatMap((one) => {
				const found = simulateCase(one, { customers, seed });
				if (!json)
					for (const { case: id, what, exact, simulated, apart } of found)
						console.error(`${id.padEnd(14)} ${what.padEnd(44)} ${exact} ${simulated.toPrecision(6)} ${apart.toFixed(2)}`);
				return found;
			});
			const beyond = (errors: number) => comparisons.filter(({ apart }) => apart > errors);
			const answer = {
				customers,
				seed,
				cases: chosen.length,
				comparisons: comparisons.length,
				cases_within_3: chosen.filter(({ id }) => !beyond(3).some((one) => one.case === id)).length,
				beyond_3: beyond(3).length,
				beyond_4: beyond(4).length,
				ok: beyond(3).length === 0,
				seconds: Math.round((performance.now() - started) / 100) / 10,
			};
			tell(json ? { ...answer, results: comparisons } : answer, json);
			if (!answer.ok) process.exitCode = 1;
		});
}
