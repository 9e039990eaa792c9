/** A hall-day as the planner sees it: queues and windows by number, seconds since opening. From plan and state alone, so that a log says it again. */
import { instantOf } from '../business-day.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { windowPlanOf } from '../eligibility.ts';
import { periodsOn } from '../hours/opening.ts';
import { isManual } from '../manual/manual-mode.ts';
import { urgencyOfPlan } from '../pick-urgency.ts';
import type { Moment, WindowMoment } from '../tide/moment.ts';
import { mergeSpans } from '../tide/spans.ts';
import { type CallRule, kinds, plainRule, type Span, type TideHall, usualHeadStartS } from '../tide/tide-hall.ts';
import { tideSettingsOf } from './settings.ts';

/** Where none is promised: what calling uses there too (domain/RULES.md). */
const noTargetMinutes = 45;
/** Of a day whose hours say nothing. */
const usualDayS = 8 * 3600;
const answeredAfterS = 60;
const contextS = 15;
/** A break whose end nobody said. */
const usualBreakS = 900;
/** A window is left alone so long after a change there was turned down by a manager, declined by its clerk, or taken back. */
const afterRefusalS = { rejected: 1800, declined: 3600, undone: 1800 };

/** Instants of second 0, and of the last ticket. */
export interface DaySpan {
	base: number;
	lastTicketS: number;
}

export function daySpanOf(plan: HallPlan, day: string, openedAt: number | null): DaySpan {
	const periods = periodsOn(plan, day);
	const quarter = 15 * 60_000;
	const opened = openedAt === null ? null : Math.floor(openedAt / quarter) * quarter;
	const first = periods[0] ? instantOf(day, periods[0].from, plan.timezone) : (opened ?? instantOf(day, '09:00', plan.timezone));
	const ends = periods.map(({ to }) => instantOf(day, to, plan.timezone));
	return { base: first, lastTicketS: ends.length > 0 ? (Math.max(...ends) - first) / 1000 : usualDayS };
}

/** Target of a queue's waits, seconds. */
export function targetOf(plan: HallPlan, queue: string): number {
	const lane = plan.tide?.express.find((each) => each.queue === queue);
	if (lane) return lane.targetMinutes * 60;
	return (plan.queues.find(({ id }) => id === queue)?.maxWaitMinutes ?? noTargetMinutes) * 60;
}

export function callRuleOf(plan: HallPlan): CallRule {
	return urgencyOfPlan(plan) ?? plainRule;
}

/** `services`: usual seconds and coefficient of variation per queue, in the plan's order. */
export function tideHallOf(plan: HallPlan, state: HallDay, services: readonly (readonly [number, number])[]): TideHall {
	const settings = tideSettingsOf(plan);
	const { lastTicketS } = daySpanOf(plan, state.day, state.openedAt);
	const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
	const places = (queues: readonly string[]) => queues.flatMap((queue) => queueAt.get(queue) ?? []);
	return {
		queues: plan.queues.map(({ id, name }, place) => ({
			id,
			name: name.zh,
			meanServiceS: services[place]![0],
			variation: services[place]![1],
			targetWaitS: targetOf(plan, id),
		})),
		windows: plan.windows.map(({ id, homeDuty, capabilities }) => ({
			id,
			home: places(homeDuty),
			// People call these by hand: no window is moved to them.
			skills: places(capabilities.filter((queue) => !isManual(state, queue))),
			speed: 1,
			off: [],
		})),
		params: {
			reassignS: settings.changeSeconds,
			contextS,
			nonhomeFactor: settings.awayFactor,
			maxSet: settings.mostQueues,
			approvalDelayS: answeredAfterS + settings.noticeSeconds,
			headStartS: usualHeadStartS,
		},
		lastTicketS,
		endS: lastTicketS + 3600,
	};
}

export function kindOf({ visit }: Ticket): number {
	if (visit.reservationSlot !== undefined) return kinds.reserved;
	return visit.priorityGroup === undefined ? kinds.walkIn : kinds.priority;
}

/** Everybody who came so far: queue, seconds since opening, kind. Numbers that were voided for another do not count. */
export function whoCame(plan: HallPlan, state: HallDay): [queue: number, at: number, kind: number][] {
	const { base } = daySpanOf(plan, state.day, state.openedAt);
	const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
	return Object.values(state.tickets).flatMap((ticket): [number, number, number][] => {
		const queue = queueAt.get(ticket.queue);
		return queue === undefined || ticket.life.stage === 'voided' ? [] : [[queue, (ticket.queuedAt - base) / 1000, kindOf(ticket)]];
	});
}

/** The day at `now` (platform time), as its state says it. */
export function momentOfDay(plan: HallPlan, state: HallDay, now: number): Moment {
	const { base } = daySpanOf(plan, state.day, state.openedAt);
	const seconds = (at: number) => (at - base) / 1000;
	const at = seconds(now);
	const queueAt = new Map(plan.queues.map(({ id }, place) => [id, place]));
	const places = (queues: readonly string[]) => queues.flatMap((queue) => (isManual(state, queue) ? [] : (queueAt.get(queue) ?? [])));
	const lastOf = lastServed(state);
	const closures: Span[][] = [];
	const windows = plan.windows.map(({ id }): WindowMoment => {
		const window = state.windows[id];
		const due = state.tide.due[id];
		const last = lastOf.get(id);
		const moved = state.tide.moves[id];
		const set = places(window?.duty ?? []);
		const spans = plannedClosures(plan, state.day, id, base).filter(
			// Whoever sits there although it is not its time, sits there.
			([from, until]) => !(window && window.stage === 'open' && from <= at && until > at),
		);
		const ticket = window && window.stage !== 'closed' && window.ticket !== null ? state.tickets[window.ticket] : undefined;
		const serving = ticket && (ticket.life.stage === 'called' || ticket.life.stage === 'serving') ? ticket : undefined;
		let stage: WindowMoment['stage'] = serving ? 'serving' : 'idle';
		let until: number | null = null;
		if (!window || window.stage === 'closed' || set.length === 0) {
			stage = 'closed';
			spans.push([at - 1, Number.POSITIVE_INFINITY]);
		} else if (window.stage === 'paused') {
			const back = window.until !== null && window.until > now ? seconds(window.until) : at + usualBreakS;
			spans.push([at - 1, back]);
			if (!serving) {
				stage = 'closed';
				until = back;
			}
		}
		closures.push(mergeSpans(spans));
		return {
			set,
			pending: due ? places(due.to) : null,
			stage,
			since: serving
				? seconds(startOf(serving))
				: last
					? seconds(last.at)
					: window && window.stage !== 'closed'
						? seconds(window.since)
						: at,
			until,
			serves: serving ? (queueAt.get(serving.queue) ?? null) : null,
			last: last ? (queueAt.get(last.queue) ?? null) : null,
			moves: moved?.count ?? 0,
			movedAt: moved ? seconds(moved.at) : null,
			lockedUntil: heldUntil(state, id, base),
		};
	});
	const waiting = plan.queues.flatMap(({ id }, queue) =>
		isManual(state, id)
			? []
			: (state.waiting[id] ?? []).flatMap((number): [number, number, number, number][] => {
					const ticket = state.tickets[number];
					return ticket ? [[queue, seconds(ticket.queuedAt), kindOf(ticket), ticket.position]] : [];
				}),
	);
	waiting.sort((one, other) => one[1] - other[1] || one[3] - other[3]);
	return { now: at, windows, waiting: waiting.map(([queue, arrival, kind]): [number, number, number] => [queue, arrival, kind]), closures };
}

function startOf({ life }: Ticket): number {
	return life.stage === 'serving' ? life.since : life.stage === 'called' ? life.at : 0;
}

/** Of each window, the queue it served last and when it was done with it. */
function lastServed(state: HallDay): Map<string, { queue: string; at: number }> {
	const last = new Map<string, { queue: string; at: number }>();
	for (const { life, queue } of Object.values(state.tickets)) {
		if (life.stage !== 'done' && life.stage !== 'no-show') continue;
		const known = last.get(life.window);
		if (!known || life.at > known.at) last.set(life.window, { queue, at: life.at });
	}
	return last;
}

/** Parts of the day in which the hall's hours give this window no duty, seconds since opening. */
function plannedClosures(plan: HallPlan, day: string, window: string, base: number): Span[] {
	const periods = periodsOn(plan, day);
	if (periods.length === 0) return [];
	const seconds = (time: string) => (instantOf(day, time, plan.timezone) - base) / 1000;
	const open = mergeSpans(
		periods
			.filter(({ windows }) => windows === undefined || windows.includes(window))
			.map(({ from, to }): Span => [seconds(from), seconds(to)]),
	);
	const closed: Span[] = [];
	let from = Number.NEGATIVE_INFINITY;
	for (const [opens, closes] of open) {
		if (opens > from) closed.push([Math.max(from, -86_400), opens]);
		from = closes;
	}
	return [...closed, [from === Number.NEGATIVE_INFINITY ? -86_400 : from, 86_400]];
}

/** A manager's lock, a hall that calls by hand, or an answer that was no: the window keeps its duty until then. */
function heldUntil(state: HallDay, window: string, base: number): number | null {
	const seconds = (at: number) => (at - base) / 1000;
	const until: number[] = [];
	const lock = state.tide.locks[window];
	if (lock) until.push(seconds(lock.until));
	if ((state.windows[window]?.duty ?? []).some((queue) => isManual(state, queue))) until.push(Number.POSITIVE_INFINITY);
	for (const { end, undone, windows, declined, proposal } of state.tide.plans) {
		if (end?.how === 'rejected' && proposal.moves.some((move) => move.window === window))
			until.push(seconds(end.at) + afterRefusalS.rejected);
		if (undone && windows[window]) until.push(seconds(undone.at) + afterRefusalS.undone);
		for (const no of declined) if (no.window === window) until.push(seconds(no.at) + afterRefusalS.declined);
	}
	return until.length > 0 ? Math.max(...until) : null;
}

/** Whether some window of the hall may serve it at all. */
export function servable(plan: HallPlan, queue: string): boolean {
	return plan.windows.some(({ id }) => windowPlanOf(plan, id)?.capabilities.includes(queue));
}
