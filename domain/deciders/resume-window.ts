import { accept, type Decider, refuse } from './decider.ts';
import { workingWindow } from './working-window.ts';

export const resumeWindow: Decider<'resume-window'> = (state, command, context) => {
	const { window } = command.body;
	const working = workingWindow(state, context, command, window);
	if (!working.ok) return working;
	if (working.window.stage !== 'paused') return refuse('window-not-paused', { window });
	return accept({ name: 'window-resumed', body: { window } });
};
