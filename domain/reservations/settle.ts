/** What became of a day's reservations: who came, who did not, seen from the day's log. Pure, and the same however often it is asked. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { Reservation } from '../contracts/reservations.ts';
import type { HallDay } from '../contracts/state.ts';

export interface Settled {
	changes: { from: Reservation; to: Reservation }[];
	/** Counts the log does not hold yet, or holds otherwise. */
	slots: { queue: string; slot: number; count: number }[];
}

/**
 * `list`: reservations of `state.day`. Who has no ticket once slot and grace are over (or the day is closed) missed it; a ticket that is reported
 * later, after a cut, puts that right. A day on which the hall never opened was missed by nobody. `over`: the day has passed.
 */
export function settleDay(
	list: readonly Reservation[],
	state: HallDay,
	rules: HallPlan['reservation'],
	now: number,
	over: boolean,
): Settled {
	const used = new Set(
		Object.values(state.tickets).flatMap(({ visit, life }) =>
			visit.reservationRef && life.stage !== 'voided' ? [visit.reservationRef] : [],
		),
	);
	const counts = new Map<string, { queue: string; slot: number; count: number }>();
	const changes: Settled['changes'] = [];
	for (const from of list) {
		const next = used.has(from.ref) ? 'used' : isOver(from, state, rules, now) ? 'missed' : from.state;
		const to = { ...from, state: from.state === 'cancelled' ? from.state : next, cardRef: over ? null : from.cardRef };
		if (to.state !== from.state || to.cardRef !== from.cardRef) changes.push({ from, to });
		if (to.state !== 'missed' && to.state !== 'used') continue;
		const slot = counts.get(`${to.queue} ${to.slot}`) ?? { queue: to.queue, slot: to.slot, count: 0 };
		if (to.state === 'missed') slot.count += 1;
		counts.set(`${to.queue} ${to.slot}`, slot);
	}
	const slots = [...counts.values()].filter(({ queue, slot, count }) => (state.missedReservations[slot]?.[queue] ?? 0) !== count);
	return { changes, slots };
}

function isOver({ endsAt }: Reservation, state: HallDay, rules: HallPlan['reservation'], now: number): boolean {
	if (state.stage === 'not-open') return false;
	return state.stage === 'closed' || endsAt + rules.graceMinutes * 60_000 <= now;
}
