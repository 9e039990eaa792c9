/**
 * A day that is over, as the simulator plays it: who came when and wanted what for how long, and which windows were open with which sign. What the log
 * cannot know is drawn, differently in each replay, and said (`Assumed`): how long the matters of people would have taken whom nobody served.
 */
import type { HallPlan } from '../../contracts/hall-plan.ts';
import { lognormal, type Random, randomFrom, seedOfPart } from '../random.ts';
import type { SetChange } from '../run-options.ts';
import { mergeSpans } from '../spans.ts';
import {
	type CallRule,
	kinds,
	type People,
	plainRule,
	roomFor,
	type Span,
	type TideHall,
	tidalRule,
	urgencyRule,
	usualHeadStartS,
} from '../tide-hall.ts';
import type { PastDay, PastStay } from './past-day.ts';

/** What a replay needs of the hall; no words of it but names. */
export interface PastHall {
	queues: { id: string; name: { zh: string; en: string }; meanS: number; targetS: number | null }[];
	windows: { id: string; number: string; homeDuty: string[]; capabilities: string[] }[];
	/** Whether the hall called by urgency or by arrival. */
	byUrgency: boolean;
	/** With `byUrgency`: how many wait counted too. */
	byCrowd?: boolean | undefined;
}

/** By which that hall called. */
export function callRuleOfPast({ byUrgency, byCrowd }: Pick<PastHall, 'byUrgency' | 'byCrowd'>): CallRule {
	return byUrgency ? (byCrowd ? tidalRule : urgencyRule) : plainRule;
}

export function pastHallOf(plan: HallPlan): PastHall {
	return {
		queues: plan.queues.map(({ id, name, meanMinutes, maxWaitMinutes }) => ({
			id,
			name: { zh: name.zh, en: name.en },
			meanS: meanMinutes * 60,
			targetS: maxWaitMinutes === null ? null : maxWaitMinutes * 60,
		})),
		windows: plan.windows.map(({ id, number, homeDuty, capabilities }) => ({ id, number, homeDuty, capabilities })),
		byUrgency: plan.pick.rule === 'urgency' || plan.pick.rule === 'crowd-urgency',
		...(plan.pick.rule === 'crowd-urgency' ? { byCrowd: true } : {}),
	};
}

/** What had to be assumed. Shown with every result. */
export interface Assumed {
	/** Stays that are played, and those left out because their queue is no longer known. */
	people: number;
	leftOut: number;
	/** Left or sent home before anybody served them: how long their matters would have taken is drawn from those that were served. */
	unknownServices: number;
	/** Of these, people who gave up: they leave again when they have waited so long. */
	gaveUp: number;
	/** Seconds between the end of a service and the next call while somebody waited: added to each service. */
	turnS: number;
	/** Each service that was measured lasts another time so much longer or shorter (coefficient of variation). */
	jitter: number;
}

export interface RebuiltDay {
	hall: TideHall;
	/** Instant that is second 0. */
	startAt: number;
	/** As the day began, and each change of it. */
	signs: number[][];
	changes: SetChange[];
	closures: Span[][];
	/** Arrivals and kinds; services and patience are filled by `drawPeople`. */
	stays: { at: number; queue: number; kind: number; serviceS: number | null; patienceS: number }[];
	/** Waits as they were, seconds, per stay; `null` = not called. */
	actual: (number | null)[];
	assumed: Assumed;
}

const jitter = 0.15;
/** A target that none was promised for: far enough never to count as missed before anything else. */
const noTargetS = 45 * 60;
/** Gaps longer than this were no gaps between two people. */
const longestTurnS = 300;
/** So long after the last thing that was done, nothing can begin. */
const afterEndS = 3 * 3600;
/** A window that closed for the day returns when nobody looks any more. */
export const neverAgainS = 2 * afterEndS;
const fewestMeasured = 5;

export function rebuildDay(past: PastDay, of: PastHall): RebuiltDay {
	const queueAt = new Map(of.queues.map(({ id }, place) => [id, place]));
	const known = past.stays.filter(({ queue }) => queueAt.has(queue));
	const openings = past.windows.flatMap(({ open }) => open.map(([from]) => from));
	const ends = [
		...past.stays.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt])),
		...past.windows.flatMap(({ open }) => open.flatMap(([, until]) => (until === null ? [] : [until]))),
	];
	const first = [...known.map(({ at }) => at), ...openings];
	const startAt = first.reduce((least, at) => Math.min(least, at), first[0] ?? 0);
	const lastAt = ends.reduce((most, at) => Math.max(most, at), startAt);
	const second = (at: number) => Math.max(0, (at - startAt) / 1000);
	const endS = second(past.closedAt ?? lastAt);
	const turnS = turnOf(past);
	const measured = of.queues.map((queue) =>
		known.filter((stay) => stay.queue === queue.id && isMeasured(stay)).map(({ busyMs }) => busyMs / 1000),
	);
	const windows = of.windows.map((window) => {
		const own = past.windows.find(({ id }) => id === window.id);
		return { window, own, open: (own?.open ?? []).map(([from, until]): Span => [second(from), until === null ? endS : second(until)]) };
	});
	const toQueues = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => queueAt.get(id) ?? []))];
	let gaveUp = 0;
	let unknownServices = 0;
	const stays = known.map((stay) => {
		const measuredHere = isMeasured(stay);
		if (!measuredHere && stay.calledAt === null) unknownServices++;
		const left = stay.end === 'cancelled' && stay.calledAt === null && stay.endedAt !== null;
		if (left) gaveUp++;
		return {
			at: second(stay.at),
			queue: queueAt.get(stay.queue)!,
			kind: stay.kind === 'reserved' ? kinds.reserved : stay.kind === 'priority' ? kinds.priority : kinds.walkIn,
			// A call in vain takes a window too.
			serviceS: stay.busyMs > 0 ? stay.busyMs / 1000 + turnS : null,
			patienceS: left ? Math.max(1, ((stay.endedAt ?? stay.at) - stay.at) / 1000) : -1,
		};
	});
	return {
		hall: {
			queues: of.queues.map((queue, place) => {
				const all = measured[place]!;
				const mean = all.length >= fewestMeasured ? meanOf(all) : queue.meanS;
				return {
					id: queue.id,
					name: queue.name.zh,
					meanServiceS: Math.max(15, mean + turnS),
					variation: all.length >= fewestMeasured ? Math.min(1.5, spreadOf(all) / mean) : 0.6,
					targetWaitS: queue.targetS ?? noTargetS,
				};
			}),
			windows: windows.map(({ window, own, open }) => {
				const signs = (own?.signs ?? []).flatMap(({ queues }) => toQueues(queues));
				const home = toQueues(window.homeDuty);
				return {
					id: window.id,
					home,
					// What hung there that day could be done there, whatever the plan says today.
					skills: [...new Set([...toQueues(window.capabilities), ...home, ...signs])],
					speed: 1,
					off: closedOutside(open, endS),
				};
			}),
			params: {
				reassignS: 45,
				contextS: 0,
				nonhomeFactor: 1,
				maxSet: Math.max(1, of.queues.length),
				approvalDelayS: 0,
				headStartS: usualHeadStartS,
			},
			lastTicketS: known.reduce((most, { at }) => Math.max(most, second(at)), 0),
			endS: endS + afterEndS,
		},
		startAt,
		signs: windows.map(({ window, own }) => toQueues(own?.signs[0]?.queues ?? window.homeDuty)),
		changes: windows
			.flatMap(({ own }, w) => (own?.signs ?? []).slice(1).map(({ at, queues }) => ({ at: second(at), window: w, set: toQueues(queues) })))
			.sort((one, other) => one.at - other.at),
		closures: windows.map(({ open }) => closedOutside(open, endS)),
		stays,
		actual: known.map(({ calledAt, at, byHand }) => (calledAt === null || byHand ? null : Math.max(0, (calledAt - at) / 1000))),
		assumed: { people: known.length, leftOut: past.stays.length - known.length, unknownServices, gaveUp, turnS, jitter },
	};
}

/** People of one replay: the same who came, their services as they were, a little longer or shorter, and drawn where nobody knows. */
export function drawPeople(day: RebuiltDay, seed: number, part: number): People {
	const random: Random = randomFrom(seedOfPart(seed, part));
	const people = roomFor(day.stays.length);
	people.count = day.stays.length;
	day.stays.forEach((stay, person) => {
		const { meanServiceS, variation } = day.hall.queues[stay.queue]!;
		people.arrival[person] = stay.at;
		people.queue[person] = stay.queue;
		people.kind[person] = stay.kind;
		people.patience[person] = stay.patienceS;
		people.service[person] = Math.max(
			5,
			stay.serviceS === null ? lognormal(random, meanServiceS, variation) : stay.serviceS * lognormal(random, 1, day.assumed.jitter),
		);
	});
	return people;
}

/** A service whose length the log tells. */
function isMeasured({ end, busyMs, byHand }: PastStay): boolean {
	return end === 'served' && busyMs > 0 && !byHand;
}

/** Everything but these spans, until long after the end. */
function closedOutside(open: readonly Span[], endS: number): Span[] {
	const closed: [number, number][] = [];
	let from = 0;
	for (const [begin, until] of mergeSpans(open)) {
		if (begin > from) closed.push([from, begin]);
		from = until;
	}
	closed.push([from, endS + neverAgainS]);
	return closed.filter(([begin, until]) => until > begin);
}

/** Half of the gaps between a service and the next call are no longer, where the next one waited already; seconds. */
function turnOf(past: PastDay): number {
	const gaps: number[] = [];
	for (const { id } of past.windows) {
		const served = past.stays
			.filter(({ window, calledAt, endedAt, byHand }) => window === id && calledAt !== null && endedAt !== null && !byHand)
			.sort((one, other) => one.calledAt! - other.calledAt!);
		served.forEach((stay, place) => {
			const before = served[place - 1];
			if (!before || stay.at > before.endedAt! || stay.calledAt! < before.endedAt!) return;
			const gap = (stay.calledAt! - before.endedAt!) / 1000;
			if (gap <= longestTurnS) gaps.push(gap);
		});
	}
	gaps.sort((one, other) => one - other);
	return gaps.length < fewestMeasured ? 0 : Math.round(gaps[Math.floor(gaps.length / 2)]!);
}

function meanOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function spreadOf(numbers: readonly number[]): number {
	const mean = meanOf(numbers);
	return Math.sqrt(meanOf(numbers.map((each) => (each - mean) ** 2)));
}
