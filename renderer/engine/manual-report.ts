import type { CommandBody, ReportName } from '../../domain/contracts/commands.ts';

/** What reports of manual mode need beyond others. `day` absent = the day the station works in. */
export function manualReport<N extends ReportName>(name: N, body: CommandBody<N>): { needsDay: boolean; day?: string } {
	// A paper is of the day that is written on it, however late it is entered.
	if (name === 'enter-manual-service') return { needsDay: false, day: (body as CommandBody<'enter-manual-service'>).day };
	return { needsDay: name === 'begin-manual' };
}
