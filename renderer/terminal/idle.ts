/** When a citizen who does not touch the terminal any more is asked, and when everything is forgotten. */
import { tokens } from '../design/tokens.ts';
import { type Journey, plainLooks } from './journey-state.ts';

export interface TimeLeft {
	/** Ms until everything is forgotten, 0 = now. */
	ends: number;
	/** `ask`: the dialog 您还在吗 stands. `ticket`: the quiet line under the ticket. `quiet`: nothing is shown. */
	show: 'ask' | 'ticket' | 'quiet';
	/** Length of what is counted down, ms. */
	of: number;
}

/** `null` = nobody is being timed: nothing to forget, or the machine itself is still busy, which it is for `busyMostMs` at most. */
export function timeLeft(journey: Journey, now: number): TimeLeft | null {
	const still = Math.max(0, now - journey.lastTouch);
	const { idleMs, idleWarningMs, ticketReturnMs, busyMostMs } = tokens.time;
	switch (journey.screen.at) {
		case 'taking':
			// Not forgotten but answered, in `journey.ts`: somebody waits there for a number.
			return null;
		case 'ticket':
		case 'held':
			if (journey.screen.paper.state === 'printing' && still < busyMostMs) return null;
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'review':
			if (!journey.screen.sent) break;
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'place':
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'welcome':
			// The looks of the last visitor can be left over; whatever else of him there might be ends as well.
			if (journey.looks === plainLooks && journey.help === 'none' && journey.holder === null && journey.behind.length === 0) return null;
			return { ends: Math.max(0, idleMs - still), show: 'quiet', of: idleMs };
		default:
	}
	const ends = Math.max(0, idleMs - still);
	return { ends, show: ends <= idleWarningMs ? 'ask' : 'quiet', of: idleWarningMs };
}
