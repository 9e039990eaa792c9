import { stationPlanOf, windowNumber } from '../eligibility.ts';
import { accept, type Decider, dayNotRunning, illegalStage, refuse } from './decider.ts';
import { callingWindow } from './working-window.ts';

/** Brings a held ticket back: to the window that holds it, if that one is free, or to its place in the queue. */
export const returnTicket: Decider<'return-ticket'> = (state, command, context) => {
	const { ticket: number, to } = command.body;
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const ticket = state.tickets[number];
	if (!ticket) return refuse('unknown-ticket', { ticket: number });
	if (ticket.life.stage !== 'held') return illegalStage(ticket, 'held');
	const { window } = ticket.life;
	const station = stationPlanOf(context.plan, command.station);
	if (station?.role === 'window' && station.window !== window)
		return refuse('ticket-at-other-window', { ticket: number, window: windowNumber(context.plan, window) });
	if (to === 'queue') return accept({ name: 'ticket-returned', body: { ticket: number, to } });
	const calling = callingWindow(state, context, command, window);
	if (!calling.ok) return calling;
	return accept({ name: 'ticket-returned', body: { ticket: number, to, window } });
};
