/** The reconciliation report of a hall-day, from its log alone. Pure and total: the same log gives the same report at every holder (S10). */
import type { HallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { FoundConflict, Reconciliation } from '../contracts/reconciliation.ts';
import type { HallDay } from '../contracts/state.ts';
import { evolveInto } from '../evolve.ts';
import { startOfDay } from '../start-of-day.ts';
import { caseOf, otherTicketOf } from './conflict-case.ts';
import { findCuts } from './find-cuts.ts';
import { historiesOf } from './ticket-history.ts';

/** `events`: the log of one day from position 1 on, as far as the caller holds it. */
export function reconcile(plan: HallPlan, day: string, events: readonly HallEvent[]): Reconciliation {
	const end = startOfDay(plan, day);
	for (const event of events) evolveInto(end, event);
	const cuts = findCuts(events, end);
	const conflicts = conflictsOf(events, end, new Map(cuts.flatMap(({ id, conflicts: found }) => found.map((number) => [number, id]))));
	const offline = (basis: 'said' | 'late') =>
		cuts.filter((each) => each.basis === basis).reduce((sum, { tickets }) => sum + tickets.length, 0);
	return {
		hall: plan.code,
		day,
		position: end.position,
		cuts,
		conflicts,
		terms: events.flatMap((event) =>
			event.name === 'term-began'
				? [
						{
							number: event.body.number,
							platform: event.body.platform,
							at: event.recordedAt,
							planned: event.body.planned,
							reason: event.body.reason,
						},
					]
				: [],
		),
		manual: manualTimes(events),
		sums: {
			...ticketSums(end),
			entered: events.filter(({ name }) => name === 'manual-service-entered').length,
			offlineSaid: offline('said'),
			offlineLate: offline('late'),
			...conflictSums(conflicts),
		},
	};
}

function conflictsOf(events: readonly HallEvent[], end: HallDay, cutOf: ReadonlyMap<number, string>): FoundConflict[] {
	const found = events.filter((event) => event.name === 'conflict-found') as HallEvent<'conflict-found'>[];
	const named = new Set(
		found.flatMap(({ body }) => [body.ticket, otherTicketOf(body)]).filter((number): number is string => number !== undefined),
	);
	const histories = historiesOf(events, named);
	return found.map(({ body, station, occurredAt, recordedAt }) => {
		const other = otherTicketOf(body);
		const settled = end.conflicts.find(({ conflict }) => conflict === body.conflict)?.settled ?? null;
		return {
			number: body.conflict,
			case: caseOf(body),
			station,
			...(body.ticket === undefined ? {} : { ticket: body.ticket }),
			...(other === undefined ? {} : { otherTicket: other }),
			...(body.window === undefined ? {} : { window: body.window }),
			...(body.otherWindow === undefined ? {} : { otherWindow: body.otherWindow }),
			occurredAt,
			at: recordedAt,
			cut: cutOf.get(body.conflict) ?? null,
			history: body.ticket === undefined ? [] : (histories.get(body.ticket) ?? []),
			settled,
		};
	});
}

function ticketSums(end: HallDay) {
	const tickets = Object.values(end.tickets);
	const stages: Record<string, number> = {};
	for (const { life } of tickets) stages[life.stage] = (stages[life.stage] ?? 0) + 1;
	const of = (origin: string) => tickets.filter((ticket) => ticket.origin === origin).length;
	const shared = of('shared');
	const offline = of('offline');
	return { issued: tickets.length, shared, offline, otherwise: tickets.length - shared - offline, stages };
}

function conflictSums(conflicts: readonly FoundConflict[]) {
	const settled = conflicts.filter((each) => each.settled !== null).length;
	return { conflicts: conflicts.length, settled, open: conflicts.length - settled };
}

/** A queue that was begun twice stays in the first; one that ends without a beginning began before this log. */
function manualTimes(events: readonly HallEvent[]): Reconciliation['manual'] {
	const times: Reconciliation['manual'] = [];
	for (const event of events) {
		if (event.name !== 'manual-began' && event.name !== 'manual-ended') continue;
		for (const queue of event.body.queues) {
			const running = times.find((each) => each.queue === queue && each.until === null);
			if (event.name === 'manual-began' && !running) times.push({ queue, from: event.body.at, until: null });
			if (event.name === 'manual-ended' && running) running.until = event.body.at;
		}
	}
	return times;
}
