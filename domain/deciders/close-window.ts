import { accept, type Decider, refuse } from './decider.ts';
import { workingWindow } from './working-window.ts';

export const closeWindow: Decider<'close-window'> = (state, command, context) => {
	const { window } = command.body;
	const working = workingWindow(state, context, command, window);
	if (!working.ok) return working;
	if (working.window.ticket !== null) return refuse('window-busy', { ticket: working.window.ticket });
	return accept({ name: 'window-closed', body: { window } });
};
