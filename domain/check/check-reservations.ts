import type { HallDay } from '../contracts/state.ts';
import type { Found } from './finding.ts';

/** Two tickets of one reservation stand in the log only with a conflict that a person sees (I-12). */
export function checkReservations(state: HallDay, found: Found): void {
	const first = new Map<string, string>();
	const told = new Set(
		state.conflicts.flatMap(({ kind, ticket }) => (kind === 'reservation-used-twice' || kind === 'duplicate-number' ? [ticket] : [])),
	);
	for (const { number, visit, life } of Object.values(state.tickets)) {
		const ref = visit.reservationRef;
		if (ref === undefined || life.stage === 'voided') continue;
		const other = first.get(ref);
		if (other === undefined) first.set(ref, number);
		else if (!told.has(number) && !told.has(other)) found('I-12', `${other} and ${number} used one reservation, and no conflict says so`);
	}
}
