import { stationPlanOf, windowNumber } from '../eligibility.ts';
import { accept, type Decider, illegalStage, refuse, windowOf } from './decider.ts';

/** For somebody who will not wait any longer. Who is being served is finished instead. */
export const cancelTicket: Decider<'cancel-ticket'> = (state, command, { plan }) => {
	const { ticket: number, reason } = command.body;
	const ticket = state.tickets[number];
	if (!ticket) return refuse('unknown-ticket', { ticket: number });
	const at = windowOf(ticket);
	const station = stationPlanOf(plan, command.station);
	if (station?.role === 'window' && at !== null && at !== station.window)
		return refuse('ticket-at-other-window', { ticket: number, window: windowNumber(plan, at) });
	const { stage } = ticket.life;
	if (stage !== 'waiting' && stage !== 'called' && stage !== 'held') return illegalStage(ticket, 'waiting/called/held');
	return accept({ name: 'ticket-cancelled', body: { ticket: number, reason } });
};
