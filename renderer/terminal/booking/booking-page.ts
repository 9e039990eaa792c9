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
	/** `from`: the first that is shown, in 长辈版 alone. */
	| { is: 'queues'; from?: number }
	/** `instead`: of a reservation that is changed. `day`: `null` = the first one; in 长辈版 it is chosen first. */
	| { is: 'slots'; queue: string; day: string | null; instead: BookedPlace | null; from?: number }
	/** The card is asked for; with `wish` = `null` to find what it holds. */
	| { is: 'card'; wish: Wish | null; instead: BookedPlace | null }
	| { is: 'code'; for: 'find' | 'check-in' }
	| { is: 'list'; places: BookedPlace[] }
	| { is: 'place'; place: BookedPlace; told: 'booked' | 'changed' | 'cancelled' | null }
	| { is: 'give-back'; place: BookedPlace; key: string }
	| { is: 'check-in' }
	| { is: 'trouble'; trouble: BookingTrouble };
