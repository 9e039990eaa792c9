/**
 * Steps of a case are written down as they are said (S6): how the case stood was decided in the logs of other days, so the book
 * (`domain/complaints/book.ts`) says which steps count.
 */
import { stationPlanOf } from '../eligibility.ts';
import { conflictEvents, type Decider } from './decider.ts';

export const openComplaint: Decider<'open-complaint'> = (state, command, { plan }) => {
	const role = stationPlanOf(plan, command.station)?.role;
	const by = role === 'window' || role === 'manager' ? role : 'citizen';
	const faults = by !== 'citizen' && command.staff === null ? [{ kind: 'report-without-session' as const, detail: 'open-complaint' }] : [];
	return { ok: true, events: [{ name: 'complaint-opened', body: { ...command.body, by } }, ...conflictEvents(state, faults)] };
};

export const stepComplaint: Decider<'step-complaint'> = (_state, command) => ({
	ok: true,
	events: [{ name: 'complaint-stepped', body: command.body }],
});
