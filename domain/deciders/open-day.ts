import { accept, type Decider, refuse } from './decider.ts';

/** A closed day stays closed: its people were told and counted. */
export const openDay: Decider<'open-day'> = (state) => {
	if (state.stage === 'open') return refuse('day-already-open');
	if (state.stage === 'closed') return refuse('day-closed');
	return accept({ name: 'day-opened', body: {} });
};
