/** Plans a day to come from what the hall's own days taught; on a thread of its own, one at a time. */
import { Worker } from 'node:worker_threads';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { DayPlan, HistoryDeskAnswer, PlanWish } from '../../domain/contracts/history-desk.ts';
import type { DayAdvice, DayQuestion } from '../../domain/tide/tomorrow/advise-day.ts';
import { dayPlanOf, dayQuestionOf } from '../../domain/tide-day/plan-of-day.ts';
import type { Rules } from '../authority/rules.ts';
import type { HallStore } from '../storage/contract.ts';
import { learnPastDays } from './learned.ts';

const seed = 1;
const futures = 60;
const usualWithinS = 15;
/** Beyond this the thread is given up. */
const patienceMs = 90_000;

export interface DayPlanner {
	/** Rejects with a `StoreFailure`. */
	plan(wish: PlanWish): Promise<HistoryDeskAnswer>;
}

export function createDayPlanner(parts: {
	plan: HallPlan;
	store: HallStore;
	rules: Rules;
	today(): string;
	/** Booked places of a day. */
	booked(day: string): { queue: string; slot: number; people: number }[];
	/** Seconds for the solver. */
	withinS?: number;
}): DayPlanner {
	const { plan, store, rules } = parts;
	let busy = false;
	return {
		async plan(wish) {
			if (busy) return { ok: false, code: 'busy' };
			busy = true;
			try {
				const learned = await learnPastDays({ plan, store, rules, today: parts.today(), goOn: () => true });
				if (learned.forecast.days === 0) return { ok: false, code: 'too-early' };
				const { day, windows } = wish;
				const known = { ...learned, booked: parts.booked(day), windows: windows ?? null };
				const question = dayQuestionOf(plan, rules.startOfDay(plan, day), known, seed, futures);
				if (!question) return { ok: false, code: 'no-plan' };
				const found = await adviseInThread(question, parts.withinS ?? usualWithinS);
				if (!found) return { ok: false, code: 'no-plan' };
				const answer: DayPlan = dayPlanOf(plan, day, question, found.advice, { ms: found.ms, learned: learned.forecast.days });
				return { ok: true, do: 'plan', plan: answer };
			} finally {
				busy = false;
			}
		},
	};
}

/** `null` = the thread died or took too long. */
function adviseInThread(question: Omit<DayQuestion, 'solve'>, withinS: number): Promise<{ advice: DayAdvice; ms: number } | null> {
	return new Promise((resolve) => {
		const worker = new Worker(new URL('./plan-day-thread.ts', import.meta.url), { execArgv: [], name: 'day-planner' });
		const timer = setTimeout(() => end(null), patienceMs);
		function end(found: { advice: DayAdvice; ms: number } | null) {
			clearTimeout(timer);
			void worker.terminate();
			resolve(found);
		}
		worker.once('message', end);
		worker.once('error', () => end(null));
		worker.once('exit', () => end(null));
		worker.postMessage({ question, withinS });
	});
}
