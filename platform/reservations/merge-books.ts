/**
 * Two books of one hall that went on apart become one. Nobody gave more than its part of the places (`share-of-places.ts`), so all bookings of both stand;
 * one and the same that was changed on both sides is as it was changed last, and what was given back anywhere is given back.
 */
import type { Reservation } from '../../domain/contracts/reservations.ts';
import type { KeptAnswer } from './answers.ts';

export interface Booked {
	reservations: readonly Reservation[];
	answers: readonly { key: string; value: KeptAnswer }[];
}

/**
 * `late`: the one whose answers were given last. A request that the earlier one answered and that was sent again to the later one, which could not know,
 * was booked twice: what the front end was told last stands, and the earlier booking is given back.
 */
export function mergeBooks(early: Booked, late: Booked): { reservations: Reservation[]; answers: { key: string; value: KeptAnswer }[] } {
	const byCode = new Map(early.reservations.map((each) => [each.code, each]));
	for (const each of late.reservations) {
		const other = byCode.get(each.code);
		byCode.set(each.code, other ? newer(other, each) : each);
	}
	const answers = new Map(early.answers.map(({ key, value }) => [key, value]));
	for (const { key, value } of late.answers) {
		const before = answers.get(key)?.answer;
		if (before?.ok && value.answer.ok && before.reservation.code !== value.answer.reservation.code) {
			const twice = byCode.get(before.reservation.code);
			if (twice?.state === 'booked')
				byCode.set(twice.code, { ...twice, state: 'cancelled', cardRef: null, changedAt: Math.max(value.at, twice.changedAt + 1) });
		}
		answers.set(key, value);
	}
	return { reservations: [...byCode.values()], answers: [...answers].map(([key, value]) => ({ key, value })) };
}

function newer(one: Reservation, other: Reservation): Reservation {
	if ((one.state === 'cancelled') !== (other.state === 'cancelled')) return one.state === 'cancelled' ? one : other;
	if (one.changedAt !== other.changedAt) return one.changedAt > other.changedAt ? one : other;
	// Whether somebody came is found out later than what was booked.
	return other.state === 'booked' ? one : other;
}
