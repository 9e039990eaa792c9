import { conflictEvents, type Decider } from './decider.ts';
import { serviceConflict } from './reported-service.ts';

export const finishService: Decider<'finish-service'> = (state, command) => {
	const { window, ticket } = command.body;
	const conflict = serviceConflict(state, ticket, window, 'finished');
	return {
		ok: true,
		events: [{ name: 'service-finished', body: { ticket, window } }, ...conflictEvents(state, conflict ? [conflict] : [])],
	};
};
