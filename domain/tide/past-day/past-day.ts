/**
 * A day that is over as its log tells it, with nobody in it: no number, no name, no clerk. Everything the manager's history shows, and the day that a
 * what-if plays again, is worked out from this and from nothing else. Times are instants, ms.
 */
import type { HallEvent } from '../../contracts/events.ts';

export type PastEnd =
	| 'served'
	| 'no-show'
	/** Gave the number back, or somebody took it back. */
	| 'cancelled'
	/** Still waiting when the day was closed. */
	| 'not-served'
	/** Sent on to another queue; the stay there is one of its own. */
	| 'sent-on'
	/** The log ends while this stay lasts. */
	| 'open';

/** One person's stay in one queue. */
export interface PastStay {
	queue: string;
	at: number;
	kind: 'walk-in' | 'reserved' | 'priority';
	/** How the person came through the day: `offline` = a number of a terminal's own series, `manual` = a reserve number, or called and entered by hand. */
	way: 'normal' | 'offline' | 'manual';
	/** Called for the first time; `null` = never. */
	calledAt: number | null;
	/** Where it was called last. */
	window: string | null;
	/** Of all the time between a call and the window being free again: what this stay took of windows. */
	busyMs: number;
	endedAt: number | null;
	end: PastEnd;
	/** Its times are those that somebody typed in afterwards. */
	byHand: boolean;
	/** First of this person's stays today: who was sent on is one person and two stays. */
	first: boolean;
}

export interface PastWindow {
	id: string;
	/** From, until; while it is open and not paused. `null` = the log ends before. */
	open: [number, number | null][];
	paused: [number, number | null][];
	/** What hung from when on; the first entry is the sign of the morning. */
	signs: { at: number; queues: string[] }[];
}

export interface PastDay {
	day: string;
	/** Events it was made of. */
	position: number;
	openedAt: number | null;
	closedAt: number | null;
	/** In the order in which they came. */
	stays: PastStay[];
	windows: PastWindow[];
	/** People called these queues by hand. */
	manual: { queue: string; from: number; to: number | null }[];
	/** A station heard no platform; `since` is `null` where it was started anew while cut off. */
	cuts: { station: string; since: number | null; until: number }[];
}

interface Known {
	stay: PastStay;
	/** Stays of the same person. */
	before: Known | null;
	heldSince: number | null;
	voided: boolean;
}

/** `windows`: ids and signs of the morning, of the plan that the day was decided with. */
export function pastDayOf(
	day: string,
	windows: readonly { id: string; homeDuty: readonly string[] }[],
	events: readonly HallEvent[],
): PastDay {
	const tickets = new Map<string, Known>();
	const every: Known[] = [];
	/** Said of a number whose own report comes later. */
	const early = new Map<string, HallEvent[]>();
	const byWindow = new Map(
		windows.map(({ id, homeDuty }): [string, PastWindow] => [id, { id, open: [], paused: [], signs: [{ at: 0, queues: [...homeDuty] }] }]),
	);
	const past: PastDay = {
		day,
		position: events.length,
		openedAt: null,
		closedAt: null,
		stays: [],
		windows: [...byWindow.values()],
		manual: [],
		cuts: [],
	};
	const since = new Map<string, number>();
	const end = (span: [number, number | null] | undefined, at: number) => {
		if (span && span[1] === null) span[1] = Math.max(span[0], at);
	};
	const closeWindow = (window: PastWindow, at: number) => {
		end(window.open.at(-1), at);
		end(window.paused.at(-1), at);
	};
	const begin = (stay: PastStay, before: Known | null = null): Known => {
		const known = { stay, before, heldSince: null, voided: false };
		every.push(known);
		return known;
	};
	const take = (known: Known, window: string, at: number) => {
		if (known.heldSince === null) known.heldSince = Math.max(at, known.stay.at);
		known.stay.window = window;
		known.stay.calledAt ??= Math.max(at, known.stay.at);
	};
	const release = (known: Known, at: number) => {
		if (known.heldSince !== null) known.stay.busyMs += Math.max(0, at - known.heldSince);
		known.heldSince = null;
	};
	const finish = (known: Known, how: PastEnd, at: number) => {
		release(known, at);
		known.stay.end = how;
		known.stay.endedAt = Math.max(at, known.stay.at);
	};
	const ofTicket = (event: HallEvent, number: string): void => {
		const known = tickets.get(number);
		if (!known) {
			early.set(number, [...(early.get(number) ?? []), event]);
			return;
		}
		const at = event.recordedAt;
		// The station's own time of a service, kept within what is possible (`evolve/service-events.ts`).
		const reported = Math.min(at, Math.max(event.occurredAt, known.heldSince ?? known.stay.at));
		switch (event.name) {
			case 'ticket-called':
				take(known, event.body.window, at);
				return;
			case 'service-started':
				take(known, event.body.window, reported);
				return;
			case 'service-finished':
				if (known.stay.end === 'served') return;
				// Reported without its beginning: how long it took is not known.
				known.stay.window = event.body.window;
				known.stay.calledAt ??= reported;
				finish(known, 'served', reported);
				return;
			case 'ticket-requeued':
			case 'ticket-held':
				release(known, at);
				return;
			case 'ticket-returned':
				if (event.body.to === 'window' && event.body.window !== undefined) take(known, event.body.window, at);
				return;
			case 'ticket-no-show':
				finish(known, 'no-show', at);
				return;
			case 'ticket-cancelled':
				finish(known, 'cancelled', at);
				return;
			case 'ticket-voided':
				known.voided = true;
				return;
			case 'ticket-transferred': {
				finish(known, 'sent-on', at);
				const { kind, way } = known.stay;
				tickets.set(number, begin(newStay(event.body.to, at, kind, way, false), known));
				return;
			}
			case 'manual-service-entered': {
				const { result, calledAt, beganAt, endedAt, servedAt } = event.body;
				if (known.stay.byHand || known.stay.end === 'served') return;
				if (result === 'served' && servedAt === undefined) return;
				known.heldSince = null;
				known.stay.byHand = true;
				for (let each: Known | null = known; each; each = each.before) each.stay.way = 'manual';
				known.stay.window = servedAt ?? null;
				known.stay.calledAt ??= calledAt ?? (result === 'served' ? beganAt : null);
				const from = calledAt ?? beganAt;
				if (from !== null && endedAt !== null) known.stay.busyMs += Math.max(0, endedAt - from);
				known.stay.end = result === 'served' ? 'served' : result === 'no-show' ? 'no-show' : 'not-served';
				known.stay.endedAt = endedAt ?? beganAt ?? calledAt ?? at;
				return;
			}
		}
	};
	for (const event of events) {
		const at = event.recordedAt;
		switch (event.name) {
			case 'day-opened':
				past.openedAt = at;
				break;
			case 'day-closed':
				past.closedAt = at;
				for (const number of event.body.notServed) {
					const known = tickets.get(number);
					if (known && known.stay.end === 'open') finish(known, 'not-served', at);
				}
				for (const window of past.windows) closeWindow(window, at);
				for (const [queue, from] of since) past.manual.push({ queue, from, to: Math.max(from, at) });
				since.clear();
				break;
			case 'ticket-issued': {
				const { number, visit, queuedAt, origin } = event.body;
				if (tickets.has(number)) break;
				const kind = visit.reservationSlot !== undefined ? 'reserved' : visit.priorityGroup !== undefined ? 'priority' : 'walk-in';
				const known = begin(newStay(visit.queue, queuedAt, kind, origin === 'shared' ? 'normal' : origin, true));
				tickets.set(number, known);
				if (past.closedAt !== null) known.stay.end = 'not-served';
				for (const each of early.get(number) ?? []) ofTicket(each, number);
				early.delete(number);
				break;
			}
			case 'window-opened': {
				const window = byWindow.get(event.body.window);
				if (!window) break;
				closeWindow(window, at);
				window.open.push([at, null]);
				break;
			}
			case 'window-paused': {
				const window = byWindow.get(event.body.window);
				if (!window || window.open.at(-1)?.[1] !== null) break;
				end(window.open.at(-1), at);
				window.paused.push([at, null]);
				break;
			}
			case 'window-resumed': {
				const window = byWindow.get(event.body.window);
				if (!window || window.paused.at(-1)?.[1] !== null) break;
				end(window.paused.at(-1), at);
				window.open.push([at, null]);
				break;
			}
			case 'window-closed': {
				const window = byWindow.get(event.body.window);
				if (window) closeWindow(window, at);
				break;
			}
			case 'duty-changed':
				byWindow.get(event.body.window)?.signs.push({ at, queues: [...event.body.duty] });
				break;
			case 'manual-began':
				for (const queue of event.body.queues) since.set(queue, Math.min(event.body.at, since.get(queue) ?? event.body.at));
				break;
			case 'manual-ended':
				for (const queue of event.body.queues) {
					const from = since.get(queue);
					if (from === undefined) continue;
					since.delete(queue);
					past.manual.push({ queue, from, to: Math.max(from, event.body.at) });
				}
				break;
			case 'cut-off-ended':
				past.cuts.push({ station: event.station, since: event.body.since, until: event.body.until });
				break;
			case 'ticket-called':
			case 'service-started':
			case 'service-finished':
			case 'ticket-requeued':
			case 'ticket-held':
			case 'ticket-returned':
			case 'ticket-no-show':
			case 'ticket-cancelled':
			case 'ticket-voided':
			case 'ticket-transferred':
			case 'manual-service-entered':
				ofTicket(event, event.body.ticket);
		}
	}
	for (const [queue, from] of since) past.manual.push({ queue, from, to: null });
	past.stays = every
		.filter(({ voided }) => !voided)
		.map(({ stay }) => stay)
		.sort((one, other) => one.at - other.at);
	return past;
}

function newStay(queue: string, at: number, kind: PastStay['kind'], way: PastStay['way'], first: boolean): PastStay {
	return { queue, at, kind, way, calledAt: null, window: null, busyMs: 0, endedAt: null, end: 'open', byHand: false, first };
}
