import { conflictEvents, type Decider } from './decider.ts';

export const ticketPaper: Decider<'ticket-paper'> = (state, command) => {
	const { ticket } = command.body;
	const unknown = state.tickets[ticket] ? [] : [{ kind: 'unknown-ticket' as const, ticket, detail: 'paper' }];
	return { ok: true, events: [{ name: 'ticket-paper-known', body: command.body }, ...conflictEvents(state, unknown)] };
};
