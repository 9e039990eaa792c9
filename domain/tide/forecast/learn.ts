/**
 * The forecast, learned from the hall's own days: a profile by kind of day and quarter hour for each queue, younger days counting for more. A pure
 * fold: the same days in the same order give the same book. Before a day is learned, it is forecast from the days before, and how far that was off
 * is kept: the error shown is one of true forecasts.
 */

import { type DayCounts, quartersOfDay } from './day-counts.ts';
import { type Calendar, type DayKind, kindOfDay } from './day-kind.ts';

interface Profile {
	/** Sum of weights of the days in it. */
	weight: number;
	/** Weighted mean per quarter hour. */
	mean: number[];
}

interface QueueBook {
	profiles: Partial<Record<DayKind, Profile>>;
	/** Over all days that were worked, for kinds that were hardly seen. */
	any: Profile;
	/** Weighted sums of what was forecast and what came, and of how far they were apart, by the hour. */
	error: { days: number; forecast: number; came: number; apart: number };
	/** Reservations: booked and came. */
	show: { booked: number; came: number };
}

export interface ForecastBook {
	days: number;
	lastDay: string | null;
	queues: Record<string, QueueBook>;
}

export const emptyBook: ForecastBook = { days: 0, lastDay: null, queues: {} };

/** A day of the same kind counts so much less for each later one. */
const ageing = 0.85;
/** Days of a kind that weigh as much as all days together. */
const trusted = 2;
/** Assumed until the hall's own reservations are known, with the weight of so many. */
const usualShow = { share: 0.85, weight: 20 };

/** What a whole day is expected to bring to a queue, per quarter hour of the local day; zeros where nothing was ever seen. */
export function forecastDay(book: ForecastBook, queue: string, day: string, calendar: Calendar): number[] {
	const known = book.queues[queue];
	const kind = kindOfDay(day, calendar);
	if (!known || kind === 'holiday') return Array<number>(quartersOfDay).fill(0);
	const own = known.profiles[kind];
	const share = own ? own.weight / (own.weight + trusted) : 0;
	return smooth(known.any.mean.map((each, quarter) => share * (own?.mean[quarter] ?? 0) + (1 - share) * each));
}

/** Share of those with a reservation who come. */
export function showRate(book: ForecastBook, queue: string): number {
	const { booked, came } = book.queues[queue]?.show ?? { booked: 0, came: 0 };
	return Math.min(1, (came + usualShow.share * usualShow.weight) / (booked + usualShow.weight));
}

export interface ForecastError {
	queue: string;
	/** Days that were forecast before they were learned. */
	days: number;
	/** Sum of how far each hour was off, beside all who came; 0.2 = twenty percent. `null` = nobody came yet. */
	wape: number | null;
	/** Above 0: too many were forecast. */
	bias: number | null;
}

/** How far the forecasts of the last days were off, per queue. */
export function forecastErrors(book: ForecastBook): ForecastError[] {
	return Object.entries(book.queues).map(([queue, { error }]) => ({
		queue,
		days: error.days,
		wape: error.came > 0 ? error.apart / error.came : null,
		bias: error.came > 0 ? (error.forecast - error.came) / error.came : null,
	}));
}

/** The book with one more day. A day that was learned already, or an earlier one, changes nothing: days may be told again. */
export function learnDay(book: ForecastBook, counts: DayCounts, calendar: Calendar): ForecastBook {
	if (book.lastDay !== null && counts.day <= book.lastDay) return book;
	const kind = kindOfDay(counts.day, calendar);
	if (kind === 'holiday') return { ...book, lastDay: counts.day };
	const queues = { ...book.queues };
	for (const [queue, came] of Object.entries(counts.walkIn)) {
		const before = queues[queue] ?? {
			profiles: {},
			any: emptyProfile(),
			error: { days: 0, forecast: 0, came: 0, apart: 0 },
			show: { booked: 0, came: 0 },
		};
		const booked = counts.booked?.[queue];
		queues[queue] = {
			profiles: { ...before.profiles, [kind]: withDay(before.profiles[kind] ?? emptyProfile(), came, ageing) },
			// Many kinds of day are in it: a week weighs as much as one day of a kind.
			any: withDay(before.any, came, ageing ** 0.2),
			error: before.any.weight > 0 ? withError(before.error, forecastDay(book, queue, counts.day, calendar), came) : before.error,
			show:
				booked === undefined
					? before.show
					: { booked: ageing ** 0.2 * before.show.booked + booked, came: ageing ** 0.2 * before.show.came + (counts.reserved[queue] ?? 0) },
		};
	}
	return { days: book.days + 1, lastDay: counts.day, queues };
}

function emptyProfile(): Profile {
	return { weight: 0, mean: Array<number>(quartersOfDay).fill(0) };
}

function withDay(profile: Profile, came: readonly number[], keep: number): Profile {
	const weight = keep * profile.weight + 1;
	return { weight, mean: profile.mean.map((each, quarter) => each + ((came[quarter] ?? 0) - each) / weight) };
}

function withError(error: QueueBook['error'], forecast: readonly number[], came: readonly number[]): QueueBook['error'] {
	let [apart, forecastAll, cameAll] = [0, 0, 0];
	for (let hour = 0; hour < quartersOfDay; hour += 4) {
		const [expected, real] = [sum(forecast, hour), sum(came, hour)];
		apart += Math.abs(expected - real);
		forecastAll += expected;
		cameAll += real;
	}
	const keep = ageing ** 0.2;
	return {
		days: error.days + 1,
		forecast: keep * error.forecast + forecastAll,
		came: keep * error.came + cameAll,
		apart: keep * error.apart + apart,
	};
}

function sum(quarters: readonly number[], from: number): number {
	return (quarters[from] ?? 0) + (quarters[from + 1] ?? 0) + (quarters[from + 2] ?? 0) + (quarters[from + 3] ?? 0);
}

/** Neighbouring quarters of an hour are alike; a single day says little of one of them. */
function smooth(quarters: readonly number[]): number[] {
	return quarters.map((each, quarter) => (quarters[quarter - 1] ?? each) * 0.25 + each * 0.5 + (quarters[quarter + 1] ?? each) * 0.25);
}
