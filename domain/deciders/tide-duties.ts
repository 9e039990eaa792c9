/** Duties at windows under the tide: a manager's own setting holds, a clerk may decline what was announced, what is due is made; and announced groups. */
import { localTime } from '../business-day.ts';
import { queuePlanOf, stationPlanOf, windowNumber } from '../eligibility.ts';
import { dutyChangeOf, isFree } from '../tide-day/duty-changes.ts';
import { lockedUntil } from '../tide-day/move-problems.ts';
import { thresholdChangeOf } from '../tide-day/threshold-duties.ts';
import { accept, type Decider, dayNotRunning, refuse } from './decider.ts';

export const lockWindowDuty: Decider<'lock-window-duty'> = (state, command, { plan, now }) => {
	const { window, until } = command.body;
	if (state.stage === 'closed') return refuse('day-closed');
	if (until <= now) return refuse('time-over');
	if (state.tide.due[window]) return refuse('duty-change-pending', { window: windowNumber(plan, window) });
	return accept({ name: 'window-duty-locked', body: { window, until } });
};

export const releaseWindowDuty: Decider<'release-window-duty'> = (state, command, { plan, now }) => {
	const { window } = command.body;
	if (lockedUntil(state, window, now) === null) return refuse('window-duty-not-locked', { window: windowNumber(plan, window) });
	return accept({ name: 'window-duty-released', body: { window } });
};

/** In time is when it was said at the window, not when it was heard: a window that was cut off may have said it long ago. */
export const declineDutyChange: Decider<'decline-duty-change'> = (state, command, { now, clockOffset }) => {
	const due = state.tide.due[command.body.window];
	const said = Math.min(now, command.occurredAt + clockOffset);
	const counts = due?.plan === command.body.plan && said <= due.declineUntil;
	return accept({ name: 'duty-change-declined', body: { ...command.body, counts } });
};

/** Said by the platform, by the window's own station when it is alone, or by its clerk before the time; twice does no harm. */
export const takeDutyChange: Decider<'take-duty-change'> = (state, command, { plan, now, clockOffset }) => {
	const { window } = command.body;
	if (state.stage === 'closed' || !isFree(state, window)) return accept();
	const early = command.staff !== null && stationPlanOf(plan, command.station)?.window === window;
	const change = dutyChangeOf(state, window, now, early);
	if (change) return accept(change);
	// By thresholds a window takes on people only of itself, while it was alone; the platform gives them back as the window would.
	const said = Math.min(now, command.occurredAt + clockOffset);
	const own = command.staff === null ? thresholdChangeOf(state, plan, window, said) : null;
	const alone = stationPlanOf(plan, command.station)?.window === window;
	return own && (alone || own.body.why === 'threshold-over') ? accept(own) : accept();
};

export const expectGroup: Decider<'expect-group'> = (state, command, { plan, now }) => {
	const { queue, at } = command.body;
	if (state.stage === 'closed') return dayNotRunning(state)!;
	if (!queuePlanOf(plan, queue)) return refuse('unknown-queue', { queue });
	if (at <= now) return refuse('time-over', { until: localTime(at, plan.timezone) });
	return accept({ name: 'group-expected', body: { group: `g${state.tide.groups.length + 1}`, ...command.body } });
};

export const withdrawGroup: Decider<'withdraw-group'> = (state, command) => {
	const { group } = command.body;
	const known = state.tide.groups.find((each) => each.group === group);
	if (!known || known.withdrawnAt !== null) return refuse('unknown-group', { group });
	return accept({ name: 'group-withdrawn', body: { group } });
};
