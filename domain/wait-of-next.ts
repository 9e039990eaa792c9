import type { Visit } from './contracts/commands.ts';
import type { WaitEstimate } from './contracts/decision.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { HallDay, Ticket } from './contracts/state.ts';
import { estimateWait } from './estimate.ts';
import { ticketsBefore } from './tickets-before.ts';

/** No series makes it, so it is nobody's number. */
const nobody = '?';

/**
 * The wait of whoever takes a number for this visit now, before it is taken: with a priority group the people who go first, not all who stand there.
 * The ticket counts the same people a moment later, so confirmation and ticket say one thing.
 */
export function waitOfNext(state: HallDay, plan: HallPlan, visit: Visit, now: number): WaitEstimate {
	const line = state.waiting[visit.queue] ?? [];
	const next: Ticket = {
		...{ number: nobody, queue: visit.queue, series: nobody, sequence: 0, visit, origin: 'shared', position: Number.MAX_SAFE_INTEGER },
		...{ station: nobody, issuedBy: { epoch: nobody, n: 0 }, issuedAt: now, queuedAt: now, requeues: 0, firstCalledAt: null },
		...{ paper: { copies: 0, last: null }, life: { stage: 'waiting', since: now, returned: null, behind: 0 } },
	};
	const joined: HallDay = {
		...state,
		tickets: { ...state.tickets, [nobody]: next },
		waiting: { ...state.waiting, [visit.queue]: [...line, nobody] },
	};
	const before = ticketsBefore(joined, plan, nobody, now);
	return estimateWait({ ...state, waiting: { ...state.waiting, [visit.queue]: before } }, plan, visit.queue, now);
}
