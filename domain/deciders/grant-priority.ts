import { accept, type Decider, dayNotRunning, illegalStage, refuse } from './decider.ts';

/** A waiting number is put into a group that goes first, on the word of who has looked at the person or their certificate. Age a card has proved. */
export const grantPriority: Decider<'grant-priority'> = (state, command, { plan }) => {
	const { ticket: number, group } = command.body;
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const ticket = state.tickets[number];
	if (!ticket) return refuse('unknown-ticket', { ticket: number });
	if (ticket.life.stage !== 'waiting') return illegalStage(ticket, 'waiting');
	const wanted = plan.priorityGroups.find(({ code }) => code === group);
	if (!wanted) return refuse('unknown-priority-group', { group });
	const has = plan.priorityGroups.find(({ code }) => code === ticket.visit.priorityGroup);
	if (has && has.level <= wanted.level) return refuse('already-priority', { ticket: number });
	return accept({ name: 'priority-granted', body: { ticket: number, group } });
};
