/**
 * The rules of who is next in one queue for one window (Q1). Each rule is a function that names a ticket or passes.
 * Words used here: an ordinary ticket has no priority group and no booked time that has come; a privileged one has either;
 * overtaking is being called before an ordinary ticket that arrived earlier.
 */
import { localTime } from './business-day.ts';
import type { PickReason } from './contracts/events.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { QueueState, Ticket } from './contracts/state.ts';
import { byArrival } from './evolve/count-call.ts';
import { effectiveArrival, urgencyOfPlan } from './pick-urgency.ts';

/** A booked person is called from this long before the slot on, so that its first minute is not lost. */
export const slotAllowanceMs = 60_000;

/** Tickets one window may call from one queue, in order of arrival; `behind` are missed ones that still let others go first. */
export interface Line {
	queue: QueueState;
	ordinary: Ticket[];
	booked: Ticket[];
	priority: Ticket[];
	behind: Ticket[];
}

export interface LinePick {
	ticket: Ticket;
	reason: PickReason;
}

/** Sorts the tickets a window may call into a line. A priority ticket whose booked time has come counts as booked. */
export function lineOf(plan: HallPlan, queue: QueueState, tickets: readonly Ticket[], now: number): Line {
	const line: Line = { queue, ordinary: [], booked: [], priority: [], behind: [] };
	const levels = new Map(plan.priorityGroups.map((group) => [group.code, group.level]));
	const levelOf = (ticket: Ticket) => levels.get(ticket.visit.priorityGroup ?? '') ?? Number.MAX_SAFE_INTEGER;
	for (const ticket of tickets) {
		if (ticket.life.stage !== 'waiting') continue;
		if (ticket.life.behind > 0) line.behind.push(ticket);
		else if (plan.pick.rule === 'arrival-order') line.ordinary.push(ticket);
		else if (reservationIsDue(plan, ticket, now)) line.booked.push(ticket);
		else if (ticket.visit.priorityGroup !== undefined) line.priority.push(ticket);
		else line.ordinary.push(ticket);
	}
	line.ordinary.sort(byArrival);
	line.booked.sort((one, other) => (one.visit.reservationSlot ?? 0) - (other.visit.reservationSlot ?? 0) || byArrival(one, other));
	line.priority.sort((one, other) => levelOf(one) - levelOf(other) || byArrival(one, other));
	line.behind.sort((one, other) => placesLeft(one) - placesLeft(other) || byArrival(one, other));
	return line;
}

/** Its time has come, and the person checked in before the grace ended; whoever came later waits as an ordinary ticket. */
export function reservationIsDue(plan: HallPlan, ticket: Ticket, now: number): boolean {
	const slot = ticket.visit.reservationSlot;
	if (slot === undefined || slot - slotAllowanceMs > now) return false;
	return ticket.queuedAt <= slot + plan.reservation.graceMinutes * 60_000;
}

/** Who is next and why; `null` when the line is empty. */
export function pickFromLine(line: Line, plan: HallPlan, now: number): LinePick | null {
	const standing = line.ordinary.length + line.booked.length + line.priority.length;
	const [firstBehind] = line.behind;
	if (standing === 0) return firstBehind ? said(firstBehind, line.behind.length === 1 ? 'only-one' : 'missed-returned', now) : null;
	if (standing === 1 && !firstBehind) {
		const only = (line.ordinary[0] ?? line.booked[0] ?? line.priority[0]) as Ticket;
		return said(only, 'only-one', now);
	}
	for (const rule of urgencyOfPlan(plan) ? rulesOfUrgency : rules) {
		const pick = rule(line, plan, now);
		if (pick) return pick;
	}
	return null;
}

/** When a ticket of this line is treated as having come (the rule `urgency`). */
export function effectiveIn(line: Line, ticket: Ticket): number {
	return effectiveArrival(ticket, line.booked.includes(ticket) ? 'booked' : line.priority.includes(ticket) ? 'priority' : 'ordinary');
}

type Rule = (line: Line, plan: HallPlan, now: number) => LinePick | null;

/** Named in order; the first that answers decides. */
const rules: readonly Rule[] = [arrivedBeforeAll, ordinaryAged, reservationDue, missedReturned, priorityTurn, ordinaryTurn, privilegedLeft];

/** The rule `urgency`: booked times and priority groups have a head start instead of turns. */
const rulesOfUrgency: readonly Rule[] = [arrivedBeforeAll, ordinaryAged, missedReturned, headStart, ordinaryTurn, privilegedLeft];

/** Privileged and there before every ordinary one: calling it overtakes nobody, so no share and no cap applies. */
function arrivedBeforeAll(line: Line, plan: HallPlan, now: number): LinePick | null {
	const [front] = line.ordinary;
	if (!front) return null;
	const earlier = (ticket: Ticket) => byArrival(ticket, front) < 0;
	const booked = line.booked.find(earlier);
	if (booked) return reasonOfBooked(booked, plan, now);
	const priority = line.priority.find(earlier);
	return priority ? reasonOfPriority(line, priority, now) : null;
}

/** Stood first, was passed by a privileged one, and has waited the bound since then (Q2). */
function ordinaryAged(line: Line, plan: HallPlan, now: number): LinePick | null {
	const { passed } = line.queue;
	if (!passed || now - passed.since < plan.pick.maxNormalDelayMinutes * 60_000) return null;
	const ticket = line.ordinary.find((other) => other.number === passed.ticket);
	return ticket ? said(ticket, 'ordinary-aged', now, { delayedMinutes: minutesBetween(passed.since, now) }) : null;
}

function reservationDue(line: Line, plan: HallPlan, now: number): LinePick | null {
	const [booked] = line.booked;
	return booked && mayOvertake(line, plan) ? reasonOfBooked(booked, plan, now) : null;
}

/** Booked or priority, and earlier than every ordinary one by its head start; the bound and the cap hold as ever (Q2, I-6). */
function headStart(line: Line, plan: HallPlan, now: number): LinePick | null {
	const [front] = line.ordinary;
	if (!front || !mayOvertake(line, plan)) return null;
	const [booked] = line.booked;
	const [priority] = line.priority;
	const bookedAt = booked ? effectiveArrival(booked, 'booked') : Number.POSITIVE_INFINITY;
	const priorityAt = priority ? effectiveArrival(priority, 'priority') : Number.POSITIVE_INFINITY;
	if (Math.min(bookedAt, priorityAt) >= front.queuedAt) return null;
	if (booked && bookedAt <= priorityAt) return reasonOfBooked(booked, plan, now);
	return priority ? reasonOfPriority(line, priority, now) : null;
}

function missedReturned(line: Line, _plan: HallPlan, now: number): LinePick | null {
	const ticket = line.ordinary.find((other) => other.life.stage === 'waiting' && other.life.returned === 'missed');
	return ticket ? said(ticket, 'missed-returned', now) : null;
}

/** One priority ticket, then as many ordinary ones as the plan says, while ordinary ones wait. */
function priorityTurn(line: Line, plan: HallPlan, now: number): LinePick | null {
	const [priority] = line.priority;
	if (!priority || !mayOvertake(line, plan)) return null;
	if (line.queue.normalSincePriority < plan.pick.normalBetweenPriority) return null;
	return reasonOfPriority(line, priority, now);
}

function ordinaryTurn(line: Line, _plan: HallPlan, now: number): LinePick | null {
	const [ticket] = line.ordinary;
	if (!ticket) return null;
	const returned = ticket.life.stage === 'waiting' ? ticket.life.returned : null;
	return said(ticket, returned === 'held' ? 'returned-held' : 'ordinary-turn', now);
}

/** No ordinary ticket stands in line: booked ones, then priority by level. */
function privilegedLeft(line: Line, plan: HallPlan, now: number): LinePick | null {
	const [booked] = line.booked;
	if (booked) return reasonOfBooked(booked, plan, now);
	const [priority] = line.priority;
	return priority ? reasonOfPriority(line, priority, now) : null;
}

/** No ordinary ticket is passed by more than so many in a row (I-6). */
function mayOvertake(line: Line, plan: HallPlan): boolean {
	return line.ordinary.length === 0 || line.queue.priorityInRow < plan.pick.maxPriorityInRow;
}

function reasonOfBooked(ticket: Ticket, plan: HallPlan, now: number): LinePick {
	return said(ticket, 'reservation-due', now, { slot: localTime(ticket.visit.reservationSlot ?? now, plan.timezone) });
}

/** Names the ordinary ones just called and who would be next otherwise, so that a clerk can explain it. */
function reasonOfPriority(line: Line, ticket: Ticket, now: number): LinePick {
	const called = line.queue.lastNormal.slice(0, Math.min(2, line.queue.normalSincePriority)).reverse();
	const [alternative] = line.ordinary;
	return said(ticket, 'priority-turn', now, {
		group: ticket.visit.priorityGroup ?? '',
		...(called.length > 0 ? { lastNormal: called.join('、'), lastNormalCount: called.length } : {}),
		...(alternative ? { alternative: alternative.number } : {}),
	});
}

function said(ticket: Ticket, code: PickReason['code'], now: number, params: PickReason['params'] = {}): LinePick {
	return { ticket, reason: { code, params: { waitedMinutes: minutesBetween(ticket.queuedAt, now), ...params } } };
}

function minutesBetween(from: number, to: number): number {
	return Math.max(0, Math.floor((to - from) / 60_000));
}

function placesLeft(ticket: Ticket): number {
	return ticket.life.stage === 'waiting' ? ticket.life.behind : 0;
}
