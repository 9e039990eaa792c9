import { accept, type Decider } from './decider.ts';

/** The station's own word, kept as it is, and within what is possible: a cut is over when it is told, and began before it ended. */
export const cutOffEnded: Decider<'cut-off-ended'> = (_state, command, context) => {
	const { since, until, waited } = command.body;
	const end = Math.min(until, context.now);
	return accept({
		name: 'cut-off-ended',
		body: { since: since === null ? null : Math.min(since, end), until: end, ...(waited && waited.from <= waited.to ? { waited } : {}) },
	});
};
