/** The day's reservations for a machine that seats a terminal: what it needs to check people in while cut off, and nothing of a person. */
import { type ReservationsTodayAnswer, reservationsToday } from '../../domain/contracts/reservations.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

export function onReservationsToday(raw: unknown, link: Link, door: HallDoor): ReservationsTodayAnswer | Malformed {
	const read = reservationsToday.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	if (![...link.seats.values()].some(({ station }) => station.role === 'terminal'))
		return { ok: false, code: 'not-seated', detail: 'Only a machine that seats a terminal is given reservations. Say hello first.' };
	const { reservations, authority } = door;
	const today = reservations ? reservations.today() : { day: authority.day, list: [] };
	if (!today) return { ok: false, code: 'busy', detail: 'This platform took over and holds no reservations. Keep what you have.' };
	return { ok: true, ...today };
}
