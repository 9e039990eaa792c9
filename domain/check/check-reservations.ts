import type { HallDay } from '../contracts/state.ts';
import type { Found } from './finding.ts';

/** Two tickets of one reservation stand in the log only with a conflict that a person sees (I-12). */
export function checkReservations(state: HallDay, found: Found): void {
	const first = new Map<string, string>();
	// `service-after-end`: a voided ghost that was served after all counts again, and that conflict is how a person sees it.
	const telling = ['reservation-used-twice', 'duplicate-number', 'service-after-end'];
	const told = new Set(state.conflicts.flatMap(({ kind, ticket }) => (telling.includes(kind) ? [ticket] : [])));
	for (const { number, visit, life } of Object.values(state.tickets)) {
		const ref = visit.reservationRef;
		if (ref === undefined || life.stage === 'voided') continue;
		const other = first.get(ref);
		if (other === undefined) first.set(ref, number);
		else if (!told.has(number) && !told.has(other)) found('I-12', `${other} and ${number} used one reservation, and no conflict says so`);
	}
}
