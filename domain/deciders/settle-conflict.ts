import { accept, type Decider, refuse } from './decider.ts';

export const settleConflict: Decider<'settle-conflict'> = (state, command) => {
	const { conflict: number, decision } = command.body;
	const conflict = state.conflicts.find((other) => other.conflict === number);
	if (!conflict || conflict.settled) return refuse('unknown-conflict', { conflict: number });
	return accept({ name: 'conflict-settled', body: { conflict: number, decision } });
};
