/** Which reports of the log waited through a cut. What the station said is a fact; what is merely late is kept apart and called so. */

import type { HallEvent } from '../contracts/events.ts';
import { platformStation } from '../contracts/identity.ts';
import type { Cut } from '../contracts/reconciliation.ts';
import type { HallDay } from '../contracts/state.ts';

/** One command of the log with the events it caused. */
interface Deed {
	station: string;
	epoch: string;
	n: number;
	events: HallEvent[];
}

/** Recorded so much later than it happened, a report did not come at once. */
const lateMs = 60_000;
/** Late reports that came in further apart than this are not told as one. */
const apartMs = 5 * 60_000;
interface Batch {
	station: string;
	epoch: string;
	said: HallEvent<'cut-off-ended'> | null;
	deeds: Deed[];
}

/** Oldest first. Every ticket of an own series is in exactly one of them. `end`: the day as the whole log leaves it. */
export function findCuts(events: readonly HallEvent[], end: HallDay): Cut[] {
	const said: Batch[] = [];
	for (const event of events)
		if (event.name === 'cut-off-ended') said.push({ station: event.station, epoch: event.epoch, said: event, deeds: [] });
	const late: Batch[] = [];
	const lastLate = new Map<string, { batch: Batch; heardAt: number }>();
	for (const deed of deedsOf(events)) {
		const first = deed.events[0]!;
		if (deed.station === platformStation || first.name === 'cut-off-ended') continue;
		const told = said.find((batch) => waitedIn(batch, deed));
		if (told) {
			told.deeds.push(deed);
			continue;
		}
		if (enteredAfterwards(deed) || !isLate(deed)) continue;
		const seat = `${deed.station} ${deed.epoch}`;
		const before = lastLate.get(seat);
		const near = before && first.recordedAt - before.heardAt <= apartMs ? before.batch : null;
		const batch = near ?? { station: deed.station, epoch: deed.epoch, said: null, deeds: [] };
		if (!near) late.push(batch);
		batch.deeds.push(deed);
		lastLate.set(seat, { batch, heardAt: first.recordedAt });
	}
	const runs = new Map<string, number>();
	return [...said, ...late]
		.map((batch) => ({ batch, begin: beginOf(batch) }))
		.sort((one, other) => one.begin - other.begin || (one.batch.station < other.batch.station ? -1 : 1))
		.map(({ batch }) => {
			const run = (runs.get(batch.station) ?? 0) + 1;
			runs.set(batch.station, run);
			return cutOf(`${batch.station}/${run}`, batch, end);
		});
}

function deedsOf(events: readonly HallEvent[]): Deed[] {
	const deeds = new Map<string, Deed>();
	for (const event of events) {
		const { station, epoch, n } = event;
		const key = `${station} ${epoch} ${n}`;
		const known = deeds.get(key);
		if (known) known.events.push(event);
		else deeds.set(key, { station, epoch, n, events: [event] });
	}
	return [...deeds.values()];
}

/** Manual mode enters true times long after: that is its way, not a cut. */
function enteredAfterwards({ events }: Deed): boolean {
	return events.some((event) => event.name.startsWith('manual-') || (event.name === 'ticket-issued' && event.body.origin === 'manual'));
}

function waitedIn({ station, epoch, said }: Batch, deed: Deed): boolean {
	const waited = said?.body.waited;
	return waited !== undefined && station === deed.station && epoch === deed.epoch && waited.from <= deed.n && deed.n <= waited.to;
}

function isLate({ events }: Deed): boolean {
	return events.some(
		(event) => event.recordedAt - event.occurredAt >= lateMs || (event.name === 'ticket-issued' && event.body.origin === 'offline'),
	);
}

function beginOf({ said, deeds }: Batch): number {
	return said?.body.since ?? Math.min(...deeds.map(({ events }) => events[0]!.occurredAt), said?.body.until ?? Number.POSITIVE_INFINITY);
}

function cutOf(id: string, { station, said, deeds }: Batch, end: HallDay): Cut {
	const events = deeds.flatMap((deed) => deed.events);
	const happened = events.map(({ occurredAt }) => occurredAt);
	const heard = events.map(({ recordedAt }) => recordedAt);
	const papers = new Set<string>();
	const made: Cut = {
		id,
		station,
		basis: said ? 'said' : 'late',
		since: said?.body.since ?? null,
		until: said?.body.until ?? null,
		firstAt: happened.length === 0 ? null : Math.min(...happened),
		lastAt: happened.length === 0 ? null : Math.max(...happened),
		heardFrom: heard.length === 0 ? null : Math.min(...heard),
		heardTo: heard.length === 0 ? null : Math.max(...heard),
		reports: deeds.length,
		tickets: [],
		voided: [],
		servicesStarted: 0,
		servicesFinished: 0,
		papersFailed: [],
		papersUnknown: [],
		conflicts: [],
	};
	for (const event of events) {
		if (event.name === 'ticket-issued' && event.body.origin === 'offline') {
			const { number } = event.body;
			made.tickets.push({ number, at: event.occurredAt, stage: end.tickets[number]?.life.stage ?? 'waiting' });
		} else if (event.name === 'ticket-voided') made.voided.push({ ticket: event.body.ticket, by: event.body.replacedBy });
		else if (event.name === 'service-started') made.servicesStarted += 1;
		else if (event.name === 'service-finished') made.servicesFinished += 1;
		else if (event.name === 'ticket-paper-known') papers.add(event.body.ticket);
		else if (event.name === 'conflict-found') made.conflicts.push(event.body.conflict);
	}
	for (const number of papers) {
		const outcome = end.tickets[number]?.paper.last?.outcome;
		if (outcome === 'failed') made.papersFailed.push(number);
		if (outcome === 'unknown') made.papersUnknown.push(number);
	}
	return made;
}
