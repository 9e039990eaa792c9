import { queuePlanOf } from '../eligibility.ts';
import { accept, type Decider } from './decider.ts';
import { ticketAtWindow } from './working-window.ts';

/** A missed call: back behind some others as often as the queue allows, then the ticket ends. After closing it ends at once. */
export const noShow: Decider<'no-show'> = (state, command, context) => {
	const { window } = command.body;
	const found = ticketAtWindow(state, context, command, window, ['called']);
	if (!found.ok) return found;
	const { ticket } = found;
	const queue = queuePlanOf(context.plan, ticket.queue);
	const after = queue?.requeueAfter ?? null;
	if (state.stage === 'open' && queue && after !== null && ticket.requeues < queue.maxRequeue)
		return accept({ name: 'ticket-requeued', body: { ticket: ticket.number, window, after } });
	return accept({ name: 'ticket-no-show', body: { ticket: ticket.number, window } });
};
