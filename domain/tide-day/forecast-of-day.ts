/** The day's forecast as a manager sees it: what is expected per quarter hour, the band around it, and who came. */
import { localTime } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';
import type { ShownForecast } from '../contracts/tide-desk.ts';
import { type ForecastBook, forecastDay, forecastErrors } from '../tide/forecast/learn.ts';
import { daySpanOf } from './day-as-tide.ts';

const quarterMs = 15 * 60_000;
/** Nine of ten lie within so many standard deviations. */
const nineOfTen = 1.645;
/** How far forecasts are off where nothing tells. */
const usualError = 0.35;

/** People per queue and quarter hour of the local day (96); zeros where nothing was ever seen. */
export function forecastOf(plan: HallPlan, book: ForecastBook, day: string): Record<string, number[]> {
	const calendar = plan.calendar ?? { closedDates: [], extraWorkdays: [] };
	return Object.fromEntries(plan.queues.map(({ id }) => [id, forecastDay(book, id, day, calendar)]));
}

export function shownForecastOf(
	plan: HallPlan,
	state: HallDay,
	now: number,
	learned: { forecast: ForecastBook; leftOut: readonly string[] },
): ShownForecast {
	const { base, lastTicketS } = daySpanOf(plan, state.day, state.openedAt);
	const quarters = Math.max(1, Math.ceil((lastTicketS * 1000) / quarterMs));
	const [hour = 0, minute = 0] = localTime(base, plan.timezone).split(':').map(Number);
	const first = hour * 4 + Math.floor(minute / 15);
	const forecast = forecastOf(plan, learned.forecast, state.day);
	const errors = new Map(forecastErrors(learned.forecast).map((each) => [each.queue, each]));
	const came = new Map(plan.queues.map(({ id }) => [id, Array<number>(quarters).fill(0)]));
	for (const { queue, queuedAt, life } of Object.values(state.tickets)) {
		const row = came.get(queue);
		const at = Math.floor((queuedAt - base) / quarterMs);
		if (row && life.stage !== 'voided' && at >= 0 && at < quarters) row[at]!++;
	}
	return {
		from: base,
		intervalMinutes: 15,
		queues: plan.queues.map(({ id }) => {
			const { days = 0, wape = null, bias = null } = errors.get(id) ?? {};
			const expected = Array.from({ length: quarters }, (_, place) => {
				const from = base + place * quarterMs;
				const groups = state.tide.groups
					.filter(({ queue, at, withdrawnAt }) => queue === id && withdrawnAt === null && at >= from && at < from + quarterMs)
					.reduce((sum, { people }) => sum + people, 0);
				return (forecast[id]?.[first + place] ?? 0) + groups;
			});
			const band = expected.map((mean) => nineOfTen * Math.sqrt(mean + ((wape ?? usualError) * mean) ** 2));
			return {
				queue: id,
				expected: expected.map(tenth),
				low: expected.map((mean, place) => tenth(Math.max(0, mean - band[place]!))),
				high: expected.map((mean, place) => tenth(mean + band[place]!)),
				came: came.get(id)!.map((people, place) => (base + (place + 1) * quarterMs <= now ? people : null)),
				error: { days, wape, bias },
			};
		}),
		learned: { days: learned.forecast.days, lastDay: learned.forecast.lastDay, leftOut: [...learned.leftOut] },
	};
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
