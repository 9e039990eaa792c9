/** Where somebody stands while booking, changing, giving back or checking in. Nothing of a person: a card's number is used once and dropped. */
import type { BookedPlace, TerminalBookingAnswer } from '../../../domain/contracts/terminal-booking.ts';

/** What was chosen, before the card is laid down. `key`: the same press again is the same booking. */
export interface Wish {
	key: string;
	queue: string;
	slot: number;
	endsAt: number;
}

export type BookingTrouble = Extract<TerminalBookingAnswer, { ok: false }>;

export type BookingPage =
	| { is: 'home' }
	| { is: 'queues' }
	/** `instead`: of a reservation that is changed. */
	| { is: 'slots'; queue: string; day: string | null; instead: BookedPlace | null }
	/** The card is asked for; with `wish` = `null` to find what it holds. */
	| { is: 'card'; wish: Wish | null; instead: BookedPlace | null }
	| { is: 'code'; for: 'find' | 'check-in' }
	| { is: 'list'; places: BookedPlace[] }
	| { is: 'place'; place: BookedPlace; told: 'booked' | 'changed' | 'cancelled' | null }
	| { is: 'give-back'; place: BookedPlace; key: string }
	| { is: 'check-in' }
	| { is: 'trouble'; trouble: BookingTrouble };
