/** From what the scanner read to what the journey learns: a reservation to check in, a ticket's place in its line, or why not. The text is dropped here. */
import type { Refusal } from '../../domain/contracts/refusals.ts';
import { codeInSlip } from '../../domain/form/slip-code.ts';
import type { Bookable } from '../../domain/reservations/find.ts';
import type { EngineClient } from '../engine/contract.ts';
import type { Choice } from './choice.ts';
import type { JourneyEvent } from './journey.ts';
import type { Screen } from './screen.ts';

/** A reservation as what the citizen chose: nothing is left to choose. */
export function choiceOf({ ref, queue, items, slot, endsAt }: Bookable): Choice {
	return { audience: 'personal', items, theme: null, queue, suggestion: null, booked: { ref, slot, endsAt } };
}

/** Never rejects. */
export async function readScan(
	text: string,
	visitor: number,
	clock: () => number,
	engine: Pick<EngineClient, 'readTicket' | 'findReservation'>,
	station: string,
): Promise<JourneyEvent> {
	const leads = (to: Screen): JourneyEvent => ({ type: 'code-read', now: clock(), visitor, to });
	const refused = (code: Refusal['code']) => leads({ at: 'refused', refusal: { code, params: {} } });
	const slip = codeInSlip(text);
	if (slip !== null) return leads({ at: 'resume', code: slip });
	try {
		const ticket = await engine.readTicket(station, text);
		if (ticket.ok) return leads({ at: 'place', number: ticket.code.number });
		if (ticket.why !== 'not-a-ticket') return refused('ticket-code-not-good');
		const found = await engine.findReservation(station, { text });
		if (!found.ok) return leads({ at: 'refused', refusal: found.refusal });
		return leads({ at: 'confirm', choice: choiceOf(found.reservation), priority: false });
	} catch {
		return refused('reservation-not-looked-up');
	}
}
