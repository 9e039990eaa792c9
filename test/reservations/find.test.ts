/** What a terminal answers to a reservation, from the list it holds, the signed code and the state of the day: every case once, by itself. */
import { describe, expect, test } from 'vitest';
import type { ListedReservation } from '../../domain/contracts/reservations.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { ReservationCode } from '../../domain/reservation-code.ts';
import { findReservation, type HeldList, type Shown } from '../../domain/reservations/find.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { demoHall } from '../platform/fixture.ts';

const { plan } = demoHall();
const day = '2026-11-17';
const slot = Date.parse('2026-11-17T10:30:00+08:00');
const asOf = slot - 3_600_000;
const ref = 'AbCdEfGhIjKlMnOpQrStUv';
const cardRef = 'card-reference-of-ones';
const listed: ListedReservation = {
	ref,
	queue: 'A',
	items: [],
	slot,
	endsAt: slot + 1_800_000,
	state: 'booked',
	cardRef,
	changedAt: asOf - 60_000,
};
const code: ReservationCode = {
	hall: plan.code,
	day,
	queue: 'A',
	items: [],
	more: false,
	slot,
	endsAt: slot + 1_800_000,
	ref,
	madeAt: asOf - 60_000,
	keyId: 'k'.repeat(16),
};
const open: HallDay = { ...startOfDay(plan, day), stage: 'open' };
const usedBy = (number: string): HallDay =>
	({
		...open,
		tickets: {
			[number]: { number, visit: { queue: 'A', items: [], channel: 'reservation', reservationRef: ref }, life: { stage: 'waiting' } },
		},
	}) as unknown as HallDay;
const held = (...list: ListedReservation[]): HeldList => ({ day, asOf, list });

function ask(shown: Shown, more: { held?: HeldList | null; state?: HallDay; now?: number } = {}) {
	const found = findReservation(shown, { plan, state: open, held: held(listed), now: slot, ...more });
	return found.ok ? found.reservation : found.refusal;
}
const signed = (more: Partial<ReservationCode> = {}): Shown => ({ by: 'signed', code: { ...code, ...more } });
const typed: Shown = { by: 'ref', ref };
const good = { ref, queue: 'A', items: [], slot, endsAt: slot + 1_800_000 };

describe('by its code or its signature', () => {
	test('on the list and in time: may be checked in, at the first and the last moment, not before and not after', () => {
		expect(ask(typed)).toEqual(good);
		expect(ask(signed())).toEqual(good);
		expect(ask(signed(), { now: slot - 30 * 60_000 })).toEqual(good);
		expect(ask(signed(), { now: slot - 30 * 60_000 - 1 })).toEqual({ code: 'reservation-too-early', params: { from: '10:00' } });
		expect(ask(signed(), { now: slot + 15 * 60_000 })).toEqual(good);
		expect(ask(signed(), { now: slot + 15 * 60_000 + 1 })).toEqual({ code: 'reservation-too-late', params: { until: '10:45' } });
	});

	test('I-12 used before, also by a number this machine still owes: the number is told', () => {
		for (const shown of [typed, signed(), { by: 'card', cardRef } as const])
			expect(ask(shown, { state: usedBy('A2-001') })).toMatchObject({
				code: shown.by === 'card' ? 'reservation-unknown' : 'reservation-already-used',
			});
		expect(ask(typed, { state: usedBy('A2-001') })).toEqual({ code: 'reservation-already-used', params: { ticket: 'A2-001' } });
	});

	test('cancelled or missed by the list, whatever the signed code says', () => {
		expect(ask(signed({ madeAt: asOf + 1 }), { held: held({ ...listed, state: 'cancelled' }) })).toMatchObject({
			code: 'reservation-cancelled',
		});
		expect(ask(typed, { held: held({ ...listed, state: 'missed' }) })).toMatchObject({ code: 'reservation-too-late' });
	});

	test('signed after the list was told: it counts, though no list holds it', () => {
		expect(ask(signed({ madeAt: asOf + 1 }), { held: held() })).toEqual(good);
		expect(ask(signed(), { held: null })).toEqual(good);
		expect(ask(signed(), { held: { ...held(listed), day: '2026-11-16' } })).toEqual(good);
	});

	test('signed before the list was told, and not on it: moved to another day or taken back', () => {
		expect(ask(signed({ madeAt: asOf }), { held: held() })).toEqual({ code: 'reservation-changed', params: {} });
	});

	test('changed on the same day: the newer of code and list says when', () => {
		const later = { slot: slot + 7_200_000, endsAt: slot + 9_000_000 };
		const moved = held({ ...listed, ...later, changedAt: asOf - 1_000 });
		expect(ask(signed(), { held: moved })).toMatchObject({ code: 'reservation-too-early' });
		expect(ask(signed({ ...later, madeAt: asOf + 1 }), { now: later.slot })).toEqual({ ...good, ...later });
	});

	test('a code nobody knows, and a machine that was told nothing, are two answers', () => {
		expect(ask({ by: 'ref', ref: 'x'.repeat(22) })).toMatchObject({ code: 'reservation-unknown' });
		expect(ask(typed, { held: null })).toMatchObject({ code: 'reservation-not-looked-up' });
	});

	test('a queue that the hall has no more', () => {
		expect(ask(signed({ queue: 'ZZ', madeAt: asOf + 1 }), { held: null })).toMatchObject({ code: 'unknown-queue' });
	});
});

describe('by card', () => {
	const later: ListedReservation = { ...listed, ref: 'later-on-the-same-day-', slot: slot + 14_400_000, endsAt: slot + 16_200_000 };

	test('the one of several that may be checked in now; else the next, with why not yet', () => {
		expect(ask({ by: 'card', cardRef }, { held: held(later, listed) })).toEqual(good);
		expect(ask({ by: 'card', cardRef }, { held: held(listed, later), now: slot + 3_600_000 })).toEqual({
			code: 'reservation-too-early',
			params: { from: '14:00' },
		});
	});

	test('a stranger’s card, and one whose booking was cancelled, find nothing', () => {
		expect(ask({ by: 'card', cardRef: 'another-card-reference' })).toMatchObject({ code: 'reservation-unknown' });
		expect(ask({ by: 'card', cardRef }, { held: held({ ...listed, state: 'cancelled' }) })).toMatchObject({ code: 'reservation-unknown' });
	});
});
