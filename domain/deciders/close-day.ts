import { byArrival } from '../evolve/count-call.ts';
import { accept, type Decider, dayNotRunning } from './decider.ts';

/** Everyone who waits, was called or is held is counted as not served (Q3); those being served are served to the end. */
export const closeDay: Decider<'close-day'> = (state) => {
	const notRunning = dayNotRunning(state);
	if (notRunning) return notRunning;
	const left = [...Object.values(state.waiting).flat(), ...state.inHand]
		.flatMap((number) => state.tickets[number] ?? [])
		.filter((ticket) => ticket.life.stage !== 'serving')
		.sort(byArrival);
	return accept({ name: 'day-closed', body: { notServed: left.map((ticket) => ticket.number) } });
};
