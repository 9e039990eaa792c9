/** What each event makes of a hall-day. Total and free of clocks and chance (S4): everything comes from the event. */
import type { EventName, HallEvent } from './contracts/events.ts';
import type { HallDay } from './contracts/state.ts';
import { applicationHandedIn, applicationSubmitted } from './evolve/application-events.ts';
import { asItWasDone } from './evolve/as-it-was-done.ts';
import { caseReported } from './evolve/case-events.ts';
import {
	conflictFound,
	conflictSettled,
	deviceHealthChanged,
	helpAnswered,
	helpCalled,
	machineHealthChanged,
} from './evolve/hall-events.ts';
import { manualBegan, manualEnded, manualServiceEntered } from './evolve/manual-events.ts';
import { reviewGiven } from './evolve/review-events.ts';
import { serviceFinished, serviceStarted } from './evolve/service-events.ts';
import {
	priorityGranted,
	ticketCalled,
	ticketIssued,
	ticketLifeChanged,
	ticketPaperKnown,
	ticketRecalled,
	ticketRequeued,
	ticketReturned,
	ticketTransferred,
} from './evolve/ticket-events.ts';
import {
	dutyChangeDeclined,
	dutyChangeDue,
	groupExpected,
	groupWithdrawn,
	tideDayClosed,
	tideDutyChanged,
	tidePlanApproved,
	tidePlanExpired,
	tidePlanProposed,
	tidePlanRejected,
	tidePlanUndone,
	windowDutyLocked,
	windowDutyReleased,
} from './evolve/tide-events.ts';
import { dayClosed, dutyChanged, windowClosed, windowOpened, windowPaused, windowResumed } from './evolve/window-events.ts';

type Evolvers = { [N in EventName]: (state: HallDay, event: HallEvent<N>) => void };

const evolvers: Evolvers = {
	'day-opened': (state, event) => {
		state.stage = 'open';
		state.openedAt = event.recordedAt;
	},
	'day-closed': (state, event) => {
		dayClosed(state, event);
		tideDayClosed(state, event);
	},
	'ticket-issued': ticketIssued,
	'ticket-voided': (state, event) =>
		ticketLifeChanged(state, event.body.ticket, { stage: 'voided', at: event.recordedAt, replacedBy: event.body.replacedBy }),
	'ticket-cancelled': (state, event) =>
		ticketLifeChanged(state, event.body.ticket, { stage: 'cancelled', at: event.recordedAt, reason: event.body.reason }),
	'ticket-called': ticketCalled,
	'ticket-recalled': ticketRecalled,
	'service-started': serviceStarted,
	'service-finished': serviceFinished,
	'ticket-requeued': ticketRequeued,
	'ticket-no-show': (state, event) =>
		ticketLifeChanged(state, event.body.ticket, { stage: 'no-show', window: event.body.window, at: event.recordedAt }),
	'ticket-held': (state, event) =>
		ticketLifeChanged(state, event.body.ticket, {
			stage: 'held',
			window: event.body.window,
			at: event.recordedAt,
			reason: event.body.reason,
			...(event.body.until === undefined ? {} : { until: event.body.until }),
		}),
	'ticket-returned': ticketReturned,
	'ticket-transferred': ticketTransferred,
	'priority-granted': priorityGranted,
	'ticket-paper-known': ticketPaperKnown,
	'window-opened': windowOpened,
	'window-paused': windowPaused,
	'window-resumed': windowResumed,
	'window-closed': windowClosed,
	'duty-changed': (state, event) => {
		dutyChanged(state, event);
		tideDutyChanged(state, event);
	},
	'tide-plan-proposed': tidePlanProposed,
	'tide-plan-approved': tidePlanApproved,
	'tide-plan-rejected': tidePlanRejected,
	'tide-plan-expired': tidePlanExpired,
	'tide-plan-undone': tidePlanUndone,
	'duty-change-due': dutyChangeDue,
	'duty-change-declined': dutyChangeDeclined,
	'window-duty-locked': windowDutyLocked,
	'window-duty-released': windowDutyReleased,
	'group-expected': groupExpected,
	'group-withdrawn': groupWithdrawn,
	'device-health-changed': deviceHealthChanged,
	'machine-health-changed': machineHealthChanged,
	'help-called': helpCalled,
	'help-answered': helpAnswered,
	'application-handed-in': applicationHandedIn,
	'application-submitted': applicationSubmitted,
	'case-reported': caseReported,
	'reservations-missed': (state, event) => {
		const { slot, queue, count } = event.body;
		state.missedReservations[slot] = { ...state.missedReservations[slot], [queue]: count };
	},
	'term-began': (state, { body: { number, platform, block } }) => {
		state.term = { number, platform, block };
	},
	'cut-off-ended': () => {},
	'event-passed-over': () => {},
	'manual-began': manualBegan,
	'manual-ended': manualEnded,
	'manual-service-entered': manualServiceEntered,
	'review-given': reviewGiven,
	'review-passed-over': () => {},
	'complaint-opened': () => {},
	'complaint-stepped': () => {},
	'conflict-found': conflictFound,
	'conflict-settled': conflictSettled,
};

/** Events that leave every ticket as it is: the large record of tickets need not be copied for them. */
const ticketsUntouched: ReadonlySet<EventName> = new Set<EventName>([
	'day-opened',
	'window-opened',
	'window-paused',
	'window-resumed',
	'window-closed',
	'duty-changed',
	'tide-plan-proposed',
	'tide-plan-approved',
	'tide-plan-rejected',
	'tide-plan-expired',
	'tide-plan-undone',
	'duty-change-due',
	'duty-change-declined',
	'window-duty-locked',
	'window-duty-released',
	'group-expected',
	'group-withdrawn',
	'device-health-changed',
	'machine-health-changed',
	'help-called',
	'help-answered',
	'application-handed-in',
	'application-submitted',
	'case-reported',
	'reservations-missed',
	'term-began',
	'cut-off-ended',
	'manual-began',
	'manual-ended',
	'review-given',
	'review-passed-over',
	'complaint-opened',
	'complaint-stepped',
	'conflict-found',
	'conflict-settled',
]);

/**
 * Folds one event into `state` itself: for whoever owns the state and folds many events (the platform, the engine, `checkLog`).
 * Only the containers change; ticket, window, queue and station objects are replaced. An event about something unknown changes
 * the position alone.
 */
export function evolveInto(state: HallDay, event: HallEvent): void {
	const evolver = evolvers[event.name] as ((state: HallDay, event: HallEvent) => void) | undefined;
	evolver?.(state, event.recovered ? asItWasDone(event, event.recovered) : event);
	state.position = event.position;
}

/** The day after one more event. Does not change its argument and never throws. */
export function evolve(state: HallDay, event: HallEvent): HallDay {
	const next = copyForChange(state, [event]);
	evolveInto(next, event);
	return next;
}

/**
 * The next version of a state for whoever owns it: another object with containers of its own, but the large records are the same ones. What
 * was handed out before shows in them what `evolveInto` makes of the next; a copy of them for every event would cost the square of the day.
 */
export function nextVersion(state: HallDay): HallDay {
	return { ...copyForChange(state, []), reviews: state.reviews };
}

/**
 * A copy whose containers may be changed by `evolveInto` without the original noticing: for folding a batch of events. Of the large records only
 * those are copied that `events` change; without them all are.
 */
export function copyForChange(state: HallDay, events?: readonly HallEvent[]): HallDay {
	const tickets = events?.some(({ name }) => !ticketsUntouched.has(name)) ?? true;
	const applications = events?.some(({ name }) => name === 'application-handed-in' || name === 'application-submitted') ?? true;
	return {
		...state,
		series: { ...state.series },
		tickets: tickets ? { ...state.tickets } : state.tickets,
		waiting: { ...state.waiting },
		strays: { ...state.strays },
		windows: { ...state.windows },
		queues: { ...state.queues },
		stations: { ...state.stations },
		missedReservations: { ...state.missedReservations },
		reviews: { ...state.reviews },
		applications: applications ? { ...state.applications } : state.applications,
		cases: (events?.some(({ name }) => name === 'case-reported') ?? true) ? { ...state.cases } : state.cases,
	};
}
