/** The whole advice for a day to come: the plan, what it brings, and who should learn what. Pure; the solver is given. */
import type { Outlook } from '../moment.ts';
import type { CallRule, Span, TideHall } from '../tide-hall.ts';
import { peakOf, waitAround } from './busy-times.ts';
import { type PlanModel, type PlanSolution, windowsAsked } from './plan-model.ts';
import { type DaySigns, type DrawnDays, drawDays, plannedDay, quarterS, type Tried, tryDay, usualDay, withSkill } from './try-plan.ts';

export interface DayQuestion {
	hall: TideHall;
	rule: CallRule;
	outlook: Outlook;
	/** Closed by the hall's hours, per window. */
	hours: Span[][];
	lunches: PlanModel['windows'][number]['lunch'][];
	dwell: number;
	mostChanges: number;
	seed: number;
	futures: number;
	solve(model: PlanModel): { status: 'best' | 'good-enough' | 'none'; solution: PlanSolution | null };
}

export interface Training {
	window: number;
	queue: number;
	/** Minutes less: mean of the hall, nineteen of twenty of the queue, mean of the queue's busiest hour; share of days on which it helps. */
	meanLess: number;
	mostLess: number;
	peakLess: number;
	sure: number;
}

export interface DayAdvice {
	status: 'best' | 'good-enough' | 'none';
	/** Whether the plan was better than usual signs on the drawn days; only then it is advised. */
	better: boolean;
	solution: PlanSolution | null;
	usual: Tried;
	planned: Tried;
	training: Training[];
	/** Per queue and quarter, windows fewer than the target asks for, under what is advised. */
	short: number[][];
	quarters: number;
}

/** Queues and lessons that are looked at, and how many are told. */
const most = { queues: 3, screened: 10, told: 5 };
/** A lesson is told when it helps on so many days and by so much, minutes. */
const worth = { sure: 0.7, minutes: 0.05 };

export function adviseDay(question: DayQuestion): DayAdvice {
	const { hall, rule, outlook, hours, lunches } = question;
	const drawn = drawDays(hall, outlook, question.seed, question.futures);
	const { quarters } = drawn;
	const model = modelOf(question, quarters);
	const usualSigns = usualDay(hall, hours, lunches);
	const usual = tryDay(hall, rule, usualSigns, drawn);
	const { status, solution } = question.solve(model);
	const plannedSigns = solution ? plannedDay(hall, hours, lunches, solution) : usualSigns;
	const planned = solution ? tryDay(hall, rule, plannedSigns, drawn) : usual;
	const better = solution !== null && planned.mean < usual.mean;
	const [signs, tried] = better ? [plannedSigns, planned] : [usualSigns, usual];
	return {
		status,
		better,
		solution,
		usual,
		planned,
		training: trainingFor(question, signs, tried, drawn),
		short: solution && better ? solution.short : shortOf(model, signs, quarters),
		quarters,
	};
}

function modelOf({ hall, outlook, hours, lunches, dwell, mostChanges }: DayQuestion, quarters: number): PlanModel {
	return {
		quarters,
		queues: hall.queues.map(({ meanServiceS, targetWaitS }, queue) => ({
			meanServiceS,
			targetWaitS,
			expected: Array.from({ length: quarters }, (_, at) => expectedIn(outlook, queue, at)),
		})),
		windows: hall.windows.map(({ home, skills }, window) => ({
			home,
			skills,
			open: Array.from(
				{ length: quarters },
				(_, at) => !hours[window]!.some(([from, until]) => from < (at + 0.5) * quarterS && until > (at + 0.5) * quarterS),
			),
			lunch: lunches[window] ?? null,
		})),
		nonhomeFactor: hall.params.nonhomeFactor,
		dwell,
		mostChanges,
	};
}

/** People of a quarter, with and without a reservation. */
function expectedIn({ from, intervalS, expected, booked, show }: Outlook, queue: number, at: number): number {
	const walkIn = ((expected[queue]?.[Math.floor((at * quarterS - from) / intervalS)] ?? 0) * quarterS) / intervalS;
	const reserved = booked.reduce(
		(sum, [slot, of, people]) => (of === queue && Math.floor(slot / quarterS) === at ? sum + people * show : sum),
		0,
	);
	return walkIn + reserved;
}

function shortOf(model: PlanModel, signs: DaySigns, quarters: number): number[][] {
	const asked = windowsAsked(model);
	return asked.map((row, queue) =>
		Array.from({ length: quarters }, (_, at) => {
			const there = signs.signs.filter((set, window) => set[0] === queue && model.windows[window]!.open[at]).length;
			return Math.max(0, row[at]! - there);
		}),
	);
}

function trainingFor({ hall, rule }: DayQuestion, signs: DaySigns, now: Tried, drawn: DrawnDays): Training[] {
	const few = Math.max(4, Math.floor(drawn.people.length / 6));
	const base = tryDay(hall, rule, signs, drawn, few);
	const weight = (queue: number) => base.waits[queue]!.reduce((sum, wait) => sum + (Number.isNaN(wait) ? 0 : wait), 0);
	const pressed = hall.queues
		.map((_, queue) => ({ queue, weight: weight(queue) }))
		.sort((one, other) => other.weight - one.weight)
		.slice(0, most.queues);
	const lessons = pressed.flatMap(({ queue }) =>
		hall.windows.flatMap(({ skills }, window) => {
			if (skills.includes(queue)) return [];
			const { hall: taught, day } = withSkill(hall, signs, window, queue);
			return [{ window, queue, less: base.mean - tryDay(taught, rule, day, drawn, few).mean }];
		}),
	);
	return lessons
		.sort((one, other) => other.less - one.less || one.window - other.window)
		.slice(0, most.screened)
		.map(({ window, queue }) => {
			const { hall: taught, day } = withSkill(hall, signs, window, queue);
			const after = tryDay(taught, rule, day, drawn);
			return {
				window,
				queue,
				meanLess: now.mean - after.mean,
				mostLess: now.mostOf[queue]! - after.mostOf[queue]!,
				peakLess: peakOf(now.waits[queue]!).wait - (waitAround(after.waits[queue]!, peakOf(now.waits[queue]!).at) ?? 0),
				sure: after.means.filter((mean, part) => mean < now.means[part]!).length / Math.max(1, after.means.length),
			};
		})
		.filter(({ meanLess, sure }) => meanLess >= worth.minutes && sure >= worth.sure)
		.sort((one, other) => other.meanLess - one.meanLess)
		.slice(0, most.told);
}
