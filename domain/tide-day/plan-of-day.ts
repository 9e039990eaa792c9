/** A day to come as the solver and the simulator see it, and their advice as a manager reads it. */
import { instantOf, localTime } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { DayPlan } from '../contracts/history-desk.ts';
import type { HallDay } from '../contracts/state.ts';
import { periodsOn } from '../hours/opening.ts';
import { kindOfDay } from '../tide/forecast/day-kind.ts';
import { type ForecastBook, showRate } from '../tide/forecast/learn.ts';
import type { Span } from '../tide/tide-hall.ts';
import type { DayAdvice, DayQuestion } from '../tide/tomorrow/advise-day.ts';
import { quarterS, signOf } from '../tide/tomorrow/try-plan.ts';
import { callRuleOf, daySpanOf, tideHallOf } from './day-as-tide.ts';
import { forecastOf } from './forecast-of-day.ts';
import { type ServiceBook, servicesOf } from './services.ts';
import { tideSettingsOf } from './settings.ts';

/** How sure the level of a queue is on a day nobody has seen: within about a fifth. */
const certainty = 25;
const priorityShare = 0.12;
const dwellQuarters = 4;
/** A clerk who works longer than this without a break is given lunch, half an hour around noon. */
const longestS = 5 * 3600;
const lunch = { from: '11:00', to: '13:30', quarters: 2 };
const closedS = 1e6;

export interface DayKnown {
	forecast: ForecastBook;
	services: ServiceBook;
	booked: readonly { queue: string; slot: number; people: number }[];
	/** Windows that will be there; `null` = all that the hours say. */
	windows: readonly string[] | null;
}

/** `state`: the day before anything happened. `null` = the hall is closed that day, or nobody was ever seen. */
export function dayQuestionOf(
	plan: HallPlan,
	state: HallDay,
	known: DayKnown,
	seed: number,
	futures: number,
): Omit<DayQuestion, 'solve'> | null {
	const periods = periodsOn(plan, state.day);
	if (periods.length === 0) return null;
	const hall = tideHallOf(plan, state, servicesOf(known.services, plan));
	const { base, lastTicketS } = daySpanOf(plan, state.day, null);
	const first = quarterOf(base, plan.timezone);
	const forecast = forecastOf(plan, known.forecast, state.day);
	const expected = plan.queues.map(({ id }) => (forecast[id] ?? []).slice(first, first + Math.ceil(lastTicketS / quarterS) + 1));
	const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
	const booked = known.booked.flatMap(({ queue, slot, people }): [number, number, number][] => {
		const place = queueAt.get(queue);
		return place === undefined ? [] : [[(slot - base) / 1000, place, people]];
	});
	if (booked.length === 0 && expected.every((row) => row.every((people) => people < 0.01))) return null;
	const second = (time: string) => (instantOf(state.day, time, plan.timezone) - base) / 1000;
	const hours = plan.windows.map(({ id }): Span[] => {
		if (known.windows && !known.windows.includes(id)) return [[0, closedS]];
		const open = periods
			.filter(({ windows }) => windows === undefined || windows.includes(id))
			.map(({ from, to }): Span => [second(from), second(to)]);
		return outside(open, lastTicketS);
	});
	const lunchQuarter = (time: string) => Math.floor(second(time) / quarterS);
	const shows = plan.queues.map(({ id }) => showRate(known.forecast, id));
	return {
		hall,
		rule: callRuleOf(plan),
		outlook: {
			...{ from: 0, intervalS: quarterS, expected, booked, priorityShare },
			certainty: plan.queues.map(() => certainty),
			show: shows.reduce((sum, each) => sum + each, 0) / Math.max(1, shows.length),
		},
		hours,
		lunches: hours.map((spans) => {
			const noon = second('12:00');
			const before = Math.max(0, ...spans.filter(([, until]) => until <= noon).map(([, until]) => until));
			const after = Math.min(lastTicketS, ...spans.filter(([from]) => from >= noon).map(([from]) => from));
			const closedAtNoon = spans.some(([from, until]) => from < second(lunch.to) && until > second(lunch.from));
			return closedAtNoon || after - before < longestS
				? null
				: { from: lunchQuarter(lunch.from), to: lunchQuarter(lunch.to) - lunch.quarters, quarters: lunch.quarters };
		}),
		dwell: dwellQuarters,
		mostChanges: tideSettingsOf(plan).mostMovesPerWindow,
		seed,
		futures,
	};
}

export function dayPlanOf(
	plan: HallPlan,
	day: string,
	question: Omit<DayQuestion, 'solve'>,
	advice: DayAdvice,
	more: { ms: number; learned: number; quieter: DayPlan['quieter'] },
): DayPlan {
	const { base } = daySpanOf(plan, day, null);
	const { solution, better, quarters } = advice;
	const id = (queue: number) => plan.queues[queue]!.id;
	const told = ({ mean, most, late }: DayAdvice['usual']) => ({ mean: round(mean), most: round(most), late: round(late) });
	return {
		day,
		kind: kindOfDay(day, plan.calendar ?? { closedDates: [], extraWorkdays: [] }),
		from: quarterOf(base, plan.timezone) * 15,
		quarters,
		windows: plan.windows.map(({ id: window }, w) => {
			const lunchAt = better ? (solution?.lunch[w] ?? null) : null;
			const line = Array.from({ length: quarters }, (_, at) => {
				const given = question.lunches[w];
				if (lunchAt !== null && given && at >= lunchAt && at < lunchAt + given.quarters) return 'lunch';
				const closed = question.hours[w]!.some(([from, until]) => from < (at + 0.5) * quarterS && until > (at + 0.5) * quarterS);
				if (closed) return null;
				const first = better && solution ? solution.serves[w]![at]! : (question.hall.windows[w]!.home[0] ?? null);
				return first === null ? null : signOf(question.hall, w, first).map(id).join(' ');
			});
			return { window, parts: partsOf(line) };
		}),
		expected: { usual: told(advice.usual), planned: told(advice.planned) },
		better,
		futures: question.futures,
		short: advice.short.flatMap((row, queue) => stretches(row).map((stretch) => ({ queue: id(queue), ...stretch }))),
		training: advice.training.map(({ window, queue, ...rest }) => ({ window: plan.windows[window]!.id, queue: id(queue), ...rest })),
		quieter: more.quieter,
		solver: { status: advice.status, ms: Math.round(more.ms) },
		learned: more.learned,
	};
}

function quarterOf(at: number, timezone: string): number {
	const [hour = 0, minute = 0] = localTime(at, timezone).split(':').map(Number);
	return hour * 4 + Math.floor(minute / 15);
}

/** Everything of the day but these. */
function outside(open: readonly Span[], lastS: number): Span[] {
	const closed: Span[] = [];
	let from = 0;
	for (const [begin, until] of [...open].sort((one, other) => one[0] - other[0])) {
		if (begin > from) closed.push([from, begin]);
		from = Math.max(from, until);
	}
	// Who is in service at the end of the hours is finished, and who waits is served.
	if (from < lastS) closed.push([from, closedS]);
	return closed;
}

function partsOf(line: readonly (string | null)[]): DayPlan['windows'][number]['parts'] {
	const parts: DayPlan['windows'][number]['parts'] = [];
	line.forEach((sign, at) => {
		const before = line[at - 1] ?? null;
		if (sign === null) return;
		if (at > 0 && sign === before) parts.at(-1)!.to = at + 1;
		else parts.push({ from: at, to: at + 1, queues: sign === 'lunch' ? [] : sign.split(' '), lunch: sign === 'lunch' });
	});
	return parts;
}

/** Stretches in which something is missing, with the most that is missing in each. */
function stretches(row: readonly number[]): { from: number; to: number; windows: number }[] {
	const found: { from: number; to: number; windows: number }[] = [];
	row.forEach((windows, at) => {
		if (windows <= 0) return;
		const last = found.at(-1);
		if (last && last.to === at) {
			last.to = at + 1;
			last.windows = Math.max(last.windows, windows);
		} else found.push({ from: at, to: at + 1, windows });
	});
	return found.filter(({ from, to }) => to - from >= 2);
}

const round = (value: number) => Math.round(value * 100) / 100;
