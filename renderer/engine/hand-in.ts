/**
 * What this machine still owes of seats that the platform does not trust: handed in over a link without a seat, to wait for a manager. Once it is
 * kept there the journal owes it no more; the platform alone decides whether it counts.
 */
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { SeatLine } from './seat-line.ts';

export interface HandIn {
	/** Everything of this seat that was not answered for, in order of n; empty = nothing, or not this machine's epoch. */
	owes(seat: { station: string; epoch: string }): CommandEnvelope[];
	handedIn(station: string, upTo: number): void;
}

export function createHandIn(lines: ReadonlyMap<string, SeatLine>, note: (code: string, count?: number) => void): HandIn {
	return {
		owes({ station, epoch }) {
			const line = lines.get(station);
			return line?.epoch === epoch ? line.unsettled() : [];
		},
		handedIn(station, upTo) {
			const count = lines.get(station)?.handedIn(upTo) ?? 0;
			if (count > 0) note('reports-in-quarantine', count);
		},
	};
}
