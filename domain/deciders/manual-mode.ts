import { instantOf } from '../business-day.ts';
import type { DecideContext } from '../contracts/decision.ts';
import type { QueueId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import { queuePlanOf } from '../eligibility.ts';
import { conflictEvents, type Decider } from './decider.ts';

/** Clocks of two stations may differ so much without one being taken for earlier. */
const clockSlackMs = 60_000;

/** Began at its true time; what is in manual mode already stays so, from the earlier of the two times. */
export const beginManual: Decider<'begin-manual'> = (state, command, context) => {
	const at = trueTime(state, command.occurredAt, context);
	const { known, unknown } = queuesNamed(command.body.queues, context);
	const queues = known.filter((queue) => {
		const now = state.manual.now[queue];
		return !now || at < now.since || at > now.said;
	});
	return {
		ok: true,
		events: [
			...(queues.length > 0 ? [{ name: 'manual-began' as const, body: { queues, at, reason: command.body.reason } }] : []),
			...conflictEvents(state, unknown ? [{ kind: 'report-out-of-role', detail: 'unknown-queue' }] : []),
		],
	};
};

/**
 * Ends what runs. A station that was cut off may say this late: it then does not end what others began after it, in an hour it knew nothing of.
 */
export const endManual: Decider<'end-manual'> = (state, command, context) => {
	const at = trueTime(state, command.occurredAt, context);
	const { known } = queuesNamed(command.body.queues, context);
	const queues = known.filter((queue) => {
		const now = state.manual.now[queue];
		return now !== undefined && at + clockSlackMs >= now.said;
	});
	return { ok: true, events: queues.length > 0 ? [{ name: 'manual-ended', body: { queues, at } }] : [] };
};

/** Absent = the whole hall. */
function queuesNamed(named: readonly QueueId[] | undefined, { plan }: DecideContext): { known: QueueId[]; unknown: boolean } {
	if (!named) return { known: plan.queues.map((queue) => queue.id), unknown: false };
	const known = plan.queues.flatMap((queue) => (named.includes(queue.id) ? [queue.id] : []));
	return { known, unknown: named.some((id) => !queuePlanOf(plan, id)) };
}

/** The station's time of it, in the platform's clock, within the day. */
function trueTime(state: HallDay, occurredAt: number, { plan, now, clockOffset }: DecideContext): number {
	const start = instantOf(state.day, '00:00', plan.timezone);
	return Math.round(Math.min(now, Math.max(occurredAt + clockOffset, start)));
}
