import { queuePlanOf, windowPlanOf } from '../eligibility.ts';
import { accept, type Decider, refuse } from './decider.ts';

/**
 * Takes effect at its place in the log (I-13): the ticket in hand is finished, the next call follows the new duty. In a hall with a tide a duty set
 * by hand holds against the planner, with an end.
 */
export const changeDuty: Decider<'change-duty'> = (state, command, { plan, now }) => {
	const { window: id, reason } = command.body;
	if (state.stage === 'closed') return refuse('day-closed');
	const window = windowPlanOf(plan, id);
	if (!window || !state.windows[id]) return refuse('unknown-window', { window: id });
	const duty = [...new Set(command.body.duty)];
	if (duty.length === 0) return refuse('empty-duty');
	for (const queue of duty) {
		if (!queuePlanOf(plan, queue)) return refuse('unknown-queue', { queue });
		if (!window.capabilities.includes(queue)) return refuse('window-lacks-capability', { queue });
	}
	const until = command.body.until ?? (plan.tide ? now + plan.tide.lockMinutes * 60_000 : undefined);
	if (until !== undefined && until <= now) return refuse('time-over');
	return accept(
		{ name: 'duty-changed', body: { window: id, duty, ...(reason === undefined ? {} : { reason }) } },
		...(until === undefined ? [] : [{ name: 'window-duty-locked' as const, body: { window: id, until } }]),
	);
};
