/** How the tickets of one day were given out and served: by the machine, from a terminal that was cut off, by hand; and when which of it was so. */
import { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';

export const ways = ['normal', 'offline', 'manual'] as const;
export type Way = (typeof ways)[number];

const wayFigures = z.object({
	/** Every ticket is in one way alone, so that the sum of the three is what was given out (I-21). */
	issued: z.number().int(),
	finished: z.number().int(),
	noShow: z.number().int(),
	/** From the true time of arrival to the first call, seconds; `null` = nobody was called. */
	meanWaitSeconds: z.number().nullable(),
	/** From the true beginning to the true end, seconds; `null` = no service with both. */
	meanServiceSeconds: z.number().nullable(),
});
export type WayFigures = z.infer<typeof wayFigures>;

export const waysOfDay = z.object({
	/** `offline`: a number of a terminal's own series. `manual`: a reserve number, or one that was called and entered by hand. */
	ways: z.object({ normal: wayFigures, offline: wayFigures, manual: wayFigures }),
	periods: z.object({
		/** `to` = `null`: it still is. */
		manual: z.array(z.object({ queue: z.string(), from: z.number(), to: z.number().nullable() })),
		/** Stations that said they had been cut off; `from` = `null`: started so. */
		cutOff: z.array(z.object({ station: z.string(), from: z.number().nullable(), to: z.number() })),
	}),
});
export type WaysOfDay = z.infer<typeof waysOfDay>;

interface Facts {
	origin: HallEvent<'ticket-issued'>['body']['origin'];
	queuedAt: number;
	byHand: boolean;
	called: number | null;
	began: number | null;
	ended: number | null;
	end: 'finished' | 'noShow' | null;
}

/** From events alone. Voided tickets count: their number was given out. */
export function countWays(events: readonly HallEvent[]): WaysOfDay {
	const tickets = new Map<string, Facts>();
	const running = new Map<string, number>();
	const periods: WaysOfDay['periods'] = { manual: [], cutOff: [] };
	const end = (queue: string, at: number) => {
		const from = running.get(queue);
		if (from === undefined) return;
		running.delete(queue);
		periods.manual.push({ queue, from, to: Math.max(from, at) });
	};
	for (const event of events) {
		if (event.name === 'manual-began')
			for (const queue of event.body.queues) running.set(queue, Math.min(event.body.at, running.get(queue) ?? event.body.at));
		else if (event.name === 'manual-ended') for (const queue of event.body.queues) end(queue, event.body.at);
		else if (event.name === 'day-closed') for (const queue of [...running.keys()]) end(queue, event.recordedAt);
		else if (event.name === 'cut-off-ended') periods.cutOff.push({ station: event.station, from: event.body.since, to: event.body.until });
		else takeTicket(tickets, event);
	}
	for (const [queue, from] of running) periods.manual.push({ queue, from, to: null });
	const all = [...tickets.values()];
	return {
		ways: {
			normal: figuresOf(all.filter((ticket) => wayOf(ticket) === 'normal')),
			offline: figuresOf(all.filter((ticket) => wayOf(ticket) === 'offline')),
			manual: figuresOf(all.filter((ticket) => wayOf(ticket) === 'manual')),
		},
		periods,
	};
}

function takeTicket(tickets: Map<string, Facts>, event: HallEvent): void {
	if (event.name === 'ticket-issued') {
		const { number, origin, queuedAt } = event.body;
		if (!tickets.has(number)) tickets.set(number, { origin, queuedAt, byHand: false, called: null, began: null, ended: null, end: null });
		return;
	}
	const ticket = 'ticket' in event.body && event.body.ticket !== undefined ? tickets.get(event.body.ticket) : undefined;
	if (!ticket) return;
	switch (event.name) {
		case 'ticket-called':
			ticket.called ??= event.recordedAt;
			return;
		case 'service-started':
			if (ticket.end === null) ticket.began = event.occurredAt;
			return;
		case 'service-finished':
			if (ticket.end === 'finished') return;
			ticket.end = 'finished';
			ticket.ended = event.occurredAt;
			return;
		case 'ticket-no-show':
			ticket.end ??= 'noShow';
			return;
		case 'manual-service-entered': {
			// What had ended before counts as it ended: an entry beside it is a conflict that a person settles.
			if (ticket.byHand || ticket.end === 'finished') return;
			const { result, calledAt, beganAt, endedAt } = event.body;
			ticket.byHand = true;
			ticket.called ??= calledAt ?? (result === 'served' ? beganAt : null);
			ticket.began = beganAt;
			ticket.ended = endedAt;
			ticket.end = result === 'served' ? 'finished' : result === 'no-show' ? 'noShow' : null;
		}
	}
}

function wayOf({ origin, byHand }: Facts): Way {
	if (byHand || origin === 'manual') return 'manual';
	return origin === 'offline' ? 'offline' : 'normal';
}

function figuresOf(tickets: readonly Facts[]): WayFigures {
	const waits = tickets.flatMap(({ called, queuedAt }) => (called === null ? [] : [Math.max(0, called - queuedAt)]));
	const services = tickets.flatMap(({ began, ended, end }) =>
		end === 'finished' && began !== null && ended !== null ? [Math.max(0, ended - began)] : [],
	);
	return {
		issued: tickets.length,
		finished: tickets.filter(({ end }) => end === 'finished').length,
		noShow: tickets.filter(({ end }) => end === 'noShow').length,
		meanWaitSeconds: meanSeconds(waits),
		meanServiceSeconds: meanSeconds(services),
	};
}

function meanSeconds(spans: readonly number[]): number | null {
	return spans.length === 0 ? null : Math.round(spans.reduce((sum, span) => sum + span, 0) / spans.length / 1_000);
}
