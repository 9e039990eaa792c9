import { platformStation } from '../contracts/identity.ts';
import { conflictEvents, type Decider } from './decider.ts';

/** A term that has begun already is not said twice; another station cannot begin one. */
export const beginTerm: Decider<'begin-term'> = (state, command) => {
	if (command.station !== platformStation)
		return { ok: true, events: conflictEvents(state, [{ kind: 'report-out-of-role', detail: 'begins-a-term' }]) };
	const { number, platform } = command.body;
	if (state.term?.number === number && state.term.platform === platform) return { ok: true, events: [] };
	return { ok: true, events: [{ name: 'term-began', body: command.body }] };
};
