/** `/api/days/:day/figures`: counts of one day, from its log. No person, no ticket number. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { businessDay } from '../../domain/contracts/identity.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';
import { countWays, waysOfDay } from './ways-of-day.ts';

const queueFigures = z.object({
	issued: z.number().int(),
	issuedOffline: z.number().int(),
	/** Reserve numbers, entered afterwards. */
	issuedManual: z.number().int(),
	called: z.number().int(),
	finished: z.number().int(),
	noShow: z.number().int(),
	/** Mean of call time minus queueing time over called tickets, seconds, by hand from the times entered; `null` = nobody was called. */
	meanWaitSeconds: z.number().nullable(),
});
export const figures = z.object({
	hall: z.string(),
	day: z.string(),
	head: z.number().int(),
	total: queueFigures.extend({
		cancelled: z.number().int(),
		transferred: z.number().int(),
		notServed: z.number().int(),
		conflicts: z.number().int(),
	}),
	/** Tickets of each group that goes first (`priority.groups` of the hall file), and how many of them a person had put there. */
	priority: z.record(z.string(), z.object({ tickets: z.number().int(), granted: z.number().int() })),
	queues: z.record(z.string(), queueFigures),
	...waysOfDay.shape,
});
export type Figures = z.infer<typeof figures>;
type QueueFigures = z.infer<typeof queueFigures>;

const nothing = (): QueueFigures & { waitedMs: number; waits: number } => ({
	issued: 0,
	issuedOffline: 0,
	issuedManual: 0,
	called: 0,
	finished: 0,
	noShow: 0,
	meanWaitSeconds: null,
	waitedMs: 0,
	waits: 0,
});

const issuedAs = { shared: 'issued', offline: 'issuedOffline', manual: 'issuedManual' } as const;

function countCall(counts: ReturnType<typeof nothing>, ticket: { queuedAt: number; called: boolean }, at: number): void {
	if (ticket.called) return;
	ticket.called = true;
	counts.called += 1;
	counts.waitedMs += Math.max(0, at - ticket.queuedAt);
	counts.waits += 1;
}

/** Counts from events alone, so that a past day needs no plan. A ticket counts for the queue it was in when it happened. */
export function countDay(hall: string, day: string, events: readonly HallEvent[]): Figures {
	const queues = new Map<string, ReturnType<typeof nothing>>();
	const tickets = new Map<string, { queue: string; queuedAt: number; called: boolean; ended: 'finished' | 'noShow' | 'byHand' | null }>();
	const more = { cancelled: 0, transferred: 0, notServed: 0, conflicts: 0 };
	const groups = new Map<string, { group: string; granted: boolean }>();
	const of = (queue: string) => {
		const known = queues.get(queue) ?? nothing();
		queues.set(queue, known);
		return known;
	};
	for (const event of events) {
		if (event.name === 'ticket-issued') {
			const { number, visit, queuedAt, origin } = event.body;
			tickets.set(number, { queue: visit.queue, queuedAt, called: false, ended: null });
			of(visit.queue)[issuedAs[origin]] += 1;
			if (visit.priorityGroup !== undefined) groups.set(number, { group: visit.priorityGroup, granted: false });
		} else if (event.name === 'day-closed') more.notServed += event.body.notServed.length;
		else if (event.name === 'priority-granted') groups.set(event.body.ticket, { group: event.body.group, granted: true });
		else if (event.name === 'ticket-cancelled') more.cancelled += 1;
		else if (event.name === 'conflict-found') more.conflicts += 1;
		else if (event.name === 'ticket-transferred') {
			more.transferred += 1;
			const ticket = tickets.get(event.body.ticket);
			if (ticket) ticket.queue = event.body.to;
		} else if (event.name === 'ticket-called' || event.name === 'service-finished' || event.name === 'ticket-no-show') {
			const ticket = tickets.get(event.body.ticket);
			if (!ticket) continue;
			const counts = of(ticket.queue);
			if (event.name === 'service-finished') counts.finished += 1;
			else if (event.name === 'ticket-no-show') counts.noShow += 1;
			else countCall(counts, ticket, event.recordedAt);
			if (event.name !== 'ticket-called') ticket.ended ??= event.name === 'service-finished' ? 'finished' : 'noShow';
		} else if (event.name === 'manual-service-entered') {
			const ticket = tickets.get(event.body.ticket);
			// A second entry, or one of a ticket that had been served, is a conflict and no second service.
			if (!ticket || ticket.ended === 'finished' || ticket.ended === 'byHand') continue;
			const counts = of(ticket.queue);
			const { result, calledAt, beganAt } = event.body;
			// Called in vain by the machine, and then by hand: the entry says how it ended.
			if (ticket.ended === 'noShow') counts.noShow -= 1;
			ticket.ended = 'byHand';
			if (result === 'served') counts.finished += 1;
			else if (result === 'no-show') counts.noShow += 1;
			const called = calledAt ?? (result === 'served' ? beganAt : null);
			if (called !== null) countCall(counts, ticket, called);
		}
	}
	const shown = ({ waitedMs, waits, ...counts }: ReturnType<typeof nothing>): QueueFigures => ({
		...counts,
		meanWaitSeconds: waits === 0 ? null : Math.round(waitedMs / waits / 1_000),
	});
	const total = nothing();
	for (const counts of queues.values()) {
		for (const key of ['issued', 'issuedOffline', 'issuedManual', 'called', 'finished', 'noShow', 'waitedMs', 'waits'] as const)
			total[key] += counts[key];
	}
	return {
		hall,
		day,
		head: events.length,
		total: { ...shown(total), ...more },
		...countWays(events),
		priority: countGroups([...groups.values()]),
		queues: Object.fromEntries([...queues].sort(([a], [b]) => (a < b ? -1 : 1)).map(([queue, counts]) => [queue, shown(counts)])),
	};
}

function countGroups(all: readonly { group: string; granted: boolean }[]): Figures['priority'] {
	const counts: Figures['priority'] = {};
	for (const { group, granted } of all) {
		const before = counts[group] ?? { tickets: 0, granted: 0 };
		counts[group] = { tickets: before.tickets + 1, granted: before.granted + Number(granted) };
	}
	return counts;
}

export function serveFigures(app: FastifyInstance, pages: HallPages): void {
	const params = z.object({ day: businessDay });
	const schema = documented('Counts of one business day', { 200: figures, 400: errorBody, 404: errorBody }, params);
	app.get('/api/days/:day/figures', { schema }, async (request, reply) => {
		const read = params.safeParse(request.params);
		if (!read.success) return sendError(reply, 400, 'malformed', 'The day must be written YYYY-MM-DD.', 'day');
		const { authority, store, plan } = pages;
		const { day } = read.data;
		if (day === authority.day) return countDay(plan.code, day, authority.eventsAfter(0));
		const known = (await store.days()).find((entry) => entry.hall === plan.code && entry.day === day);
		if (!known) return sendError(reply, 404, 'not-found', `This hall has no log of ${day}.`, 'day');
		return countDay(plan.code, day, await store.read(plan.code, day, 0, known.head));
	});
}
