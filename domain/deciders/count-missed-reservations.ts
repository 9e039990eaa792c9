import { platformStation } from '../contracts/identity.ts';
import { conflictEvents, type Decider } from './decider.ts';

/** Only counts that changed are told, so that the platform may say them as often as it likes. Another station cannot know them. */
export const countMissedReservations: Decider<'count-missed-reservations'> = (state, command) => {
	if (command.station !== platformStation)
		return { ok: true, events: conflictEvents(state, [{ kind: 'report-out-of-role', detail: 'counts-of-reservations' }]) };
	const changed = command.body.slots.filter(({ queue, slot, count }) => (state.missedReservations[slot]?.[queue] ?? 0) !== count);
	return { ok: true, events: changed.map((body) => ({ name: 'reservations-missed', body })) };
};
