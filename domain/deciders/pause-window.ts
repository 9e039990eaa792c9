import { accept, type Decider, refuse } from './decider.ts';
import { workingWindow } from './working-window.ts';

/** With a ticket in hand the window finishes it and then calls nobody. */
export const pauseWindow: Decider<'pause-window'> = (state, command, context) => {
	const { window, reason, minutes } = command.body;
	const working = workingWindow(state, context, command, window);
	if (!working.ok) return working;
	if (working.window.stage === 'paused') return refuse('window-paused', { window });
	const until = minutes === undefined ? {} : { until: context.now + minutes * 60_000 };
	return accept({ name: 'window-paused', body: { window, reason, ...until } });
};
