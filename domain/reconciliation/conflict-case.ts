/** Which case a conflict is, and what a manager may decide about it without writing a word. */
import type { EventBody } from '../contracts/events.ts';
import { ticketNumber } from '../contracts/identity.ts';
import type { ConflictCase } from '../contracts/reconciliation.ts';

export function caseOf({ kind, detail, otherWindow }: EventBody<'conflict-found'>): ConflictCase {
	switch (kind) {
		case 'duplicate-number':
			return detail.startsWith('replaced-by-') ? 'replaced-in-service' : 'two-papers';
		case 'served-at-two-windows':
			return 'two-windows';
		case 'service-without-call':
			return otherWindow === undefined ? 'not-called' : 'called-elsewhere';
		case 'service-after-end':
			return 'after-end';
		case 'unknown-ticket':
			return 'unknown-ticket';
		case 'report-without-session':
		case 'report-under-expired-sign-in':
			return 'without-session';
		case 'manual-entry-doubtful':
			return 'entry-doubtful';
		case 'reservation-used-twice':
			return 'reservation-twice';
		case 'report-out-of-role':
			return outOfRole(detail);
		default:
			return 'other';
	}
}

function outOfRole(detail: string): ConflictCase {
	if (detail === 'other-window' || detail === 'series-of-another' || detail === 'unknown-queue' || detail === 'unknown-station')
		return detail;
	return 'out-of-role';
}

/** The other number a conflict names in its detail. */
export function otherTicketOf({ detail }: EventBody<'conflict-found'>): string | undefined {
	const named = /^(?:replaced-by|also)-(.+)$/.exec(detail)?.[1];
	return ticketNumber.safeParse(named).success ? named : undefined;
}

/** Codes, the likeliest first; worded under `decisions` in `reconciliation.yaml`. */
export const readyDecisions: Record<ConflictCase, readonly string[]> = {
	'two-papers': ['one-person', 'both-served', 'second-new-number'],
	'replaced-in-service': ['one-person', 'paper-served', 'two-people'],
	'two-windows': ['one-entered-wrongly', 'both-served-parts'],
	'called-elsewhere': ['came-with-paper', 'entered-wrongly'],
	'not-called': ['came-with-paper', 'entered-wrongly'],
	'after-end': ['came-back', 'entered-wrongly'],
	'unknown-ticket': ['paper-seen', 'mistyped', 'not-our-paper'],
	'without-session': ['clerk-known', 'clerk-unknown'],
	'other-window': ['helped-out', 'entered-wrongly'],
	'series-of-another': ['paper-holds', 'technician-told'],
	'unknown-queue': ['paper-holds', 'technician-told'],
	'unknown-station': ['known-reason', 'technician-told'],
	'out-of-role': ['known-reason', 'technician-told'],
	'reservation-twice': ['one-person', 'two-people'],
	'entry-doubtful': ['form-checked', 'entered-wrongly'],
	other: ['known-reason', 'technician-told'],
};
