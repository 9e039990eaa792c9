/** May this reservation be checked in now? The same answer at the terminal, which asks it of the day's list, and on the platform. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { ReservationState } from '../contracts/reservations.ts';

/** What is known of the reservation. */
export interface CheckInFacts {
	hall: string;
	day: string;
	slot: number;
	state: ReservationState;
}

export type CheckIn =
	| { result: 'ok' }
	/** `from`: the first instant at which it may be checked in. */
	| { result: 'too-early'; from: number }
	/** `until`: the last instant at which it could be; an ordinary ticket may be taken instead. */
	| { result: 'too-late'; until: number }
	| { result: 'wrong-day'; day: string }
	| { result: 'already-used' }
	| { result: 'cancelled' }
	| { result: 'other-hall' };

/** `now`: instant on the asker's clock; `here`: hall and business day it is asked in. */
export function checkIn(
	reservation: CheckInFacts,
	here: { hall: string; day: string },
	now: number,
	rules: HallPlan['reservation'],
): CheckIn {
	if (reservation.hall !== here.hall) return { result: 'other-hall' };
	if (reservation.state === 'cancelled') return { result: 'cancelled' };
	if (reservation.state === 'used') return { result: 'already-used' };
	if (reservation.day !== here.day) return { result: 'wrong-day', day: reservation.day };
	const { from, until } = checkInTimes(reservation.slot, rules);
	if (now < from) return { result: 'too-early', from };
	if (now > until || reservation.state === 'missed') return { result: 'too-late', until };
	return { result: 'ok' };
}

/** The first and last instant at which a slot may be checked in. */
export function checkInTimes(slot: number, rules: HallPlan['reservation']): { from: number; until: number } {
	return { from: slot - rules.earliestMinutes * 60_000, until: slot + rules.graceMinutes * 60_000 };
}
