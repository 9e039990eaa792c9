import { accept, type Decider } from './decider.ts';
import { ticketAtWindow } from './working-window.ts';

/** Puts the ticket aside, for instance while its holder fetches a copy. The window is free for others. */
export const holdTicket: Decider<'hold-ticket'> = (state, command, context) => {
	const { window, reason, minutes } = command.body;
	const found = ticketAtWindow(state, context, command, window, ['called', 'serving']);
	if (!found.ok) return found;
	const until = minutes === undefined ? {} : { until: context.now + minutes * 60_000 };
	return accept({ name: 'ticket-held', body: { ticket: found.ticket.number, window, reason, ...until } });
};
