import { withReport } from '../cases/evolve-case.ts';
import type { CaseReport } from '../contracts/cases.ts';
import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';

/** The report as a case keeps it. A recovered event was said first by whom it names. */
export function reportOf(event: HallEvent<'case-reported'>): CaseReport {
	const { station, epoch, n, staff } = event.recovered ?? event;
	const { at, steps, window = null, ticket = null, doubts = [] } = event.body;
	return { at, station, epoch, n, day: event.day, staff, window, ticket, steps, doubts };
}

export function caseReported(state: HallDay, event: HallEvent<'case-reported'>): void {
	const ref = event.body.case;
	state.cases[ref] = withReport(state.cases[ref] ?? [], reportOf(event));
}
