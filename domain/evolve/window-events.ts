import type { HallEvent } from '../contracts/events.ts';
import type { HallDay, WindowState } from '../contracts/state.ts';
import { changeLife, ticketInHand } from './change-life.ts';
import { endPeriods } from './manual-events.ts';

export function windowOpened(state: HallDay, event: HallEvent<'window-opened'>): void {
	const { window: id, clerk, station } = event.body;
	const window = state.windows[id];
	if (!window) return;
	const ticket = ticketInHand(state, id);
	state.windows[id] = { id, duty: window.duty, stage: 'open', clerk, station, since: event.recordedAt, ticket };
}

export function windowPaused(state: HallDay, event: HallEvent<'window-paused'>): void {
	const { window: id, reason, until } = event.body;
	const window = state.windows[id];
	if (!window || window.stage === 'closed') return;
	const { duty, clerk, station, ticket } = window;
	state.windows[id] = { id, duty, stage: 'paused', clerk, station, since: event.recordedAt, reason, until: until ?? null, ticket };
}

export function windowResumed(state: HallDay, event: HallEvent<'window-resumed'>): void {
	const window = state.windows[event.body.window];
	if (window?.stage !== 'paused') return;
	const { id, duty, clerk, station, ticket } = window;
	state.windows[id] = { id, duty, stage: 'open', clerk, station, since: event.recordedAt, ticket };
}

export function windowClosed(state: HallDay, event: HallEvent<'window-closed'>): void {
	const window = state.windows[event.body.window];
	if (window) state.windows[window.id] = closed(window);
}

export function dutyChanged(state: HallDay, event: HallEvent<'duty-changed'>): void {
	const window = state.windows[event.body.window];
	if (window) state.windows[window.id] = { ...window, duty: event.body.duty };
}

/** People not served are counted as not served (Q3); whoever is being served stays and may still be finished. */
export function dayClosed(state: HallDay, event: HallEvent<'day-closed'>): void {
	state.stage = 'closed';
	endPeriods(state, Object.keys(state.manual.now), event.recordedAt);
	for (const number of event.body.notServed) {
		const ticket = state.tickets[number];
		if (ticket) changeLife(state, ticket, { stage: 'not-served', at: event.recordedAt });
	}
	for (const window of Object.values(state.windows)) state.windows[window.id] = closed(window);
}

function closed(window: WindowState): WindowState {
	return { id: window.id, duty: window.duty, stage: 'closed' };
}
