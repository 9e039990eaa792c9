/** Reservations put together for one hall: the book, the rules that look into it, the API's door, and the watch over who came. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ListedReservation } from '../../domain/contracts/reservations.ts';
import { ticketOfReservation } from '../../domain/deciders/reservation-use.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { ReservationBook } from './book.ts';
import { createFrontDoor, type FrontEnd } from './front-door.ts';
import { keepReservationDays } from './keep-days.ts';

export interface ReservationParts {
	plan: HallPlan;
	frontEnd: FrontEnd | null;
	store: HallStore;
	clock: Clock;
	rules: Rules;
}

export interface Reservations {
	book: ReservationBook;
	door: ReturnType<typeof createFrontDoor>;
	/** The rules, with a look into the book for every check-in. */
	rules: Rules;
	/** Begins the watch over who came; `look` is then called every few seconds. */
	watch(authority: Authority): { look(): Promise<void>; today(): { day: string; list: ListedReservation[] } };
}

export async function openReservations({ plan, frontEnd, store, clock, rules }: ReservationParts): Promise<Reservations> {
	let authority: Authority | null = null;
	const isUsed = (ref: string) => authority !== null && ticketOfReservation(authority.state, ref) !== null;
	const book = await ReservationBook.load({ plan, store, clock, isUsed });
	return {
		book,
		door: createFrontDoor(frontEnd, clock),
		rules: {
			...rules,
			decide: (state, command, context) => rules.decide(state, command, { ...context, reservationOf: (ref) => book.behind(ref) }),
		},
		watch(own) {
			authority = own;
			const { look } = keepReservationDays({ plan, store, clock, rules, authority: own, book });
			return { look, today: () => ({ day: own.day, list: book.listOf(own.day) }) };
		},
	};
}
