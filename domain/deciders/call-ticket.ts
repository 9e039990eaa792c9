import { windowNumber } from '../eligibility.ts';
import { isManual } from '../manual/manual-mode.ts';
import { accept, type Decider, dayNotRunning, illegalStage, refuse, windowOf } from './decider.ts';
import { callingWindow } from './working-window.ts';

/** Calls a chosen ticket, with the clerk's reason in the log. It must wait in a queue this window serves now. */
export const callTicket: Decider<'call-ticket'> = (state, command, context) => {
	const { window, ticket: number, reason } = command.body;
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const calling = callingWindow(state, context, command, window);
	if (!calling.ok) return calling;
	const ticket = state.tickets[number];
	if (!ticket) return refuse('unknown-ticket', { ticket: number });
	const elsewhere = windowOf(ticket);
	if (elsewhere !== null && elsewhere !== window)
		return refuse('ticket-at-other-window', { ticket: number, window: windowNumber(context.plan, elsewhere) });
	if (ticket.life.stage !== 'waiting') return illegalStage(ticket, 'waiting');
	if (isManual(state, ticket.queue)) return refuse('queue-in-manual-mode', { queue: ticket.queue });
	if (!calling.window.duty.includes(ticket.queue)) return refuse('window-lacks-capability', { queue: ticket.queue });
	return accept({ name: 'ticket-called', body: { ticket: number, window, reason: { code: 'designated', params: {} }, note: reason } });
};
