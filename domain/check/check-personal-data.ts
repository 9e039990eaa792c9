import type { HallEvent } from '../contracts/events.ts';
import { personalNumberIn } from '../personal-numbers.ts';
import type { Found } from './finding.ts';

/** Looks for what must never be in a log (P1). Says where it was found, never what. */
export function checkPersonalData(event: HallEvent, found: Found): void {
	const field = personalNumberIn(event.body, 'body');
	if (field !== null) found('P1', `${event.name}.${field} holds what looks like a document or phone number`);
}
