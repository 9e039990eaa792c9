import type { HallDay } from '../contracts/state.ts';
import { conflictEvents, type Decider } from './decider.ts';
import { serviceConflict } from './reported-service.ts';

export const finishService: Decider<'finish-service'> = (state, command) => {
	const { window, ticket } = command.body;
	const conflict = serviceConflict(state, ticket, window, 'finished');
	return {
		ok: true,
		events: [
			{ name: 'service-finished', body: { ticket, window, ...comesBack(state, ticket, window) } },
			...conflictEvents(state, conflict ? [conflict] : []),
		],
	};
};

/** Sent on by another window that wants it back: the visit is not over. After closing nobody is called back. */
function comesBack(state: HallDay, number: string, window: string): { comesBackTo?: string } {
	const ticket = state.tickets[number];
	const to = ticket?.comeBackTo;
	const served = ticket?.life.stage === 'serving' && ticket.life.window === window;
	return to !== undefined && to !== window && served && state.stage === 'open' ? { comesBackTo: to } : {};
}
