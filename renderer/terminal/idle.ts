/** When a citizen who does not touch the terminal any more is asked, and when everything is forgotten. */
import { tokens } from '../design/tokens.ts';
import { type Journey, plainLooks } from './journey.ts';

export interface TimeLeft {
	/** Ms until everything is forgotten, 0 = now. */
	ends: number;
	/** `ask`: the dialog 您还在吗 stands. `ticket`: the quiet line under the ticket. `quiet`: nothing is shown. */
	show: 'ask' | 'ticket' | 'quiet';
	/** Length of what is counted down, ms. */
	of: number;
}

/** `null` = nobody is being timed: nothing to forget, or the machine itself is still busy. */
export function timeLeft(journey: Journey, now: number): TimeLeft | null {
	const still = Math.max(0, now - journey.lastTouch);
	const { idleMs, idleWarningMs, ticketReturnMs } = tokens.time;
	switch (journey.screen.at) {
		case 'taking':
			return null;
		case 'ticket':
		case 'held':
			if (journey.screen.paper.state === 'printing') return null;
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'review':
			if (!journey.screen.sent) break;
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'place':
			return { ends: Math.max(0, ticketReturnMs - still), show: 'ticket', of: ticketReturnMs };
		case 'welcome':
			// Only the looks of the last visitor can be left over.
			if (journey.looks === plainLooks && journey.help === 'none') return null;
			return { ends: Math.max(0, idleMs - still), show: 'quiet', of: idleMs };
		default:
	}
	const ends = Math.max(0, idleMs - still);
	return { ends, show: ends <= idleWarningMs ? 'ask' : 'quiet', of: idleWarningMs };
}
