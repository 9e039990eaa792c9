/** Reads `queue-analytic/1`: systems with exactly known results. */
import { z } from 'zod';

const positive = z.number().positive();
const classes = z.array(z.object({ arrival_rate: positive, mean_service: positive, second_moment: positive.optional() })).min(1);
const order = z.object({ mean_wait: z.array(z.number()), cost_rate: z.number() });
const rule = z.object({ cost: z.number(), mean_wait: z.array(z.number()), mean_in_system: z.array(z.number()) });
const steps = z.array(z.tuple([z.number(), positive])).min(1);

const shapes = [
	[
		'mmc',
		z.object({
			params: z.object({ c: positive, arrival_rate: positive, mean_service: positive }),
			result: z.record(z.string(), z.number()),
		}),
	],
	[
		'mmck',
		z.object({
			params: z.object({ c: positive, K: positive, arrival_rate: positive, mean_service: positive }),
			result: z.record(z.string(), z.number()),
		}),
	],
	[
		'mmcm',
		z.object({
			params: z.object({ c: positive, arrival_rate: positive, mean_service: positive, mean_patience: positive }),
			result: z.record(z.string(), z.number()),
		}),
	],
	[
		'mg1',
		z.object({
			params: z.object({ arrival_rate: positive, mean_service: positive, cv: z.number().nonnegative(), law: z.string() }),
			result: z.record(z.string(), z.number()),
		}),
	],
	[
		'mdc',
		z.object({ params: z.object({ c: positive, arrival_rate: positive, service: positive }), result: z.record(z.string(), z.number()) }),
	],
	[
		'prio-mg1',
		z.object({ params: z.object({ classes }), result: z.object({ mean_wait: z.array(z.number()), mean_wait_all: z.number() }) }),
	],
	[
		'prio-mmc',
		z.object({
			params: z.object({ c: positive, arrival_rates: z.array(positive), mean_service: positive }),
			result: z.object({ mean_wait: z.array(z.number()), mean_wait_all: z.number() }),
		}),
	],
	['cmu', z.object({ params: z.object({ classes }), result: z.object({ short_first: order, long_first: order, fcfs: order }) })],
	[
		'nmodel',
		z.object({
			params: z.object({ lam1: positive, lam2: positive, mu11: positive, mu12: positive, mu22: positive, h1: positive, h2: positive }),
			result: z.object({ class1_first: rule, class2_first: rule, longest_queue_ties_class2: rule, optimal_nonidling: rule }),
		}),
	],
	[
		'mtm',
		z.object({
			params: z.object({ rates: steps, servers: steps, mean_service: positive }),
			result: z.object({
				marks: z.array(
					z.object({ t: positive, mean_in_system: z.number(), mean_queue: z.number(), p_all_busy: z.number(), servers: positive }),
				),
			}),
		}),
	],
	[
		'staffing',
		z.object({
			params: z.object({}),
			result: z.object({
				rows: z.array(
					z.object({
						arrivals_per_hour: positive,
						mean_service: positive,
						t: positive,
						max_p_wait_gt_t: positive,
						servers: positive,
						offered_load: positive,
						p_wait_gt_t: positive,
						square_root_beta: z.number(),
					}),
				),
			}),
		}),
	],
] as const;

type Shapes = (typeof shapes)[number];
export type CaseOf<Model extends Shapes[0]> = { id: string; model: Model } & z.infer<Extract<Shapes, readonly [Model, unknown]>[1]>;
export type AnalyticCase = { [Model in Shapes[0]]: CaseOf<Model> }[Shapes[0]];

/** The cases of a file's text, or what is wrong with it. */
export function readCases(
	text: string,
): { ok: true; cases: AnalyticCase[] } | { ok: false; problems: { field: string; problem: string; todo: string }[] } {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		const why = error instanceof Error ? error.message : 'unreadable';
		return {
			ok: false,
			problems: [{ field: 'file', problem: `is not whole JSON (${why})`, todo: 'copy the file again; it may have been cut off' }],
		};
	}
	const outer = z
		.object({ format: z.literal('queue-analytic/1'), cases: z.array(z.looseObject({ id: z.string() })).min(1) })
		.safeParse(json);
	if (!outer.success) {
		const [issue] = outer.error.issues;
		return {
			ok: false,
			problems: [{ field: issue!.path.join('.') || 'file', problem: issue!.message, todo: 'give a file of format "queue-analytic/1"' }],
		};
	}
	const problems: { field: string; problem: string; todo: string }[] = [];
	const cases: AnalyticCase[] = [];
	for (const [place, one] of outer.data.cases.entries()) {
		const name = one.id.replace(/-\d+$/, '');
		const shape = shapes.find(([model]) => model === name);
		const field = `cases[${place}] (${one.id})`;
		if (!shape) {
			problems.push({
				field,
				problem: 'is of a model that is not known',
				todo: `name it after one of ${shapes.map(([model]) => model).join(', ')}`,
			});
			continue;
		}
		const read = shape[1].safeParse(one);
		if (read.success) cases.push({ id: one.id, model: shape[0], ...read.data } as AnalyticCase);
		else
			problems.push({
				field: `${field}.${read.error.issues[0]!.path.join('.')}`,
				problem: read.error.issues[0]!.message,
				todo: 'see the page of the format queue-analytic/1',
			});
	}
	return problems.length > 0 ? { ok: false, problems: problems.slice(0, 10) } : { ok: true, cases };
}
