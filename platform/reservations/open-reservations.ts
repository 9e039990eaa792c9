/** Reservations put together for one hall: the book, the rules that look into it, the API's door, and the watch over who came. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ListedReservation } from '../../domain/contracts/reservations.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { ticketOfReservation } from '../../domain/deciders/reservation-use.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { ReservationBook } from './book.ts';
import { holdsTheBook } from './book-owner.ts';
import { createFrontDoor, type FrontEnd } from './front-door.ts';
import { keepReservationDays } from './keep-days.ts';
import { reservationSignerOf } from './signing-key.ts';
import { createDayChanges } from './tell-changes.ts';

export interface ReservationParts {
	plan: HallPlan;
	frontEnd: FrontEnd | null;
	store: HallStore;
	clock: Clock;
	rules: Rules;
	/** This platform is in charge and never heard of a take-over (`book-owner.ts`). */
	first: boolean;
	chance?: (bytes: number) => Uint8Array;
}

export interface Reservations {
	book: ReservationBook;
	/** False: after a take-over the book lies elsewhere; what terminals hold and what is signed counts, and nothing is booked. */
	whole: boolean;
	door: ReturnType<typeof createFrontDoor>;
	/** The rules, with a look into the book for every check-in. */
	rules: Rules;
	/** Begins the watch over who came; `look` is then called every few seconds. */
	watch(authority: Authority): { look(): Promise<void> } & TodaysReservations;
	stop(): void;
}

/** What terminals are told. */
export interface TodaysReservations {
	/** `null` = this platform took over and cannot know them. */
	today(): { day: string; list: ListedReservation[]; asOf: number } | null;
	/** Public keys with which reservations are signed. */
	keys(): MachineKey[];
	/** Something of today's list changed. */
	onChange(listener: () => void): () => void;
}

export async function openReservations({ plan, frontEnd, store, clock, rules, first, chance }: ReservationParts): Promise<Reservations> {
	let authority: Authority | null = null;
	const isUsed = (ref: string) => authority !== null && ticketOfReservation(authority.state, ref) !== null;
	const signer = await reservationSignerOf(store, plan.code);
	const changes = createDayChanges(clock, () => authority?.day ?? null);
	const book = await ReservationBook.load({ plan, store, clock, isUsed, signer, changed: changes.changed, ...(chance ? { chance } : {}) });
	const whole = await holdsTheBook(store, plan.code, first);
	const reservationOf = (ref: string) => book.behind(ref);
	return {
		book,
		whole,
		door: createFrontDoor(frontEnd, clock),
		rules: {
			...rules,
			decide: (state, command, context) => rules.decide(state, command, whole ? { ...context, reservationOf } : context),
		},
		watch(own) {
			authority = own;
			const { look } = keepReservationDays({ plan, store, clock, rules, authority: own, book });
			return {
				look,
				today: () => (whole ? { day: own.day, ...book.told(own.day) } : null),
				keys: () => [signer.key],
				onChange: changes.on,
			};
		},
		stop: changes.stop,
	};
}
