import { queuePlanOf, someWindowCanServe, stationPlanOf, windowNumber } from '../eligibility.ts';
import { accept, type Decider, dayNotRunning, illegalStage, refuse, windowOf } from './decider.ts';

/** To another queue with the same number and the same time of arrival, so nobody starts again for having been sent on. */
export const transferTicket: Decider<'transfer-ticket'> = (state, command, { plan }) => {
	const { ticket: number, toQueue, reason, comeBack } = command.body;
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const ticket = state.tickets[number];
	if (!ticket) return refuse('unknown-ticket', { ticket: number });
	const at = windowOf(ticket);
	if (ticket.life.stage !== 'waiting' && at === null) return illegalStage(ticket, 'waiting/called/serving/held');
	const station = stationPlanOf(plan, command.station);
	if (station?.role === 'window' && at !== null && at !== station.window)
		return refuse('ticket-at-other-window', { ticket: number, window: windowNumber(plan, at) });
	if (!queuePlanOf(plan, toQueue)) return refuse('unknown-queue', { queue: toQueue });
	if (toQueue === ticket.queue) return refuse('same-queue', { queue: toQueue });
	if (!someWindowCanServe(plan, toQueue)) return refuse('queue-has-no-window', { queue: toQueue });
	const window = at === null ? {} : { window: at, ...(comeBack ? { comeBackTo: at } : {}) };
	return accept({ name: 'ticket-transferred', body: { ticket: number, from: ticket.queue, to: toQueue, ...window, reason } });
};
