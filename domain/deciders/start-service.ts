import { conflictEvents, type Decider } from './decider.ts';
import { serviceConflict } from './reported-service.ts';

export const startService: Decider<'start-service'> = (state, command) => {
	const { window, ticket } = command.body;
	const conflict = serviceConflict(state, ticket, window, 'started');
	return {
		ok: true,
		events: [{ name: 'service-started', body: { ticket, window } }, ...conflictEvents(state, conflict ? [conflict] : [])],
	};
};
