import type { DecideContext, Decision } from '../contracts/decision.ts';
import type { StaffId, StationId, WindowId } from '../contracts/identity.ts';
import type { HallDay, Ticket, WindowState } from '../contracts/state.ts';
import { stationPlanOf } from '../eligibility.ts';
import { illegalStage, refuse } from './decider.ts';

interface Actor {
	station: StationId;
	staff: StaffId | null;
}
type Refused = Extract<Decision, { ok: false }>;
export type WorkingWindow = Exclude<WindowState, { stage: 'closed' }>;

/**
 * A window that is open or paused and that this person may work at. A window opened from a manager's station has the
 * manager as its clerk, so whoever signs in at the window itself may work there.
 */
export function workingWindow(
	state: HallDay,
	context: DecideContext,
	actor: Actor,
	id: WindowId,
): { ok: true; window: WorkingWindow } | Refused {
	const window = state.windows[id];
	if (!window) return refuse('unknown-window', { window: id });
	if (window.stage === 'closed') return refuse('window-not-open', { window: id });
	const manager = stationPlanOf(context.plan, actor.station)?.role === 'manager';
	const openedByManager = stationPlanOf(context.plan, window.station)?.role === 'manager';
	if (!manager && !openedByManager && window.clerk !== actor.staff) return refuse('window-belongs-to-other-clerk', { clerk: window.clerk });
	return { ok: true, window };
}

/** A working window that may call: the day runs, it is open, not paused, and has nobody in hand. */
export function callingWindow(
	state: HallDay,
	context: DecideContext,
	actor: Actor,
	id: WindowId,
): { ok: true; window: WorkingWindow } | Refused {
	const working = workingWindow(state, context, actor, id);
	if (!working.ok) return working;
	if (working.window.stage === 'paused') return refuse('window-paused', { window: id });
	if (working.window.ticket !== null) return refuse('window-busy', { ticket: working.window.ticket });
	return working;
}

/** The ticket a working window has in hand, when it is in one of the wanted stages. */
export function ticketAtWindow(
	state: HallDay,
	context: DecideContext,
	actor: Actor,
	id: WindowId,
	wanted: readonly ('called' | 'serving')[],
): { ok: true; window: WorkingWindow; ticket: Ticket } | Refused {
	const working = workingWindow(state, context, actor, id);
	if (!working.ok) return working;
	const ticket = working.window.ticket === null ? undefined : state.tickets[working.window.ticket];
	if (!ticket) return refuse('window-has-no-ticket', { window: id });
	if (!(wanted as readonly string[]).includes(ticket.life.stage)) return illegalStage(ticket, wanted.join('/'));
	return { ok: true, window: working.window, ticket };
}
