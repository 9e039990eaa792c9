/** Reservations at a terminal: slots, booking, changing and giving back, over the same book as the city's front end. */

import { businessDay, localStamp } from '../../domain/business-day.ts';
import type { BookingProblem } from '../../domain/contracts/reservations.ts';
import {
	type BookedPlace,
	type TerminalBooking,
	type TerminalBookingAnswer,
	terminalBooking,
} from '../../domain/contracts/terminal-booking.ts';
import { readCode } from '../../domain/reservations/code.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { withWaits } from '../../domain/reservations/quiet-times.ts';
import { bookableDays, placesOpen } from '../../domain/reservations/slots.ts';
import type { ShownReservation } from '../reservations/answers.ts';
import type { TerminalBookings } from './door-parts.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import { seatBucket } from './seat-bucket.ts';

/** One person at one machine: a press or two a second, and a few screens at once. */
const perSecond = 2;
const atOnce = 20;
const seat = seatBucket(perSecond, atOnce);

export async function onBooking(raw: unknown, link: Link, door: HallDoor): Promise<TerminalBookingAnswer | Malformed> {
	const read = terminalBooking.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const asker = seat(link, door);
	if (asker === null) return { ok: false, code: 'not-seated' };
	const { bookings, authority } = door;
	if (!asker.may) return { ok: false, code: 'too-many-requests', params: { seconds: 1 } };
	if (!bookings?.booked.open || authority.stopped) return { ok: false, code: 'busy' };
	const { station } = asker;
	if (read.data.do === 'mine') await door.audit?.write({ staff: null, station, what: 'own-bookings' });
	return answer(read.data, bookings, door);
}

async function answer(
	request: TerminalBooking,
	{ booked: { book }, waits, outlooks }: TerminalBookings,
	door: HallDoor,
): Promise<TerminalBookingAnswer> {
	const { plan, clock, authority } = door;
	const at = (instant: number) => localStamp(instant, plan.timezone);
	const no = ({ code, params }: BookingProblem): TerminalBookingAnswer => ({ ok: false, code, params });
	const { booking } = plan.reservation;
	switch (request.do) {
		case 'slots': {
			if (!booking) return { ok: false, code: 'queue-takes-no-reservations', params: { queue: request.queue } };
			const now = clock.now();
			const days = bookableDays(plan, now);
			const slots = days
				.flatMap((day) => book.slotsOf(day))
				.filter(({ queue, slot }) => queue === request.queue && slot > now)
				.map(({ capacity, ...slot }) => {
					const open = placesOpen(plan, booking, { ...slot, capacity }, now);
					return { ...slot, left: book.left({ ...slot, capacity }, open) };
				});
			const today = businessDay(now, plan.timezone);
			return { ok: true, do: 'slots', days, slots: withWaits(slots, outlooks.of, (day) => waits.of(day, today), plan.timezone) };
		}
		case 'book': {
			const { key, queue, items, slot, document } = request;
			const person = book.personOf(document);
			if (person === null) return { ok: false, code: 'document-not-sound' };
			const told = await book.ask(key, { what: 'create', body: { person, queue, items, slot: at(slot), document: { number: document } } });
			return told.ok ? { ok: true, do: 'booked', places: [placeOf(told.reservation)] } : no(told.problem);
		}
		case 'mine': {
			const number = readDocumentNumber(request.document);
			if (number === null) return { ok: false, code: 'document-not-sound' };
			return { ok: true, do: 'booked', places: (await book.ofDocument(number, authority.day)).map(placeOf) };
		}
		case 'show': {
			const code = readCode(request.code);
			const shown = code === null ? null : book.show(code);
			return shown ? { ok: true, do: 'booked', places: [placeOf(shown)] } : { ok: false, code: 'unknown-reservation' };
		}
		case 'change': {
			const { key, code, slot, document } = request;
			const body = { slot: at(slot), ...(document === undefined ? {} : { document: { number: document } }) };
			const told = await book.ask(key, { what: 'change', code, body });
			return told.ok ? { ok: true, do: 'booked', places: [placeOf(told.reservation)] } : no(told.problem);
		}
		case 'cancel': {
			const told = await book.ask(request.key, { what: 'cancel', code: request.code });
			return told.ok ? { ok: true, do: 'booked', places: [placeOf(told.reservation)] } : no(told.problem);
		}
	}
}

function placeOf(shown: ShownReservation): BookedPlace {
	return {
		...{ code: shown.code, queue: shown.queue, day: shown.day, state: shown.state, qr: shown.qr, byCard: shown.checkInByCard },
		...{ slot: Date.parse(shown.slot), endsAt: Date.parse(shown.endsAt), changeUntil: Date.parse(shown.changeUntil) },
		...{ checkInFrom: Date.parse(shown.checkIn.from), checkInUntil: Date.parse(shown.checkIn.until) },
	};
}
