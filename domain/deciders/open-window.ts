import { stationPlanOf, windowNumber } from '../eligibility.ts';
import { accept, type Decider, refuse } from './decider.ts';

/** May be done before the day opens. A clerk who sits down at a window the manager had opened takes it over. */
export const openWindow: Decider<'open-window'> = (state, command, { plan }) => {
	const { window: id } = command.body;
	const clerk = command.staff;
	const window = state.windows[id];
	if (state.stage === 'closed') return refuse('day-closed');
	if (!window) return refuse('unknown-window', { window: id });
	if (clerk === null) return refuse('not-signed-in');
	const atWindow = stationPlanOf(plan, command.station)?.role === 'window';
	if (window.stage !== 'closed') {
		const openedByManager = stationPlanOf(plan, window.station)?.role === 'manager';
		if (!atWindow || !openedByManager) return refuse('window-already-open', { clerk: window.clerk });
	}
	const elsewhere = Object.values(state.windows).find(
		(other) =>
			other.id !== id && other.stage !== 'closed' && other.clerk === clerk && stationPlanOf(plan, other.station)?.role === 'window',
	);
	if (atWindow && elsewhere) return refuse('clerk-at-other-window', { window: windowNumber(plan, elsewhere.id) });
	return accept({ name: 'window-opened', body: { window: id, clerk, station: command.station } });
};
