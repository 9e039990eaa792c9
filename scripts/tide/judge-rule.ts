import type { Command } from 'commander';
import { type Metrics, metricsOf } from '../../domain/tide/metrics.ts';
import { replay } from '../../domain/tide/replay.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import { tidalPolicy } from '../../domain/tide/tidal-policy.ts';
import { awayRule, type CallRule, plainRule, tidalRule, urgencyRule } from '../../domain/tide/tide-hall.ts';
import { numberOf, refuse, tell } from './answer.ts';
import { madeHall } from './made-hall.ts';
import { officeHall } from './office-hall.ts';

const shapes: Record<string, (seed: number) => TideScenario> = {
	plain: (seed) => madeHall(seed, { windows: 9 + (seed % 8), queues: 6 + (seed % 5) }),
	five: (seed) => madeHall(seed, { windows: 9 + (seed % 8), queues: 6 + (seed % 5), maxSet: 5 }),
	dear: (seed) => madeHall(seed, { windows: 9 + (seed % 8), queues: 6 + (seed % 5), reassignS: 120, nonhomeFactor: 1.3 }),
	large: (seed) => madeHall(seed, { windows: 45, queues: 14 }),
	'many-queues': (seed) => madeHall(seed, { windows: 16, queues: 15 }),
	office: officeHall,
};
const rules: Record<string, CallRule> = { plain: plainRule, away: awayRule, urgency: urgencyRule, 'crowd-urgency': tidalRule };
const figures = ['score', 'p95_min', 'max_wait_min', 'priority_p95_min'] as const satisfies readonly (keyof Metrics)[];

interface Options {
	shape: string;
	halls: string;
	seed: string;
	rule: string;
	beside: string;
	change?: string[];
	besideChange?: string[];
	work: string;
	json: boolean;
}

/** Compares two call rules on the same made halls: how decision 0032 was judged, and can be judged again. */
export function addJudgeRule(program: Command): void {
	program
		.command('judge-rule')
		.description('compare two call rules on the same made halls, at fixed signs or with the planner')
		.requiredOption('--shape <name>', Object.keys(shapes).join(', '))
		.option('--halls <count>', 'halls, of seeds one after the other', '60')
		.option('--seed <number>', 'of the first hall', '1')
		.option('--rule <name>', Object.keys(rules).join(', '), 'crowd-urgency')
		.option('--beside <name>', 'the rule it is compared with', 'urgency')
		.option('--change <key=number...>', 'a figure of the rule that is other, such as latePower=0.5')
		.option('--beside-change <key=number...>', 'the same of the other rule, such as latePower=1 stayFactor=2')
		.option('--work <events>', 'with the planner, and so many events a decision; 0 = at fixed signs', '0')
		.option('--json', 'answer as JSON', false)
		.action((options: Options) => {
			const { json } = options;
			const make = oneOf('--shape', options.shape, shapes, json);
			const beside = changed(oneOf('--beside', options.beside, rules, json), '--beside-change', options.besideChange ?? [], json);
			const rule = changed(oneOf('--rule', options.rule, rules, json), '--change', options.change ?? [], json);
			const halls = numberOf('--halls', options.halls, 2, 10_000, json);
			const seed = numberOf('--seed', options.seed, 0, 2 ** 31, json);
			const work = numberOf('--work', options.work, 0, 1e9, json);
			const pairs = Array.from({ length: halls }, (_, place) => {
				const scenario = make(seed + place);
				return [dayUnder(scenario, rule, work), dayUnder(scenario, beside, work)] as const;
			});
			tell(
				{
					...{ shape: options.shape, halls, seed, rule: options.rule, beside: options.beside, planner: work > 0 },
					...(options.change ? { changed: options.change } : {}),
					...(options.besideChange ? { besideChanged: options.besideChange } : {}),
					...Object.fromEntries(figures.map((figure) => [figure, compared(pairs.map(([one, other]) => [one[figure], other[figure]]))])),
				},
				json,
			);
		});
}

function dayUnder(scenario: TideScenario, rule: CallRule, work: number): Metrics {
	const signs = ({ staticSets }: TideScenario) => staticSets;
	return metricsOf(replay(scenario, work > 0 ? { ...tidalPolicy({ seed: 1, work, rule }), rule } : { rule, signs }));
}

/** Percent of the second, in the mean of the halls, with its standard error; and the plain means. */
export function compared(pairs: readonly (readonly [number, number])[]): { percent: number; error: number; mean: number; beside: number } {
	const relative = pairs.map(([one, other]) => (other > 0 ? 100 * (one / other - 1) : 0));
	const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const percent = meanOf(relative);
	const variance = relative.reduce((sum, value) => sum + (value - percent) ** 2, 0) / Math.max(1, relative.length - 1);
	const round = (value: number) => Math.round(value * 100) / 100;
	return {
		...{ percent: round(percent), error: round(Math.sqrt(variance / relative.length)) },
		...{ mean: round(meanOf(pairs.map(([one]) => one))), beside: round(meanOf(pairs.map(([, other]) => other))) },
	};
}

function oneOf<Thing>(option: string, name: string, things: Record<string, Thing>, json: boolean): Thing {
	const found = Object.hasOwn(things, name) ? things[name] : undefined;
	return (
		found ??
		refuse('option-wrong', [{ field: option, problem: `is "${name}"`, todo: `give one of ${Object.keys(things).join(', ')}` }], json)
	);
}

function changed(rule: CallRule, option: string, changes: readonly string[], json: boolean): CallRule {
	const next = { ...rule };
	for (const change of changes) {
		const [key = '', value = ''] = change.split('=');
		if (!Object.hasOwn(next, key))
			refuse('option-wrong', [{ field: option, problem: `names "${key}"`, todo: `name one of ${Object.keys(next).join(', ')}` }], json);
		next[key as keyof CallRule] = numberOf(option, value, -10, 1_000, json);
	}
	return next;
}
