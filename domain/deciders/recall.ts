import { queuePlanOf } from '../eligibility.ts';
import { accept, type Decider, refuse } from './decider.ts';
import { ticketAtWindow } from './working-window.ts';

export const recall: Decider<'recall'> = (state, command, context) => {
	const { window } = command.body;
	const found = ticketAtWindow(state, context, command, window, ['called']);
	if (!found.ok) return found;
	const { ticket } = found;
	const queue = queuePlanOf(context.plan, ticket.queue);
	if (ticket.life.stage !== 'called' || !queue) return refuse('unknown-queue', { queue: ticket.queue });
	if (ticket.life.recalls >= queue.recallTimes) return refuse('recall-limit', { times: queue.recallTimes });
	const left = ticket.life.lastCalledAt + queue.recallIntervalSeconds * 1000 - context.now;
	if (left > 0) return refuse('recall-too-soon', { seconds: Math.ceil(left / 1000) });
	return accept({ name: 'ticket-recalled', body: { ticket: ticket.number, window, times: ticket.life.recalls + 1 } });
};
