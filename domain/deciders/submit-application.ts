import { platformStation } from '../contracts/identity.ts';
import { conflictEvents, type Decider } from './decider.ts';

/** The platform has every attachment and found every hash right (I-14); no station can say so. Said again, nothing more happened. */
export const submitApplication: Decider<'submit-application'> = (state, command) => {
	if (command.station !== platformStation)
		return { ok: true, events: conflictEvents(state, [{ kind: 'report-out-of-role', detail: 'submits-an-application' }]) };
	if (state.applications[command.body.application]?.submittedAt != null) return { ok: true, events: [] };
	return { ok: true, events: [{ name: 'application-submitted', body: command.body }] };
};
