/** Changes of duty that a window was told of: when they are made, by whatever leaves the window free or notices that it is. */
import type { NewEvent } from '../contracts/events.ts';
import type { WindowId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';

/** What is due at a window that is free at `now`; `early`: its clerk does not want to wait for the time that was announced. */
export function dutyChangeOf(state: HallDay, window: WindowId, now: number, early = false): NewEvent<'duty-changed'> | null {
	const due = state.tide.due[window];
	if (due && (early || now >= due.notBefore))
		return { name: 'duty-changed', body: { window, duty: due.to, plan: due.plan, why: due.back ? 'plan-undone' : 'plan' } };
	const end = state.tide.ends[window];
	if (!due && end && now >= end.at) return { name: 'duty-changed', body: { window, duty: end.duty, plan: end.plan, why: 'plan-over' } };
	return null;
}

/** Windows at which something is due and nobody is in service. */
export function freeForChange(state: HallDay, now: number): WindowId[] {
	return [...new Set([...Object.keys(state.tide.due), ...Object.keys(state.tide.ends)])].filter((id) => {
		const window = state.windows[id];
		return window !== undefined && isFree(state, id) && dutyChangeOf(state, id, now) !== null;
	});
}

/** Nobody is called to it or in service there. */
export function isFree(state: HallDay, id: WindowId): boolean {
	const window = state.windows[id];
	return window !== undefined && (window.stage === 'closed' || window.ticket === null);
}

/** The changes that what was just decided makes possible: the citizen in service is done with, so the next call follows the new duty. */
export function changesAfter(state: HallDay, events: readonly NewEvent[], now: number): NewEvent[] {
	const changes: NewEvent[] = [];
	for (const { name, body } of events) {
		if (
			name !== 'service-finished' &&
			name !== 'ticket-no-show' &&
			name !== 'ticket-requeued' &&
			name !== 'ticket-held' &&
			name !== 'ticket-transferred'
		)
			continue;
		const { window } = body;
		const at = window === undefined ? undefined : state.windows[window];
		if (!at || at.stage === 'closed' || at.ticket !== body.ticket) continue;
		const change = dutyChangeOf(state, at.id, now);
		if (change) changes.push(change);
	}
	return changes;
}
