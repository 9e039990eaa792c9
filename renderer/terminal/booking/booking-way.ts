import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { BookingPage } from './booking-page.ts';

/** Goes to another page of booking; `instead`: it takes the place of this one. */
export function useBookingWay() {
	const { send } = useTerminal();
	const words = useWords('booking');
	return {
		words,
		go: (page: BookingPage) => send({ type: 'went', to: { at: 'booking', page } }),
		turn: (page: BookingPage) => send({ type: 'turned', to: { at: 'booking', page } }),
	};
}
