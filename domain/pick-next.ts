import type { Pick } from './contracts/decision.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { QueueId, WindowId } from './contracts/identity.ts';
import type { HallDay, Ticket } from './contracts/state.ts';
import { mayCall, queuePlanOf, windowPlanOf } from './eligibility.ts';
import { countCall } from './evolve/count-call.ts';
import { isManual } from './manual/manual-mode.ts';
import { effectiveIn, type Line, type LinePick, lineOf, pickFromLine } from './pick-line.ts';
import { lastQueueOf, targetWhenNonePromised, type Urgency, urgencyOfPlan, urgencyOfQueue, withUrgency } from './pick-urgency.ts';
import type { CallRule } from './tide/tide-hall.ts';

/**
 * The ticket this window would call now, and why; `null` when nobody it may call waits.
 * A pure function of state, plan and `now` (ms), so anyone who holds the log comes to the same answer (Q1).
 * Looks at waiting tickets of the window's duty alone. Does not ask whether the window is open or free.
 */
export function pickNext(state: HallDay, plan: HallPlan, window: WindowId, now: number): Pick | null {
	const best = mostUrgent(linesOf(state, plan, window, now), plan, now, { window, last: lastQueueOf(state, window) });
	return best ? { ticket: best.pick.ticket.number, reason: best.pick.reason } : null;
}

/**
 * Who would be called by this window one after another if it called everybody now: position 0 is `pickNext`.
 * Time stands still in it, so a booked time that has not come yet counts as not come. At most `limit` places.
 */
export function orderOfCalls(state: HallDay, plan: HallPlan, window: WindowId, now: number, limit = 200): Pick[] {
	const lines = linesOf(state, plan, window, now);
	const order: Pick[] = [];
	const at = { window, last: lastQueueOf(state, window) };
	while (order.length < limit) {
		const best = mostUrgent(lines, plan, now, at);
		if (!best) break;
		at.last = best.pick.ticket.queue;
		order.push({ ticket: best.pick.ticket.number, reason: best.pick.reason });
		callFrom(best.line, best.pick, plan, now);
	}
	return order;
}

function linesOf(state: HallDay, plan: HallPlan, id: WindowId, now: number): Line[] {
	const window = windowPlanOf(plan, id);
	const duty = state.windows[id]?.duty;
	if (!window || !duty) return [];
	const lines: Line[] = [];
	for (const queueId of duty) {
		const queue = state.queues[queueId];
		// People call it by hand: the machine calls nobody of it.
		if (!queue || isManual(state, queueId)) continue;
		const tickets: Ticket[] = [];
		for (const number of state.waiting[queueId] ?? []) {
			const ticket = state.tickets[number];
			if (ticket && mayCall(state, plan, window, ticket)) tickets.push(ticket);
		}
		if (tickets.length > 0) lines.push(lineOf(plan, queue, tickets, now));
	}
	return lines;
}

/** A window, and the queue it called from last. */
interface At {
	window: WindowId;
	last: QueueId | null;
}

/** Of several queues the one whose longest waiting person is furthest towards its target; equal ones in serving order. */
function mostUrgent(lines: readonly Line[], plan: HallPlan, now: number, at: At): { line: Line; pick: LinePick } | null {
	const rule = urgencyOfPlan(plan);
	if (rule) return mostUrgentBy(rule, lines, plan, now, at);
	let best: { line: Line; pick: LinePick; urgency: number } | null = null;
	for (const line of lines) {
		const pick = pickFromLine(line, plan, now);
		if (!pick) continue;
		const urgency = lines.length === 1 ? 0 : urgencyOf(line, plan, now);
		if (!best || urgency > best.urgency) best = { line, pick, urgency };
	}
	return best;
}

/** The rules of urgency: wait since effective arrival towards the target, times what away, staying, length, priority and, where it counts, the crowd are. */
function mostUrgentBy(rule: CallRule, lines: readonly Line[], plan: HallPlan, now: number, at: At): { line: Line; pick: LinePick } | null {
	let best: { line: Line; pick: LinePick; urgency: Urgency } | null = null;
	const all: Urgency[] = [];
	for (const line of lines) {
		const pick = pickFromLine(line, plan, now);
		if (!pick) continue;
		const inLine = line.ordinary.length + line.booked.length + line.priority.length;
		const urgency = urgencyOfQueue(rule, plan, at, { first: pick.ticket, arrived: effectiveIn(line, pick.ticket), inLine }, now);
		all.push(urgency);
		if (!best || urgency.value > best.urgency.value) best = { line, pick, urgency };
	}
	return best && { line: best.line, pick: { ...best.pick, reason: withUrgency(rule, best.pick.reason, best.urgency, all) } };
}

function urgencyOf(line: Line, plan: HallPlan, now: number): number {
	let since = now;
	const standing = line.ordinary.length + line.booked.length + line.priority.length > 0;
	for (const tickets of standing ? [line.ordinary, line.booked, line.priority] : [line.behind])
		for (const ticket of tickets) since = Math.min(since, ticket.queuedAt);
	const target = queuePlanOf(plan, line.queue.id as QueueId)?.maxWaitMinutes ?? targetWhenNonePromised;
	return (now - since) / 60_000 / target;
}

/** Plays one call on a line that belongs to nobody else, counting as `evolve` does. */
function callFrom(line: Line, { ticket, reason }: LinePick, plan: HallPlan, now: number): void {
	const front = line.ordinary.find((other) => other !== ticket && other.visit.priorityGroup === undefined) ?? null;
	line.queue = countCall(line.queue, ticket, reason.code, front, now);
	for (const tickets of [line.ordinary, line.booked, line.priority, line.behind]) {
		const index = tickets.indexOf(ticket);
		if (index >= 0) tickets.splice(index, 1);
	}
	if (line.behind.length === 0) return;
	const closer = line.behind.map((missed) =>
		missed.life.stage === 'waiting' ? { ...missed, life: { ...missed.life, behind: missed.life.behind - 1 } } : missed,
	);
	Object.assign(line, lineOf(plan, line.queue, [...line.ordinary, ...line.booked, ...line.priority, ...closer], now));
}
