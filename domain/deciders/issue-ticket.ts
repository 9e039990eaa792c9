import { localTime } from '../business-day.ts';
import type { Visit } from '../contracts/commands.ts';
import type { DecideContext, Decision } from '../contracts/decision.ts';
import type { NewEvent } from '../contracts/events.ts';
import type { QueuePlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';
import { queuePlanOf, someWindowCanServe } from '../eligibility.ts';
import { lastTicketAt } from '../hours/opening.ts';
import { isManual } from '../manual/manual-mode.ts';
import { numberInSeries, numbersInBlock } from '../ticket-number.ts';
import { accept, conflictEvents, type Decider, dayNotRunning, refuse } from './decider.ts';
import { queuedAt } from './queued-at.ts';
import { atTheBookedTime, reservationRefusal, slotIsFull } from './reservation-use.ts';

/** An ask times out within seconds: one that seems older comes from a clock that has just jumped, and must not pass those who wait (I-18). */
const oldestAskMs = 60_000;

/** Gives the next number of the queue's shared series. */
export const issueTicket: Decider<'issue-ticket'> = (state, command, context) => {
	const { plan } = context;
	const visit = atTheBookedTime(command.body.visit, context);
	const closed = dayNotRunning(state);
	if (closed) return closed;
	const queue = queuePlanOf(plan, visit.queue);
	if (!queue) return refuse('unknown-queue', { queue: visit.queue });
	if (isManual(state, queue.id)) return refuse('queue-in-manual-mode', { queue: queue.id });
	const wrongItem = itemRefusal(context, queue, visit.items, visit.theme);
	if (wrongItem) return wrongItem;
	if (!someWindowCanServe(plan, queue.id)) return refuse('queue-has-no-window', { queue: queue.id });
	const late = afterLastTicket(queue, visit, context);
	if (late) return late;
	if (visit.priorityGroup !== undefined && !plan.priorityGroups.some((group) => group.code === visit.priorityGroup))
		return refuse('unknown-priority-group', { group: visit.priorityGroup });
	const booked = reservationRefusal(state, visit, context);
	if (booked) return booked;
	const limit = plan.walkIn.maxActiveTicketsPerPerson;
	if (visit.personRef !== undefined && activeTicketsOf(state, visit.personRef) >= limit)
		return refuse('too-many-active-tickets', { limit });
	const sequence = nextSequence(state, queue);
	const number = numberInSeries(queue.id, sequence, queue.seqDigits);
	const since = Math.max(context.now - oldestAskMs, queuedAt(state, queue.id, queue.seqDigits, command.occurredAt, context));
	const issued: NewEvent = {
		name: 'ticket-issued',
		body: { number, series: queue.id, sequence, visit, origin: 'shared', queuedAt: since },
	};
	// Who holds a booking that stands is not sent away because others used the place: a person sees it.
	if (!slotIsFull(state, visit, context)) return accept(issued);
	return accept(issued, ...conflictEvents(state, [{ kind: 'reservation-not-standing', ticket: number, detail: 'slot-full' }]));
};

/**
 * After an unplanned take-over the former platform may still give out numbers on the other side of a cut: ours are of a block of their own (T1),
 * also when a number of a higher block was recovered from a platform that had taken over too.
 */
function nextSequence(state: HallDay, queue: QueuePlan): number {
	const blockStart = (state.term?.block ?? 0) * numbersInBlock;
	const highest = state.series[queue.id] ?? 0;
	let sequence = Math.max(highest, queue.seqStart - 1, blockStart) + 1;
	if (blockStart === 0 || highest <= blockStart + numbersInBlock) return sequence;
	for (sequence = blockStart + 1; state.tickets[numberInSeries(queue.id, sequence, queue.seqDigits)]; ) sequence += 1;
	return sequence;
}

/** Who has a reservation that is due was promised to be served; whether it is due is decided with it. */
function afterLastTicket(queue: QueuePlan, visit: Visit, { plan, now }: DecideContext): Decision | null {
	if (!queue.lastTicketEnforced || visit.reservationRef !== undefined) return null;
	const last = lastTicketAt(plan, queue, now);
	if (last === null || now <= last) return null;
	return refuse('last-ticket-given', { queue: queue.id, time: localTime(last, plan.timezone) });
}

/** Items of a theme the queue lists are the queue's business as a whole; any other item must be on its own list. */
function itemRefusal(context: DecideContext, queue: QueuePlan, items: readonly string[], theme: string | undefined): Decision | null {
	if (theme !== undefined && queue.themes.includes(theme)) return null;
	const item = items.find((code) => !queue.items.includes(code));
	if (item === undefined) return null;
	const known = context.plan.queues.some((other) => other.items.includes(item));
	return known ? refuse('item-not-in-queue', { item, queue: queue.id }) : refuse('unknown-item', { item });
}

/** Tickets of one person that still wait or are in some window's hands. */
function activeTicketsOf(state: HallDay, person: string): number {
	let count = 0;
	for (const numbers of [...Object.values(state.waiting), state.inHand])
		for (const number of numbers) if (state.tickets[number]?.visit.personRef === person) count++;
	return count;
}
