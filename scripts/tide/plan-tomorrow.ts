import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadHall } from '../../config/load-hall.ts';
import { businessDay } from '../../domain/business-day.ts';
import { emptyBook } from '../../domain/tide/forecast/learn.ts';
import { adviseDay } from '../../domain/tide/tomorrow/advise-day.ts';
import { adviseSlots } from '../../domain/tide/tomorrow/slot-places.ts';
import { dayPlanOf, dayQuestionOf } from '../../domain/tide-day/plan-of-day.ts';
import { emptyServices } from '../../domain/tide-day/services.ts';
import { slotOutlookOf, slotQuestionOf } from '../../domain/tide-day/slots-of-day.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { readSqlite } from '../../platform/storage/sqlite.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { learnPastDays } from '../../platform/tide/learned.ts';
import { loadSolver } from '../../platform/tide/solve-plan.ts';
import { numberOf, refuse, tell } from './answer.ts';

interface Options {
	hall: string;
	data?: string;
	day?: string;
	windows?: string;
	seed: string;
	futures: string;
	within: string;
	json: boolean;
}

const dayMs = 24 * 3_600_000;

export function addPlanTomorrow(program: Command): void {
	program
		.command('plan-tomorrow')
		.description("plan a hall's windows for a day to come from its own past days, and say what the plan brings")
		.requiredOption('--hall <file>', 'hall file (hall.yaml)')
		.requiredOption('--data <folder>', 'data folder of the platform, read only; it may be running')
		.option('--day <YYYY-MM-DD>', 'the day; tomorrow when left out')
		.option('--windows <list>', 'windows that will be there, such as W01,W02; all that the hours say when left out')
		.option('--seed <number>', 'of the drawn days', '1')
		.option('--futures <count>', 'days to draw', '60')
		.option('--within <seconds>', 'for the solver; the best found by then is taken', '15')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options & { data: string }) => {
			const { json } = options;
			const from = (path: string) => resolve(process.env.TIDEHALL_CALLED_FROM ?? process.cwd(), path);
			const loaded = loadHall(from(options.hall));
			if (!loaded.ok)
				return refuse(
					'hall-wrong',
					loaded.problems.slice(0, 10).map(({ file, line, what }) => ({ field: `${file}:${line}`, problem: 'is wrong', todo: what })),
					json,
				);
			const { plan } = loaded.hall;
			const today = businessDay(Date.now(), plan.timezone);
			const day = options.day ?? new Date(Date.parse(`${today}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
			if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
				return refuse('option-wrong', [{ field: '--day', problem: `is "${day}"`, todo: 'write it as 2026-11-23' }], json);
			const windows = options.windows?.split(',').map((id) => id.trim()) ?? null;
			const unknown = windows?.find((id) => !plan.windows.some((window) => window.id === id));
			if (unknown !== undefined)
				return refuse('option-wrong', [{ field: '--windows', problem: `names "${unknown}"`, todo: 'name windows of the hall file' }], json);
			const seed = numberOf('--seed', options.seed, 0, 2 ** 32, json);
			const futures = numberOf('--futures', options.futures, 4, 1000, json);
			const within = numberOf('--within', options.within, 1, 600, json);
			const learned = await learnedFrom(from(options.data), plan, day, json);
			if (learned.forecast.days === 0)
				return refuse(
					'nothing-learned',
					[
						{
							field: '--data',
							problem: `holds no day of ${plan.code} before ${day}`,
							todo: 'let the hall work for a day, or name another folder',
						},
					],
					json,
				);
			const question = dayQuestionOf(plan, domainRules.startOfDay(plan, day), { ...learned, booked: [], windows }, seed, futures);
			if (!question)
				return refuse(
					'no-plan',
					[{ field: '--day', problem: `${day} is a day on which nobody is expected or the hall is closed`, todo: 'choose another day' }],
					json,
				);
			const solver = await loadSolver(within);
			let ms = 0;
			const advice = adviseDay({
				...question,
				solve(model) {
					const solved = solver(model);
					ms = solved.ms;
					return solved;
				},
			});
			const slots = slotQuestionOf(plan, day, question, () => 0);
			const made = { madeAt: Date.now(), learned: learned.forecast.days };
			const { quieter, slots: places } = slotOutlookOf(plan, day, slots, adviseSlots(slots), made);
			tell({ ...dayPlanOf(plan, day, question, advice, { ms, learned: learned.forecast.days, quieter }), slots: places }, json);
		});
}

/** Learned anew from a copy of what the folder holds: the folder itself is only read. */
async function learnedFrom(folder: string, plan: Parameters<typeof learnPastDays>[0]['plan'], before: string, json: boolean) {
	const nothing = { forecast: emptyBook, services: emptyServices, leftOut: [] };
	try {
		const store = readSqlite(folder);
		const kept = new Map<string, unknown>();
		// What is learned is kept by the platform alone.
		const reading = new Proxy(store, {
			get: (of, name) =>
				name === 'record'
					? async () => null
					: name === 'putRecord'
						? async (kind: string, _: string, value: unknown) => void kept.set(kind, value)
						: Reflect.get(of, name).bind(of),
		});
		try {
			return await learnPastDays({ plan, store: reading, rules: domainRules, today: before, goOn: () => true });
		} finally {
			await store.close();
		}
	} catch (cause) {
		if (!(cause instanceof StoreFailure)) throw cause;
		if (cause.code === 'missing') return nothing;
		return refuse(
			'data-unreadable',
			[{ field: '--data', problem: `cannot be read (${cause.code})`, todo: 'name the data folder of a platform' }],
			json,
		);
	}
}
