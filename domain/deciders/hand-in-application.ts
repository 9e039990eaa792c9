import type { Decider } from './decider.ts';

/** The citizen has handed it in at a station, which keeps it. Told again, nothing more happened. */
export const handInApplication: Decider<'hand-in-application'> = (state, command) => {
	if (state.applications[command.body.application]?.handedInAt != null) return { ok: true, events: [] };
	return { ok: true, events: [{ name: 'application-handed-in', body: command.body }] };
};
