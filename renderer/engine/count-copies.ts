/** Counts the copies of each ticket that were tried in this life of the engine: their reports may not be in the day yet. */
import type { Printer } from './ports.ts';

export interface CountedPrinter {
	printer: Printer;
	/** Copies of this ticket that were tried. */
	tried(ticket: string): number;
}

export function countCopies(printer: Printer): CountedPrinter {
	const copies = new Map<string, number>();
	const tried = (ticket: string) => copies.get(ticket) ?? 0;
	return {
		printer: {
			print(job) {
				copies.set(job.slip.number, tried(job.slip.number) + 1);
				return printer.print(job);
			},
		},
		tried,
	};
}
