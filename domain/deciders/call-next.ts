import { isManual } from '../manual/manual-mode.ts';
import { pickNext } from '../pick-next.ts';
import { accept, type Decider, dayNotRunning, refuse } from './decider.ts';
import { callingWindow } from './working-window.ts';

export const callNext: Decider<'call-next'> = (state, command, context) => {
	const { window } = command.body;
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const calling = callingWindow(state, context, command, window);
	if (!calling.ok) return calling;
	const pick = pickNext(state, context.plan, window, context.now);
	if (!pick) {
		const byHand = calling.window.duty.find((queue) => isManual(state, queue));
		return byHand === undefined ? refuse('nobody-waiting') : refuse('queue-in-manual-mode', { queue: byHand });
	}
	return accept({ name: 'ticket-called', body: { ticket: pick.ticket, window, reason: pick.reason } });
};
