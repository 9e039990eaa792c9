import type { HandIn } from './ports.ts';
import type { SeatLine } from './seat-line.ts';

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
