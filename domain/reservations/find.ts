/**
 * What a terminal answers to somebody who shows a reservation, from what it holds: the day's list as it was told, the signed code, and the state
 * of the day. Pure; the same connected and cut off. Connected, the platform decides once more over its own book.
 */
import { z } from 'zod';
import type { HallPlan } from '../contracts/hall-plan.ts';
import { catalogueCode, instant, queueId } from '../contracts/identity.ts';
import type { Refusal, RefusalCode } from '../contracts/refusals.ts';
import { type ListedReservation, reservationRef } from '../contracts/reservations.ts';
import type { HallDay } from '../contracts/state.ts';
import { refusalOfCheckIn, ticketOfReservation } from '../deciders/reservation-use.ts';
import type { ReservationCode, ReservationCodeFailure } from '../reservation-code.ts';
import { checkIn } from './check-in.ts';

/** The day's reservations as the platform told them. */
export interface HeldList {
	day: string;
	/** Platform time at which it was the whole truth, ms; 0 = an older platform, which does not say. */
	asOf: number;
	list: readonly ListedReservation[];
}

/** A reservation that may be checked in now. */
export const bookable = z.object({
	ref: reservationRef,
	queue: queueId,
	items: z.array(catalogueCode),
	slot: instant,
	endsAt: instant,
});
export type Bookable = z.infer<typeof bookable>;
export type Found = { ok: true; reservation: Bookable } | { ok: false; refusal: Refusal };

/** What somebody showed: a code whose signature was checked, the reference of a code, or of a card. */
export type Shown = { by: 'signed'; code: ReservationCode } | { by: 'ref'; ref: string } | { by: 'card'; cardRef: string };

export interface FindContext {
	plan: HallPlan;
	/** The day with what this machine owes folded over it. */
	state: HallDay;
	/** `null` = this machine was not told of today's reservations yet. */
	held: HeldList | null;
	/** Platform time as well as this machine knows it, ms. */
	now: number;
}

function no(code: RefusalCode, params: Refusal['params'] = {}): Found {
	return { ok: false, refusal: { code, params } };
}

export function findReservation(shown: Shown, { plan, state, held: told, now }: FindContext): Found {
	const held = told?.day === state.day ? told : null;
	if (shown.by === 'card') return ofCard(shown.cardRef, { plan, state, held, now });
	const ref = shown.by === 'signed' ? shown.code.ref : shown.ref;
	const used = ticketOfReservation(state, ref);
	if (used !== null) return no('reservation-already-used', { ticket: used });
	const listed = held?.list.find((each) => each.ref === ref);
	if (shown.by === 'ref') {
		if (listed) return mayCheckIn(listed, { plan, state, now });
		return no(held ? 'reservation-unknown' : 'reservation-not-looked-up');
	}
	const { code } = shown;
	if (listed && (listed.state === 'cancelled' || (listed.changedAt ?? code.madeAt) >= code.madeAt))
		return mayCheckIn(listed, { plan, state, now });
	// The list is whole up to `asOf`: a booking made before it that it does not hold was moved to another day or taken back.
	if (held && !listed && code.madeAt <= held.asOf) return no('reservation-changed');
	return mayCheckIn({ ...code, state: 'booked' }, { plan, state, now });
}

/** Of several on one day the first that may be checked in; else the next to come, with why not yet. */
function ofCard(cardRef: string, { plan, state, held, now }: FindContext): Found {
	let first: Found | null = null;
	for (const each of held?.list ?? []) {
		if (each.cardRef !== cardRef || each.state === 'cancelled') continue;
		const used = ticketOfReservation(state, each.ref);
		const found = used === null ? mayCheckIn(each, { plan, state, now }) : no('reservation-already-used', { ticket: used });
		if (found.ok) return found;
		if (found.refusal.code === 'reservation-too-early') first ??= found;
	}
	return first ?? no(held ? 'reservation-unknown' : 'reservation-not-looked-up');
}

function mayCheckIn(
	booked: Pick<ListedReservation, 'ref' | 'queue' | 'items' | 'slot' | 'endsAt' | 'state'>,
	{ plan, state, now }: Pick<FindContext, 'plan' | 'state' | 'now'>,
): Found {
	const here = { hall: plan.code, day: state.day };
	const found = checkIn({ ...here, slot: booked.slot, state: booked.state }, here, now, plan.reservation);
	if (found.result !== 'ok') return { ok: false, refusal: refusalOfCheckIn(found, plan.timezone) };
	// The hall may have changed its queues since.
	if (!plan.queues.some(({ id }) => id === booked.queue)) return no('unknown-queue', { queue: booked.queue });
	const { ref, queue, items, slot, endsAt } = booked;
	return { ok: true, reservation: { ref, queue, items: [...items], slot, endsAt } };
}

/** Why a code that was held up cannot be read as a reservation of today, as it is said to its holder. */
export function refusalOfCode(failure: ReservationCodeFailure): Refusal {
	switch (failure.why) {
		case 'not-a-reservation':
			return { code: 'code-not-known', params: {} };
		case 'damaged':
			return { code: 'reservation-code-damaged', params: {} };
		case 'wrong-hall':
			return { code: 'reservation-other-hall', params: {} };
		case 'wrong-day':
			return { code: 'reservation-wrong-day', params: { day: failure.day } };
		case 'unknown-key':
			return { code: 'reservation-not-looked-up', params: {} };
		case 'bad-signature':
			return { code: 'reservation-code-forged', params: {} };
	}
}
