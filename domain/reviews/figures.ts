/** Figures of reviews over days. No answer counts nowhere as a good one: how many answered stands beside how many could have. */
import type { VoiceDay } from '../complaints/evolve-day.ts';

/** Fewer would let whoever was rated work out who rated. */
export const fewestShown = 5;

export interface ReviewFigures {
	/** Services that ended. */
	ended: number;
	/** Of them, reviewed; known also where the levels are not shown. */
	reviewed: number;
	/** From 1 (very dissatisfied) to 5; `null` = fewer than five, so nothing is told. */
	levels: [number, number, number, number, number] | null;
	/** Share of the three upper levels among the reviews, 0 to 1; `null` as above. */
	good: number | null;
	/** How often each reason was named, most often first; empty as above. */
	reasons: { code: string; count: number }[];
}

export interface FiguresBy {
	all: ReviewFigures;
	windows: ({ window: string } & ReviewFigures)[];
	queues: ({ queue: string } & ReviewFigures)[];
	/** Reviews that did not count, by reason. */
	passedOver: Record<string, number>;
}

/** `notAdopted`: `day/ticket` of reviews that were found to be mistaken or malicious; they leave the figures (评价结果不予采纳). */
export function reviewFigures(days: readonly VoiceDay[], notAdopted: ReadonlySet<string>): FiguresBy {
	const reviews = days.flatMap(({ day, reviews }) => reviews.filter(({ ticket }) => !notAdopted.has(`${day}/${ticket}`)));
	const endedAt = days.flatMap(({ ended }) => Object.values(ended));
	const windows = [...new Set([...endedAt, ...reviews.map(({ window }) => window)])].sort();
	const queues = [...new Set(reviews.flatMap(({ queue }) => (queue === null ? [] : [queue])))].sort();
	const endedIn = (queue: string) =>
		days.reduce((sum, { ended }) => sum + Object.keys(ended).filter((ticket) => /^[A-Z]{1,2}/.exec(ticket)?.[0] === queue).length, 0);
	const passedOver: Record<string, number> = {};
	for (const each of days) for (const [why, count] of Object.entries(each.passedOver)) passedOver[why] = (passedOver[why] ?? 0) + count;
	return {
		all: figures(reviews, endedAt.length),
		windows: windows.map((window) => ({
			window,
			...figures(
				reviews.filter((review) => review.window === window),
				endedAt.filter((other) => other === window).length,
			),
		})),
		queues: queues.map((queue) => ({
			queue,
			...figures(
				reviews.filter((review) => review.queue === queue),
				endedIn(queue),
			),
		})),
		passedOver,
	};
}

function figures(reviews: readonly { level: number; reasons: string[] }[], ended: number): ReviewFigures {
	const reviewed = reviews.length;
	if (reviewed < fewestShown) return { ended, reviewed, levels: null, good: null, reasons: [] };
	const levels: [number, number, number, number, number] = [0, 0, 0, 0, 0];
	const counts = new Map<string, number>();
	for (const { level, reasons } of reviews) {
		levels[level - 1] = (levels[level - 1] ?? 0) + 1;
		for (const code of reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
	}
	const reasons = [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
	return { ended, reviewed, levels, good: (levels[2] + levels[3] + levels[4]) / reviewed, reasons };
}

const weeksShown = 4;
const dayMs = 24 * 3_600_000;

/**
 * What the window itself is shown: the last four whole weeks, Monday to Sunday, that are over before `today`. A figure that moved within a day, or
 * from day to day, would tell who had just rated. `null` = fewer than five reviews.
 */
export function windowInWeeks(
	days: readonly VoiceDay[],
	notAdopted: ReadonlySet<string>,
	window: string,
	today: string,
): { weeks: number; reviewed: number; good: number } | null {
	const at = Date.parse(`${today}T00:00:00Z`);
	const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs;
	const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
	const [from, until] = [day(monday - weeksShown * 7 * dayMs), day(monday)];
	const own = reviewFigures(
		days.filter((each) => each.day >= from && each.day < until),
		notAdopted,
	).windows.find((each) => each.window === window);
	return own?.good == null ? null : { weeks: weeksShown, reviewed: own.reviewed, good: own.good };
}
